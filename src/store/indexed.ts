import type { ActorQuery, ClaimQuery, EventQuery, PropositionQuery, SourceQuery } from '../domain/query.ts';
import { actorsInOrder } from './actor.ts';
import { claimWay } from './claim.ts';
import { eventWay } from './event.ts';
import { propositionsInOrder } from './proposition/list.ts';
import { sourceWay } from './source.ts';

/**
 * Which lists an index bounds: a page of one costs about the same in every store, however many rows there are and
 * however deep it lies. The shape of the query alone decides. They are lists without a condition, and with one:
 *
 * - events: types, countryCodes, datasetIds, or contested; claims: claimantIds (with affiliates too),
 *   propositionKeys, predicates, datasetIds, or contested; sources: publisherIds, datasetIds; ten values at the most;
 *   of contested ones only those that are; all with any window of time, certain or possible;
 * - actors: one type, or one event; propositions: those that are contested.
 *
 * With two conditions, the rows that meet one of them may have to be read through for those that meet both. What
 * stands in other tables (actors, roles, tags and sources of events; events, actors and sources of claims), places
 * and search have no order in time: all that they find is put in order for each page. `certain` also reads what
 * begins in the window and ends after it.
 */
export function isIndexed<L extends keyof Lists>(list: L, query: Lists[L]): boolean {
  return inOrder[list](query);
}

type Lists = {
  listEvents: EventQuery;
  listClaims: ClaimQuery;
  listSources: SourceQuery;
  listActors: ActorQuery;
  listPropositions: PropositionQuery;
};

const inOrder: { readonly [L in keyof Lists]: (query: Lists[L]) => boolean } = {
  listEvents: (query) => eventWay(query) !== null,
  listClaims: (query) => claimWay(query) !== null,
  listSources: (query) => sourceWay(query) !== null,
  listActors: actorsInOrder,
  listPropositions: propositionsInOrder,
};
