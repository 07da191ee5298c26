"""The three stories of the README and a refused request, by the Python client; prints one line of JSON."""

import json
import sys

from claimline import Client
from claimline.api.actors import list_actor_claims
from claimline.api.events import list_events
from claimline.api.propositions import get_proposition, list_propositions
from claimline.models import (
    ClaimPage,
    Event,
    EventPage,
    EventReference,
    Problem,
    Proposition,
    PropositionPage,
    TimeMatch,
)
from claimline.types import UNSET, Unset


def events(client: Client) -> tuple[list[Event], int]:
    """Events by date: every page of two."""
    found: list[Event] = []
    pages = 0
    cursor: str | Unset | None = UNSET
    while cursor is not None:
        page = list_events.sync(
            client=client,
            from_="2024-03-22",
            to="2024-03-23",
            match=TimeMatch.POSSIBLE,
            limit=2,
            cursor=cursor,
        )
        assert isinstance(page, EventPage), page
        found += page.data
        pages += 1
        cursor = page.page.next_cursor
    return found, pages


def claims(client: Client) -> list[str]:
    """What an actor and everybody on its side claims."""
    page = list_actor_claims.sync("isis", client=client, include_affiliates=True)
    assert isinstance(page, ClaimPage), page
    return [claim.id for claim in page.data]


def contested(client: Client) -> Proposition:
    """What is contested about an actor, with every position on it and what opposes it."""
    page = list_propositions.sync(client=client, contested=True, actor_id=["ukraine"])
    assert isinstance(page, PropositionPage), page
    proposition = get_proposition.sync(page.data[0].key, client=client)
    assert isinstance(proposition, Proposition), proposition
    return proposition


def refused(client: Client) -> Problem:
    """A page that is too long: refused with problem details."""
    answer = list_events.sync(client=client, limit=1000)
    assert isinstance(answer, Problem), answer
    return answer


def described(proposition: Proposition) -> dict[str, object]:
    positions = [
        {
            "polarity": position.polarity,
            "holders": [
                {
                    "actorId": holder.actor_id,
                    "since": holder.since.edtf if holder.since else None,
                    "evidence": [
                        [passage.source_id, passage.start, passage.end]
                        for claim in holder.claims
                        for passage in claim.evidence
                    ],
                }
                for holder in position.holders
            ],
        }
        for position in proposition.positions
    ]
    value = proposition.object_
    return {
        "key": proposition.key,
        "event": value.id if isinstance(value, EventReference) else None,
        "positions": positions,
        "opposed": [[other.key, other.reason] for other in proposition.opposed],
    }


def main() -> None:
    with Client(base_url=sys.argv[1]) as client:
        found, pages = events(client)
        problem = refused(client)
        told = {
            "events": [event.id for event in found],
            "pages": pages,
            "claims": claims(client),
            "proposition": described(contested(client)),
            "problem": {
                "status": problem.status,
                "code": problem.code,
                "parameters": [fault.parameter for fault in problem.errors],
            },
        }
    print(json.dumps(told))


main()
