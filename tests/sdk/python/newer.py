"""Reads the answers of a server that is newer than the Python client; prints one line of JSON."""

import json
import sys

from claimline import Client
from claimline.api.actors import list_actor_positions, list_actors
from claimline.api.claims import list_claims
from claimline.api.datasets import list_datasets
from claimline.api.disputes import get_dispute, list_disputes
from claimline.api.events import get_places, get_timeline, list_events
from claimline.api.propositions import get_proposition, list_positions
from claimline.api.search import search_records
from claimline.api.health import check_health
from claimline.api.sources import list_sources, locate_quotes
from claimline.api.vocabulary import get_vocabulary
from claimline.models import ClaimPage, Health, Problem, QuotesToLocate, SearchPage, UnknownKind


def main() -> None:
    with Client(base_url=sys.argv[1]) as client:
        claims = list_claims.sync(client=client)
        assert isinstance(claims, ClaimPage), claims
        found = search_records.sync(client=client, q="hall")
        assert isinstance(found, SearchPage), found
        health = check_health.sync(client=client)
        assert isinstance(health, Health), health
        others = [
            list_events.sync(client=client),
            list_actors.sync(client=client),
            list_actor_positions.sync("isis", client=client),
            get_proposition.sync("key", client=client),
            list_positions.sync(client=client, party=["isis"]),
            list_disputes.sync(client=client),
            get_dispute.sync("key", client=client),
            list_sources.sync(client=client),
            locate_quotes.sync("source", client=client, body=QuotesToLocate(text="text", quotes=["text"])),
            get_timeline.sync(client=client),
            get_places.sync(client=client),
            get_vocabulary.sync(client=client),
            list_datasets.sync(client=client),
        ]
        for answer in others:
            assert answer is not None and not isinstance(answer, Problem), answer
            assert answer.additional_properties.keys() == {"newMember"}
            # What was read can be written again.
            answer.to_dict()
        refused = list_events.sync(client=client, limit=1000)
        assert isinstance(refused, Problem), refused
    unknown = [hit for hit in found.data if isinstance(hit, UnknownKind)]
    known = len(found.data) - len(unknown)
    told = {"act": claims.data[0].act.value, "code": refused.code.value, "hits": {"known": known, "unknown": len(unknown)}}
    print(json.dumps(told))


main()
