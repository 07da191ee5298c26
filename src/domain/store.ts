import type { DeclaringDataset, WordUse } from './declaration.ts';
import type { ActorFilter } from './filters/actor.ts';
import type { ClaimFacet, ClaimFilter } from './filters/claim.ts';
import type { DisputeFilter } from './filters/dispute.ts';
import type { EventFacet, EventFilter } from './filters/event.ts';
import type { PropositionFilter } from './filters/proposition.ts';
import type { SourceFilter } from './filters/source.ts';
import type { JsonOctets } from './json-octets.ts';
import type { OwnedKind, RecordKind, SearchedKind } from './kinds.ts';
import type { Places } from './place-cells.ts';
import type { Opposition } from './position.ts';
import type { RecordStamps } from './primitives.ts';
import type {
  ActorPositionsQuery,
  ActorQuery,
  ClaimQuery,
  DisputeQuery,
  EventQuery,
  PageRequest,
  PartyPositionsQuery,
  PropositionQuery,
  SearchQuery,
  SortKey,
  SourceQuery,
} from './query.ts';
import type { WrittenRecords } from './records.ts';
import type { SourceLocators } from './source-locators.ts';
import type { CheckReport, CheckWatcher } from './store-check.ts';
import type { Certainty, Timeline, TimelineInterval } from './time/buckets.ts';
import type { SourceVerification } from './verification.ts';

/**
 * Gives access to the records. Each method is atomic: it reads one state of the store, and a write is done completely
 * or not at all. Every store must keep this contract; `tests/conformance` checks it.
 *
 * All methods throw ClaimlineError `store_busy` if they do not get a lock in time, and `store_unusable` if the database
 * cannot be used. Reads that may take long throw `query_timeout` at their time limit, and `overloaded` if too many reads
 * of the same client wait. Other errors are listed at the method. An id that does not exist is no error in a condition of a list:
 * it matches nothing.
 *
 * A method reads the current state, with everything that this store has written. Writes of other stores on the same
 * records are visible by the next turn of the event loop.
 */
export interface Store {
  /** True if the store is read-only: a write that changes anything throws ClaimlineError `store_unusable`. */
  readonly isReadOnly: boolean;

  /** Returns the identity of the current state. Each change of a record gives a new state, which never occurs again. */
  state(): Promise<StoreState>;

  /** Returns the body of a record; null if the id does not exist. */
  read(kind: BodyKind, id: string): Promise<StoredBody | null>;

  /**
   * Lists one page in the order of the query (keyset pagination). If records are added or removed between two pages, no
   * other record is repeated or skipped. Throws ClaimlineError `invalid_cursor` for a key of another shape than the order's.
   */
  listDatasets(page: PageRequest): Promise<Page>;
  listSources(query: SourceQuery, page: PageRequest): Promise<Page>;
  listActors(query: ActorQuery, page: PageRequest): Promise<Page>;
  listEvents(query: EventQuery, page: PageRequest): Promise<Page>;
  listClaims(query: ClaimQuery, page: PageRequest): Promise<Page>;
  listPropositions(query: PropositionQuery, page: PageRequest): Promise<Page>;
  /**
   * Lists the propositions on which one actor has made claims, by the time of its first claim, then by key, as objects of
   * the schema `ActorPosition`: with the actor's position and its claims.
   */
  listActorPositions(query: ActorPositionsQuery, page: PageRequest): Promise<Page>;
  /**
   * Lists the propositions on which at least one of several actors has made claims, in the order of `listPropositions`, as
   * objects of the schema `PartyPositions`: with the position of each and its claims.
   */
  listPartyPositions(query: PartyPositionsQuery, page: PageRequest): Promise<Page>;

  /**
   * Returns a proposition as an object of the schema `Proposition`: every position on it with its holders and
   * their evidence. Returns null if nobody has made a claim on it.
   */
  describeProposition(key: string): Promise<JsonOctets | null>;

  /**
   * Lists disputes as objects of the schema `Dispute`, by their number of claims, then by key. A dispute matches if one of
   * its propositions meets all conditions but `undisputedBetween`, which is about the whole of it. A page ends early once
   * its disputes have `limits.disputePageClaimsMax` claims.
   */
  listDisputes(query: DisputeQuery, page: PageRequest): Promise<Page>;
  /** Returns the dispute that a proposition belongs to, as an object of the same schema; null if it is not contested. */
  describeDispute(propositionKey: string): Promise<JsonOctets | null>;

  /**
   * Finds records of several kinds that contain all terms. The highest scores come first, by `scoreOf` of
   * `search/score.ts`. Equal scores are ordered by kind (actor, event, claim, source, dispute), then by latest start, then by id.
   * At most `limits.searchRankedMax` matches of each kind are ranked. They are chosen in this order: whole words before
   * beginnings, events with all terms in the title before others, a known start before none, the latest start first.
   */
  search(query: SearchQuery, page: PageRequest): Promise<SearchPage>;

  /**
   * Counts the records that meet the conditions. `count` counts all of them; `estimate` does bounded work. The estimate
   * is exact for up to `limits.countedExactlyMax` records, for events with only a window of whole days as condition, for
   * all records of a kind or of datasets, and for datasets and disputes, which are few.
   */
  count(list: CountedList): Promise<RecordCount>;
  estimate(list: CountedList): Promise<RecordCount>;

  /**
   * Counts records by the values of facets. The count of a value is the length of the list with this value as the only
   * value of the facet's own condition. The most frequent values come first, then by value; at most
   * `limits.facetValuesMax` of each facet.
   */
  eventFacets(filter: EventFilter, facets: readonly EventFacet[]): Promise<Facets<EventFacet>>;
  claimFacets(filter: ClaimFilter, facets: readonly ClaimFacet[]): Promise<Facets<ClaimFacet>>;

  /**
   * Counts, for each bucket of time, the events that may lie in it, those that are surely going on at some moment of it,
   * and those that surely lie in it whole. The buckets cover the window
   * of the conditions. On an open side of the window, they cover all known bounds of the events. Without an interval, the
   * finest one with at most `limits.timelineBucketsDefault` buckets is used.
   * The buckets are days of `timeZone` (IANA), UTC by default; a window must be read in the same zone.
   * Throws ClaimlineError `invalid_parameter` for more than `limits.timelineBucketsMax` buckets.
   */
  timeline(filter: EventFilter, interval?: TimelineInterval, timeZone?: string): Promise<Timeline>;

  /**
   * Counts events by the cells of the finest grid (`place-cells.ts`) of which `filter.bbox` touches at most `cells`; without
   * a box, of which the box around all points does. Cells without an event are left out; those with the most events come
   * first. A cell with at most `limits.placeEventsMax` events names them, in order of time. `withoutPoint` counts the events
   * that meet all conditions but those on points, and have none.
   */
  places(filter: EventFilter, cells: number): Promise<Places>;

  /** Returns the bodies of the records to which the given ones refer, by kind; unknown ids are omitted. */
  related(
    kind: 'event' | 'claim',
    ids: readonly string[],
    include: readonly IncludedKind[],
  ): Promise<Included>;

  /** Returns the bodies of the claims on these propositions (of some claimants, if given), by time, then by id. */
  claimsOn(propositionKeys: readonly string[], claimantIds?: readonly string[]): Promise<string[]>;
  /** Returns the oppositions of these propositions: the other propositions that each cannot be true beside. */
  opposedTo(propositionKeys: readonly string[]): Promise<Opposition[]>;
  /** Returns the derivations of these sources, those of their origins, and so on. */
  derivations(sourceIds: readonly string[]): Promise<Derivation[]>;
  /** Returns every locator into a source, by claim id, then in the order of the claim. */
  locators(sourceId: string): Promise<Locator[]>;
  /** Returns the evidence in a source that has no place in its text, in the same order. */
  unlocated(sourceId: string): Promise<Unlocated[]>;
  /**
   * Looks in a copy of the text of a source for every passage that claims cite. Returns null for an unknown source.
   * Throws ClaimlineError `invalid_parameter` if the text is not UTF-8, `deadline_exceeded` if the search takes longer
   * than `deadlineMs`.
   * @param bytes the text as UTF-8
   */
  verify(sourceId: string, bytes: Uint8Array, deadlineMs?: number): Promise<SourceVerification | null>;

  /**
   * Writes the locators of quotes in a text of a source. Returns null for an unknown source.
   * Throws ClaimlineError `invalid_parameter` if the text is not UTF-8, `deadline_exceeded` if the search takes longer
   * than `deadlineMs`.
   * @param bytes the text as UTF-8
   */
  locate(
    sourceId: string,
    bytes: Uint8Array,
    quotes: readonly string[],
    deadlineMs?: number,
  ): Promise<SourceLocators | null>;

  /** Returns what datasets declare beside the vocabulary of the program, by id of the dataset; other datasets are omitted. */
  declarations(): Promise<DeclaringDataset[]>;
  /** Returns the ids of records that use a word of their dataset, in any order: at most `limit`. */
  users(use: WordUse, limit: number): Promise<string[]>;
  /** Returns those of the ids that exist. */
  existing(kind: RecordKind, ids: readonly string[]): Promise<Set<string>>;
  /**
   * Returns the records that have a value which should belong to one record only: an identifier such as `wikidata:Q42`,
   * or the address of a source, as `addressKey` gives it. Of several records with one value, the first and the last by id.
   */
  holders(shared: SharedMember, values: readonly string[]): Promise<Map<string, string[]>>;
  /** Returns the current version of these records as written; unknown ids are omitted. */
  current<K extends RecordKind>(kind: K, ids: readonly string[]): Promise<Map<string, CurrentRecord<K>>>;
  /** Returns records of a dataset as written, by id, after a given one. */
  written(datasetId: string, kind: RecordKind, after: string | null, limit: number): Promise<WrittenRecord[]>;

  /**
   * Compares records with the store as `write` would, and writes nothing. Returns those that are new or differ from their
   * current version.
   */
  compare(batch: RecordBatch): Promise<RecordChange[]>;

  /**
   * Writes records in one transaction. A new record gets version 1, a changed one its next version, an equal one stays
   * unchanged. Computed data (contested, counts, propositions) is up to date when the method returns.
   * A time of day without a zone or an offset is written with the time zone of its dataset, if that has one.
   * The caller must check the records and their references before. Throws ClaimlineError `invalid_record` if a reference
   * still leads to no record, if two datasets declare one word with different meanings, if a claim uses a predicate that
   * its dataset does not declare, or does not fit a changed declaration.
   * @param at the `recordedAt` of new records and the `updatedAt` of new versions: an RFC 3339 instant in UTC
   */
  write(batch: RecordBatch, at: string): Promise<WriteReport>;

  /**
   * Writes all batches in one transaction, so that records of one batch may refer to records of later ones. Batches must
   * follow the order of `recordKinds`, except that actors may come before sources. The batches are read while the
   * transaction is open, so their iterator must not use the store.
   */
  writeAll(batches: Iterable<RecordBatch>, at: string): Promise<WriteReport>;

  /** Updates the statistics of the query planner, in bounded time. Call it at the end of an import. */
  optimize(): Promise<void>;

  /**
   * Computes all derived data (bodies, links, counts, indexes) again from the records of one state, and compares it with
   * the data in the store. Also checks the file itself. It blocks the event loop, for about as long as reading everything
   * twice takes.
   */
  check(watch?: CheckWatcher): Promise<CheckReport>;

  /** Closes the store. No method may be called afterwards. */
  close(): Promise<void>;
}

/** A member in which two records of a kind that have one value are probably one record. */
export type SharedMember = { kind: OwnedKind; member: 'externalIds' } | { kind: 'source'; member: 'url' };

/** The kinds that have a rendered body. */
export type BodyKind = RecordKind | 'proposition';
export type IncludedKind = 'actor' | 'event' | 'source';

export type StoreState = { storeId: string; changes: number };

/**
 * The body of a record and its strong entity tag (RFC 9110 §8.8.3) without the quotes. The body is text, although a
 * page is octets: for small bodies, allocating a buffer costs more than decoding.
 */
export type StoredBody = { body: string; etag: string };

/** One page of a list: its records joined by commas, and the sort key of the last one if more follow. */
export type Page = { data: JsonOctets; next: SortKey | null };

/** A record that was found: its rendered body, and its score from 0 to 1. */
type SearchHit = { kind: SearchedKind; score: number; body: string };

/** One page of a search. `matches` is the number of ranked records, and tells if more records match. */
export type SearchPage = {
  hits: SearchHit[];
  next: SortKey | null;
  matches: { value: number; relation: 'exact' | 'at_least' };
};

/** The conditions of a list whose records are counted. */
export type CountedList =
  | { kind: 'event'; query: EventFilter }
  | { kind: 'claim'; query: ClaimFilter }
  | { kind: 'actor'; query: ActorFilter }
  | { kind: 'source'; query: SourceFilter }
  | { kind: 'proposition'; query: PropositionFilter }
  | { kind: 'dispute'; query: DisputeFilter }
  | { kind: 'dataset'; query: Record<never, never> };

/** `total` is the number of records of the list. With a window, the others are the totals of each match. */
export type RecordCount = { basis: 'exact' | 'estimate'; total: number } & Partial<Certainty>;

/** The most frequent values; `more` is true if there are others. */
export type FacetCounts = { values: { value: string; count: number }[]; more: boolean };
export type Facets<Name extends string> = Partial<Record<Name, FacetCounts>>;

/** The JSON texts of each requested kind, by id. */
export type Included = Partial<Record<IncludedKind, Map<string, string>>>;

/** A source and one of its direct origins. */
export type Derivation = { sourceId: string; originId: string };

export type Locator = EvidencePlace & {
  start: number;
  end: number;
  quoteSha256: string;
  quoteFingerprint: string | null;
  prefixSha256: string | null;
  suffixSha256: string | null;
  plainSha256: string | null;
  plainLength: number | null;
  paragraph: number | null;
};

/** The claim that evidence belongs to, and the place of the evidence in this claim, from 0. */
type EvidencePlace = { claimId: string; position: number };

/** Evidence without a place in the text of its source. */
export type Unlocated = EvidencePlace & { fragment: string | null; paragraph: number | null };

export type WrittenRecord = { id: string; version: number; record: string };

/** A record as written, with the fields that the store adds. */
export type CurrentRecord<K extends RecordKind = RecordKind> = {
  record: WrittenRecords[K];
  stamps: RecordStamps;
};

/** Records as written, each with the id of its dataset. */
export type RecordBatch = {
  [K in RecordKind]?: readonly { datasetId: string; record: WrittenRecords[K] }[];
};

export type WriteReport = Record<RecordKind, { created: number; updated: number; unchanged: number }>;

/** A record that a write would create or change. */
export type RecordChange = {
  kind: RecordKind;
  id: string;
  /** The record as it would be written. */
  after: object;
} & (
  | { before: null }
  | {
      /** The current version of the record as written, and its number. */
      before: object;
      version: number;
      /** The earlier version with the contents of `after`, if the record goes back to one. */
      earlier: EarlierVersion | null;
    }
);

export type EarlierVersion = { version: number; recordedAt: string };
