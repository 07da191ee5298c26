import type {
  ActorQuery,
  ClaimQuery,
  EventQuery,
  PropositionQuery,
  SourceQuery,
  TimeCondition,
} from '../domain/query.ts';
import { actorsInOrder } from './actor.ts';
import { claimWay } from './claim.ts';
import { eventWay } from './event.ts';
import { hasReach } from './parts.ts';
import { propositionsInOrder } from './proposition/list.ts';
import { sourceWay } from './source.ts';
import type { Way } from './way.ts';

/**
 * Which lists an index bounds: a page of one costs about the same in every store, however many rows there are and
 * however deep it lies. The shape of the query alone decides. They are lists without a condition, and with one:
 *
 * - events: types, countryCodes, datasetIds, or contested; claims: claimantIds (with affiliates too),
 *   propositionKeys, predicates, datasetIds, or contested; sources: publisherIds, datasetIds; ten values at the most;
 *   of contested ones only those that are; all with any window of time, certain or possible;
 * - actors: one type, or one event; propositions: those that are contested;
 * - events: one actor (with roles too), role or tag; claims: one event, actor that they are about, or source; without a
 *   window, or with what is certain in one.
 *
 * With two conditions, the rows that meet one of them may have to be read through for those that meet both. What is
 * found by the sources of events, by places and by words has no order in time: all of it is put in order for each
 * page. `certain` also reads what begins in the window and ends after it.
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

/** Of links, those that began before a window are gone through for those that reach into it, and of several, all. */
function isInOrder(way: Way | null, time: TimeCondition | undefined): boolean {
  if (way === null) return false;
  return way.link === undefined || (way.values?.length === 1 && !hasReach(time));
}

const inOrder: { readonly [L in keyof Lists]: (query: Lists[L]) => boolean } = {
  listEvents: (query) => isInOrder(eventWay(query), query.time),
  listClaims: (query) => isInOrder(claimWay(query), query.time),
  listSources: (query) => sourceWay(query) !== null,
  listActors: actorsInOrder,
  listPropositions: propositionsInOrder,
};
