import type { Claim } from '../../domain/claim.ts';
import { parsedStored } from '../../domain/errors.ts';
import { joinedOctets, recordsIn } from '../../domain/json-octets.ts';
import {
  type ActorPosition,
  type PropositionSummary,
  positionClaim,
  standOf,
} from '../../domain/position.ts';
import type { PageRequest } from '../../domain/query.ts';
import type { Page, Store } from '../../domain/store.ts';

/** Returns a page of the actor's positions: one per proposition, with the actor's claims on it in order of time. */
export async function actorPositions(store: Store, actorId: string, page: PageRequest): Promise<Page> {
  const { data, next } = await store.listStands(actorId, page);
  // The store rendered the bodies from checked records, so they are not checked again.
  const propositions = recordsIn<PropositionSummary>(data);
  const keys = propositions.map((proposition) => proposition.key);
  const claims = (await store.claimsOn(keys, actorId)).map((body) => parsedStored<Claim>(body));
  const byKey = Map.groupBy(claims, (claim) => claim.proposition.key);
  const positions = propositions.map((proposition): ActorPosition => {
    const own = byKey.get(proposition.key) ?? [];
    return { proposition, stand: standOf(own), claims: own.map(positionClaim) };
  });
  return { data: joinedOctets(positions.map((position) => JSON.stringify(position))), next };
}
