import type { TimeCondition } from '../domain/condition.ts';
import type { ActorQuery, ClaimQuery, EventQuery, PropositionQuery, SourceQuery } from '../domain/query.ts';
import { actorsInOrder } from './actor.ts';
import { claimList } from './claim.ts';
import type { TimedTable } from './engine.ts';
import { eventList } from './event.ts';
import { wayOf } from './filters.ts';
import { hasReach } from './parts.ts';
import { propositionsInOrder } from './proposition/list.ts';
import { sourceList } from './source.ts';
import type { Way } from './way.ts';

/**
 * Says whether an index bounds a list: a page of it then costs about the same in every store, however many rows there
 * are and however deep the page lies. The shape of the query alone decides, by what the tables of filters
 * (`eventList` of event.ts and its like) say: lists without a condition, and lists with one that an `ordered` column
 * or a link answers. Of a column up to ten values, with any window of time; of a link one value, without a window or
 * with what is certain in one.
 *
 * With two conditions, the rows that meet one of them may have to be read through for those that meet both. What is
 * found by the sources of events, by places and by words has no order in time: all of it is put in order for each
 * page. `certain` also reads what begins in the window and ends after it. What is under way in a window that begins is
 * in order only without a condition: of what began before it, one index has those that last.
 */
export function isIndexed<L extends keyof Lists>(list: L, query: Lists[L]): boolean {
  return inOrder[list](query);
}

export type Lists = {
  listEvents: EventQuery;
  listClaims: ClaimQuery;
  listSources: SourceQuery;
  listActors: ActorQuery;
  listPropositions: PropositionQuery;
};

const isLasting = (time: TimeCondition | undefined) => hasReach(time) && time?.match === 'under_way';

/** Returns whether a list of events or claims asks for nothing but a time. */
const isTimeAlone = ({ time: _time, sort: _sort, ...filter }: EventQuery | ClaimQuery): boolean =>
  Object.values(filter).every((value) => value === undefined);

/** Of links, those that began before a window are gone through for those that reach into it, and of several, all. */
function isInOrder(way: Way | null, time: TimeCondition | undefined): boolean {
  if (way === null) return false;
  return way.link === undefined || (way.values?.length === 1 && !hasReach(time));
}

const inOrder: { readonly [L in keyof Lists]: (query: Lists[L]) => boolean } = {
  listEvents: (query) =>
    isLasting(query.time) ? isTimeAlone(query) : isInOrder(wayOf(eventList, query), query.time),
  listClaims: (query) =>
    isLasting(query.time) ? isTimeAlone(query) : isInOrder(wayOf(claimList, query), query.time),
  listSources: (query) => wayOf(sourceList, query) !== null,
  listActors: actorsInOrder,
  listPropositions: propositionsInOrder,
};

/**
 * Names the index by which a list is read, whether it bounds the list or not; null where the conditions are the way to
 * the rows, which are put in order afterwards.
 */
export function indexOf<L extends keyof Lists>(list: L, query: Lists[L]): string | null {
  return indexes[list](query);
}

const timedIndex = (table: TimedTable, way: Way | null, contested?: boolean): string | null => {
  if (way === null) return null;
  if (way.link !== undefined) return way.link.index;
  if (way.column !== undefined) return `${table}_by_${byColumn[way.column]}`;
  return contested === true ? `${table}_contested` : `${table}_by_time`;
};

const byColumn: Readonly<Record<string, string>> = {
  type: 'type',
  subtype: 'subtype',
  country_code: 'country',
  dataset_id: 'dataset',
  claimant_id: 'claimant',
  proposition_key: 'proposition',
  predicate: 'predicate',
  publisher_id: 'publisher',
};

const indexes: { readonly [L in keyof Lists]: (query: Lists[L]) => string | null } = {
  listEvents: (query) => timedIndex('event', wayOf(eventList, query), query.contested),
  listClaims: (query) => timedIndex('claim', wayOf(claimList, query), query.contested),
  listSources: (query) => timedIndex('source', wayOf(sourceList, query)),
  listActors: (query) => {
    if (!actorsInOrder(query)) return null;
    if (query.eventId !== undefined) return 'event_participant';
    if (query.subtype !== undefined) return 'actor_by_subtype';
    return query.type === undefined ? 'actor_by_name' : 'actor_by_type';
  },
  listPropositions: (query) => {
    if (!propositionsInOrder(query)) return null;
    return query.contested === true ? 'proposition_contested' : 'proposition_by_claim_count';
  },
};
