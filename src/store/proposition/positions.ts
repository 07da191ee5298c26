import type { Claim } from '../../domain/claim.ts';
import { parsedStored } from '../../domain/errors.ts';
import type { PropositionFilter } from '../../domain/filters/proposition.ts';
import { joinedOctets, recordsIn } from '../../domain/json-octets.ts';
import {
  type ActorPosition,
  type PartyPositions,
  type PropositionSummary,
  positionClaim,
  standOf,
} from '../../domain/position.ts';
import type { PageRequest, PropositionQuery } from '../../domain/query.ts';
import type { Page, Store } from '../../domain/store.ts';

/** Pages of positions: one record per proposition, with the claims on it in order of time. */

type Stated = { proposition: PropositionSummary; claims: readonly Claim[] };

/** Returns the propositions of a page with the claims that some actors have made on each. */
async function stated(store: Store, data: Page['data'], claimantIds: readonly string[]): Promise<Stated[]> {
  // The store rendered the bodies from checked records, so they are not checked again.
  const propositions = recordsIn<PropositionSummary>(data);
  const keys = propositions.map((proposition) => proposition.key);
  const claims = (await store.claimsOn(keys, claimantIds)).map((body) => parsedStored<Claim>(body));
  const byKey = Map.groupBy(claims, (claim) => claim.proposition.key);
  return propositions.map((proposition) => ({ proposition, claims: byKey.get(proposition.key) ?? [] }));
}

const rendered = (records: readonly object[]) =>
  joinedOctets(records.map((record) => JSON.stringify(record)));

const positionIn = (own: readonly Claim[]) => ({ stand: standOf(own), claims: own.map(positionClaim) });

/** Returns a page of the actor's positions. */
export async function actorPositions(
  store: Store,
  actorId: string,
  page: PageRequest,
  filter?: PropositionFilter,
): Promise<Page> {
  const { data, next } = await store.listStands(actorId, page, filter);
  const positions = (await stated(store, data, [actorId])).map(({ proposition, claims }): ActorPosition => {
    return { proposition, ...positionIn(claims) };
  });
  return { data: rendered(positions), next };
}

/** Returns a page of the positions of several actors, side by side. */
export async function partyPositions(
  store: Store,
  parties: readonly string[],
  query: PropositionQuery,
  page: PageRequest,
): Promise<Page> {
  const { data, next } = await store.listPropositions({ ...query, claimedBy: parties }, page);
  const positions = (await stated(store, data, parties)).map(({ proposition, claims }): PartyPositions => {
    const byActor = Map.groupBy(claims, (claim) => claim.claimantId);
    const sides = [...new Set(parties)].flatMap((actorId) => {
      const own = byActor.get(actorId);
      return own === undefined ? [] : [{ actorId, ...positionIn(own) }];
    });
    return { proposition, positions: sides };
  });
  return { data: rendered(positions), next };
}
