import type { Evidence } from './evidence.ts';
import type { ActorFilter } from './filters/actor.ts';
import type { ClaimFacet, ClaimFilter } from './filters/claim.ts';
import type { EventFacet, EventFilter } from './filters/event.ts';
import type { PropositionFilter } from './filters/proposition.ts';
import type { SourceFilter } from './filters/source.ts';
import type { JsonOctets } from './json-octets.ts';
import type { RecordKind, SearchedKind } from './kinds.ts';
import type { RecordStamps } from './primitives.ts';
import type {
  ActorQuery,
  ClaimQuery,
  EventQuery,
  PageRequest,
  PropositionQuery,
  SearchQuery,
  SortKey,
  SourceQuery,
} from './query.ts';
import type { WrittenRecords } from './records.ts';
import type { CheckReport, CheckWatcher } from './store-check.ts';
import type { Timeline, TimelineInterval } from './time/buckets.ts';
import type { SourceVerification } from './verification.ts';

/**
 * The one way to the records. Each method is one atomic unit: it sees one state of the store, and a write is
 * whole or not at all. Every store keeps this contract; `tests/conformance` checks it.
 *
 * All methods throw ClaimlineError `store_busy` when a lock was not had in time and `store_unusable` when the
 * store itself is at fault; what else they throw stands beside them. Ids that do not exist are no error in a
 * condition of a list: nothing matches them.
 *
 * What a method reads is the state of the moment, with all that this store wrote; what other stores on the same
 * records write is there by the next turn of the event loop.
 */
export interface Store {
  /** Whether the store only reads: a write that changes anything throws ClaimlineError `store_unusable`. */
  readonly isReadOnly: boolean;

  /** What identifies the present state: a change of any record changes it, and no state comes back. */
  state(): Promise<StoreState>;

  /** The rendered record, or null where there is none of that id. */
  read(kind: BodyKind, id: string): Promise<StoredBody | null>;

  /**
   * Lists answer one page in the query's order, keyset by keyset: records added or removed meanwhile neither
   * repeat nor skip others. Throws ClaimlineError `invalid_cursor` for a key that is not of the order's shape.
   */
  listDatasets(page: PageRequest): Promise<Page>;
  listSources(query: SourceQuery, page: PageRequest): Promise<Page>;
  listActors(query: ActorQuery, page: PageRequest): Promise<Page>;
  listEvents(query: EventQuery, page: PageRequest): Promise<Page>;
  listClaims(query: ClaimQuery, page: PageRequest): Promise<Page>;
  listPropositions(query: PropositionQuery, page: PageRequest): Promise<Page>;
  /** Rendered propositions that an actor has made claims on, by the time of the first one, then by key. */
  listStands(actorId: string, page: PageRequest): Promise<Page>;
  /** The same with where the actor stands on each and what it said, as the `ActorPosition` of the API has it. */
  listPositions(actorId: string, page: PageRequest): Promise<Page>;

  /**
   * Describes a proposition as the `Proposition` of the API has it: who holds which position, since when, on what
   * evidence. Returns null if nobody has made a claim on it.
   */
  describeProposition(key: string): Promise<JsonOctets | null>;

  /**
   * Records of several kinds in which all terms stand, the best first by `scoreOf` of `domain/search/score.ts`; among
   * equals by kind (actor, event, claim, source), then the latest start first, then by id. Of a kind with more than
   * `limits.searchRankedMax` matches that many are ranked: those of whole words before those of beginnings, and events
   * with all terms in the title before others, those with a known start before those without, the latest first.
   */
  search(query: SearchQuery, page: PageRequest): Promise<SearchPage>;

  /**
   * How many records meet the conditions: `count` counts them all; `estimate` does bounded work, and is exact for up
   * to `limits.countedExactlyMax` records, for events of which only a time in whole days is asked, for all records of
   * a kind or of datasets, and for datasets and stands, which are few.
   */
  count(list: CountedList): Promise<RecordCount>;
  estimate(list: CountedList): Promise<RecordCount>;

  /**
   * How many records each value of a facet has: for each value as many as the list would have, were the facet's own
   * condition that value alone. The most frequent first, then by value; at most `limits.facetValuesMax` of each.
   */
  eventFacets(filter: EventFilter, facets: readonly EventFacet[]): Promise<Facets<EventFacet>>;
  claimFacets(filter: ClaimFilter, facets: readonly ClaimFacet[]): Promise<Facets<ClaimFacet>>;

  /**
   * How many of the events that meet these conditions may lie in each bucket of time, and how many surely do. The
   * buckets reach over the window of the conditions; on a side that has none, over every bound that is known of
   * the events. Without an interval: the finest that makes at most `limits.timelineBucketsDefault` buckets.
   * Throws ClaimlineError `invalid_parameter` where there would be more than `limits.timelineBucketsMax`.
   */
  timeline(filter: EventFilter, interval?: TimelineInterval): Promise<Timeline>;

  /** Rendered bodies of the records that the given ones name, by kind; unknown ids are left out. */
  related(
    kind: 'event' | 'claim',
    ids: readonly string[],
    include: readonly IncludedKind[],
  ): Promise<Included>;

  /** Rendered claims on these propositions, by time, then by id; of one claimant, where given. */
  claimsOn(propositionKeys: readonly string[], claimantId?: string): Promise<string[]>;
  /** Which propositions cannot be so together with one of these. */
  opposedTo(propositionKeys: readonly string[]): Promise<Opposition[]>;
  /** What these sources came from, what those came from, and so on. */
  derivations(sourceIds: readonly string[]): Promise<Derivation[]>;
  /** Every locator into a source, by claim id, then in the claim's order. */
  locators(sourceId: string): Promise<Locator[]>;
  /**
   * Looks up, in a text of a source, every passage that claims point to; null for an unknown source.
   * Throws ClaimlineError `invalid_parameter` if the text is not UTF-8, `deadline_exceeded` if the search takes longer
   * than `deadlineMs`.
   * @param bytes the text as UTF-8
   */
  verify(sourceId: string, bytes: Uint8Array, deadlineMs?: number): Promise<SourceVerification | null>;

  /** Which of these ids exist. */
  existing(kind: RecordKind, ids: readonly string[]): Promise<Set<string>>;
  /** The current version of each of these records as written; unknown ids are left out. */
  current<K extends RecordKind>(kind: K, ids: readonly string[]): Promise<Map<string, CurrentRecord<K>>>;
  /** The records of a dataset as written, in the order of their ids, after a given one. */
  written(datasetId: string, kind: RecordKind, after: string | null, limit: number): Promise<WrittenRecord[]>;

  /**
   * Takes in records, in one transaction: new ones get version 1, changed ones their next version, equal ones
   * stay as they are. What is computed (contested, counts, propositions) is true again when it returns.
   * The caller has checked the records and their references; throws ClaimlineError `invalid_record` where a
   * reference turns out to dangle all the same.
   * @param at RFC 3339 instant in UTC that the new versions are recorded at
   */
  write(batch: RecordBatch, at: string): Promise<WriteReport>;

  /**
   * Takes in batches like `write`, all of them in one transaction, so that records of one may refer to records of
   * later ones. Every kind comes after those before it in `recordKinds`, but that actors may come before sources.
   * The batches are asked for while the transaction is open: what makes them must not use the store.
   */
  writeAll(batches: Iterable<RecordBatch>, at: string): Promise<WriteReport>;

  /** Looks, in bounded time, at how the records are spread, so that queries are planned well: for the end of an import. */
  optimize(): Promise<void>;

  /**
   * Compares everything that the store holds with what its records come to, on one state of it: bodies, links, counts,
   * indexes, and the file itself. It keeps the process busy, and takes about as long as reading everything twice.
   */
  check(watch?: CheckWatcher): Promise<CheckReport>;

  /** Frees what the store holds; nothing may be called after. */
  close(): Promise<void>;
}

/** Kinds that have a rendered body of their own. */
export type BodyKind = RecordKind | 'proposition';
export type IncludedKind = 'actor' | 'event' | 'source';

export type StoreState = { storeId: string; changes: number };

/**
 * A record as it is sent, and its strong entity tag (RFC 9110 §8.8.3) without the quotes. Text, where a page is octets:
 * what is small takes longer to be given memory outside the heap than to be decoded.
 */
export type StoredBody = { body: string; etag: string };

/** One page of a list: its records joined by commas, and the sort key of the last one where more follow. */
export type Page = { data: JsonOctets; next: SortKey | null };

/** A record that was found: its rendered body, and how well it answers, from 0 to 1. */
type SearchHit = { kind: SearchedKind; score: number; body: string };

/** One page of a search; `matches` says how many were ranked, and whether those are all there are. */
export type SearchPage = {
  hits: SearchHit[];
  next: SortKey | null;
  matches: { value: number; relation: 'exact' | 'at_least' };
};

/** The conditions of a list whose records are counted; a stand is an actor's on a proposition, as `listStands` has it. */
export type CountedList =
  | { kind: 'event'; query: EventFilter }
  | { kind: 'claim'; query: ClaimFilter }
  | { kind: 'actor'; query: ActorFilter }
  | { kind: 'source'; query: SourceFilter }
  | { kind: 'proposition'; query: PropositionFilter }
  | { kind: 'stand'; query: { actorId: string } }
  | { kind: 'dataset'; query: Record<never, never> };

/** `total` is of the list; where time was asked for, `possible` and `certain` are what it would be by either match. */
export type RecordCount = {
  basis: 'exact' | 'estimate';
  total: number;
  possible?: number;
  certain?: number;
};

/** The most frequent values, and whether there are more. */
export type FacetCounts = { values: { value: string; count: number }[]; more: boolean };
export type Facets<Name extends string> = Partial<Record<Name, FacetCounts>>;

/** For each kind asked for, JSON text by id. */
export type Included = Partial<Record<IncludedKind, Map<string, string>>>;

export type Opposition = { key: string; otherKey: string; reason: OppositionReason };
export type OppositionReason = 'incompatible_values' | 'contradicting_claims';

export type Derivation = { sourceId: string /** One that it came from directly. */; originId: string };

export type Locator = Pick<Evidence, 'start' | 'end' | 'quoteSha256' | 'paragraph'> & {
  quoteFingerprint: string | null;
  claimId: string;
  /** Place of the locator in the claim's evidence, from 0. */
  position: number;
};

export type WrittenRecord = { id: string; version: number; record: string };

/** A record as written, with what the store keeps about it. */
export type CurrentRecord<K extends RecordKind = RecordKind> = {
  record: WrittenRecords[K];
  stamps: RecordStamps;
};

/** Records as written, each with the dataset that it belongs to. */
export type RecordBatch = {
  [K in RecordKind]?: readonly { datasetId: string; record: WrittenRecords[K] }[];
};

export type WriteReport = Record<RecordKind, { created: number; updated: number; unchanged: number }>;
