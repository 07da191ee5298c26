import type { ClaimFacet, ClaimFilter } from '../../domain/filters/claim.ts';
import type { EventFacet, EventFilter } from '../../domain/filters/event.ts';
import type { JsonOctets } from '../../domain/json-octets.ts';
import type { RecordKind } from '../../domain/kinds.ts';
import { limits } from '../../domain/limits.ts';
import type { Places } from '../../domain/place-cells.ts';
import type { Opposition } from '../../domain/position.ts';
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
  SourceQuery,
} from '../../domain/query.ts';
import type { SourceLocators } from '../../domain/source-locators.ts';
import type {
  CountedList,
  Derivation,
  Facets,
  Included,
  IncludedKind,
  Locator,
  Page,
  RecordCount,
  SearchPage,
  Unlocated,
  WrittenRecord,
} from '../../domain/store.ts';
import { storeCalled } from '../../domain/store-calls.ts';
import type { Timeline, TimelineInterval } from '../../domain/time/buckets.ts';
import type { SourceVerification } from '../../domain/verification.ts';
import { isTallied } from '../count.ts';
import type { Engine } from '../engine.ts';
import { indexOf, isIndexed } from '../indexed.ts';
import { SqlStore } from '../sql-store.ts';
import type { ReaderJobs } from './readers/jobs.ts';
import type { ReaderCounts, Readers } from './readers/readers.ts';

/**
 * A store that keeps slow queries away from everybody else: what may take long runs in a reader process, and is
 * stopped when it does. This is the one list of what may: lists that no index bounds, and all that goes through what
 * matches.
 */
export class IsolatingStore extends SqlStore {
  readonly #readers: Readers;

  constructor(engine: Engine, readers: Readers) {
    super(engine);
    this.#readers = readers;
  }

  /** Starts reader processes ahead of the first query that needs one. */
  startReaders(): void {
    this.#readers.start();
  }

  /** Returns how busy the reader processes are. */
  get readerCounts(): ReaderCounts {
    return this.#readers.counts;
  }

  /** Has a reader process answer. */
  #apart<Method extends keyof ReaderJobs>(
    method: Method,
    args: Readonly<Parameters<ReaderJobs[Method]>>,
    index?: () => string | null,
  ) {
    storeCalled(method, 'reader', index);
    return this.#readers.call(method, args);
  }

  override listSources(query: SourceQuery, page: PageRequest): Promise<Page> {
    if (isIndexed('listSources', query)) return super.listSources(query, page);
    return this.#apart('listSources', [query, page], () => indexOf('listSources', query));
  }

  override listActors(query: ActorQuery, page: PageRequest): Promise<Page> {
    if (isIndexed('listActors', query)) return super.listActors(query, page);
    return this.#apart('listActors', [query, page], () => indexOf('listActors', query));
  }

  override listEvents(query: EventQuery, page: PageRequest): Promise<Page> {
    if (isIndexed('listEvents', query)) return super.listEvents(query, page);
    return this.#apart('listEvents', [query, page], () => indexOf('listEvents', query));
  }

  override async listClaims(query: ClaimQuery, page: PageRequest): Promise<Page> {
    // An actor's affiliates are looked up one by one.
    const sides = query.includeAffiliates === true ? (query.claimantId ?? []) : [];
    if (isIndexed('listClaims', query) && (await this.areFew('affiliates', sides))) {
      return super.listClaims(query, page);
    }
    return this.#apart('listClaims', [query, page], () => indexOf('listClaims', query));
  }

  override listPropositions(query: PropositionQuery, page: PageRequest): Promise<Page> {
    if (isIndexed('listPropositions', query)) return super.listPropositions(query, page);
    return this.#apart('listPropositions', [query, page], () => indexOf('listPropositions', query));
  }

  override listActorPositions(query: ActorPositionsQuery, page: PageRequest): Promise<Page> {
    return this.#apart('listActorPositions', [query, page]);
  }

  override listPartyPositions(query: PartyPositionsQuery, page: PageRequest): Promise<Page> {
    return this.#apart('listPartyPositions', [query, page]);
  }

  override async describeProposition(key: string): Promise<JsonOctets | null> {
    return (await this.isSmallProposition(key))
      ? super.describeProposition(key)
      : this.#apart('describeProposition', [key]);
  }

  override listDisputes(query: DisputeQuery, page: PageRequest): Promise<Page> {
    return this.#apart('listDisputes', [query, page]);
  }

  override async describeDispute(propositionKey: string): Promise<JsonOctets | null> {
    return (await this.isSmallDispute(propositionKey))
      ? super.describeDispute(propositionKey)
      : this.#apart('describeDispute', [propositionKey]);
  }

  override async search(query: SearchQuery, page: PageRequest): Promise<SearchPage> {
    if (await this.isRare(query)) return this.searchRare(query, page);
    return this.#apart('search', [query, page]);
  }

  override count(list: CountedList): Promise<RecordCount> {
    return this.#apart('count', [list]);
  }

  override estimate(list: CountedList): Promise<RecordCount> {
    if (isTallied(list)) return super.estimate(list);
    return this.#apart('estimate', [list]);
  }

  override eventFacets(filter: EventFilter, facets: readonly EventFacet[]): Promise<Facets<EventFacet>> {
    return this.#apart('eventFacets', [filter, facets]);
  }

  override claimFacets(filter: ClaimFilter, facets: readonly ClaimFacet[]): Promise<Facets<ClaimFacet>> {
    return this.#apart('claimFacets', [filter, facets]);
  }

  override timeline(filter: EventFilter, interval?: TimelineInterval, timeZone?: string): Promise<Timeline> {
    return this.#apart('timeline', [filter, interval, timeZone]);
  }

  override places(filter: EventFilter, cells: number): Promise<Places> {
    return this.#apart('places', [filter, cells]);
  }

  override verify(
    sourceId: string,
    bytes: Uint8Array,
    deadlineMs: number = limits.verificationDeadlineMs,
  ): Promise<SourceVerification | null> {
    storeCalled('verify', 'reader');
    const timeoutMs = deadlineMs + limits.verificationWaitMs;
    return this.#readers.call('verify', [sourceId, bytes, deadlineMs], timeoutMs);
  }

  override locate(
    sourceId: string,
    bytes: Uint8Array,
    quotes: readonly string[],
    deadlineMs: number = limits.verificationDeadlineMs,
  ): Promise<SourceLocators | null> {
    storeCalled('locate', 'reader');
    const timeoutMs = deadlineMs + limits.verificationWaitMs;
    return this.#readers.call('locate', [sourceId, bytes, quotes, deadlineMs], timeoutMs);
  }

  override async related(
    kind: 'event' | 'claim',
    ids: readonly string[],
    include: readonly IncludedKind[],
  ): Promise<Included> {
    // A record names a bounded number of others; what makes claims about an event is not bounded, nor are a dispute's claims.
    const viaClaims = kind === 'event' && include.includes('source');
    const few = ids.length <= limits.inlineRowsMax && (!viaClaims || (await this.areFew('claim_event', ids)));
    if (few) return super.related(kind, ids, include);
    return this.#apart('related', [kind, ids, include]);
  }

  override async claimsOn(
    propositionKeys: readonly string[],
    claimantIds?: readonly string[],
  ): Promise<string[]> {
    if (await this.areFew('claim', propositionKeys)) return super.claimsOn(propositionKeys, claimantIds);
    return this.#apart('claimsOn', [propositionKeys, claimantIds]);
  }

  override async opposedTo(propositionKeys: readonly string[]): Promise<Opposition[]> {
    if (await this.areFew('proposition_opposition', propositionKeys)) return super.opposedTo(propositionKeys);
    return this.#apart('opposedTo', [propositionKeys]);
  }

  override async derivations(sourceIds: readonly string[]): Promise<Derivation[]> {
    if (await this.areFew('ancestry', sourceIds)) return super.derivations(sourceIds);
    return this.#apart('derivations', [sourceIds]);
  }

  override async locators(sourceId: string): Promise<Locator[]> {
    if (await this.areFew('evidence', [sourceId])) return super.locators(sourceId);
    return this.#apart('locators', [sourceId]);
  }

  override async unlocated(sourceId: string): Promise<Unlocated[]> {
    if (await this.areFew('evidence', [sourceId])) return super.unlocated(sourceId);
    return this.#apart('unlocated', [sourceId]);
  }

  override written(
    datasetId: string,
    kind: RecordKind,
    after: string | null,
    limit: number,
  ): Promise<WrittenRecord[]> {
    return this.#apart('written', [datasetId, kind, after, limit]);
  }

  override close(): Promise<void> {
    this.#readers.close();
    return super.close();
  }
}
