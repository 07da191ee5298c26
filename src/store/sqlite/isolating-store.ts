import type { ClaimFacet, ClaimFilter } from '../../domain/filters/claim.ts';
import type { EventFacet, EventFilter } from '../../domain/filters/event.ts';
import { limits } from '../../domain/limits.ts';
import type {
  ActorQuery,
  ClaimQuery,
  EventQuery,
  PageRequest,
  PropositionQuery,
  SearchQuery,
  SourceQuery,
} from '../../domain/query.ts';
import type { CountedList, Facets, Page, RecordCount, SearchPage } from '../../domain/store.ts';
import type { Timeline, TimelineInterval } from '../../domain/time/buckets.ts';
import type { SourceVerification } from '../../domain/verification.ts';
import type { Engine } from '../engine.ts';
import { isIndexed } from '../indexed.ts';
import { SqlStore } from '../sql-store.ts';
import type { Readers } from './readers/readers.ts';

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

  override listSources(query: SourceQuery, page: PageRequest): Promise<Page> {
    if (isIndexed('listSources', query)) return super.listSources(query, page);
    return this.#readers.call('listSources', [query, page]);
  }

  override listActors(query: ActorQuery, page: PageRequest): Promise<Page> {
    if (isIndexed('listActors', query)) return super.listActors(query, page);
    return this.#readers.call('listActors', [query, page]);
  }

  override listEvents(query: EventQuery, page: PageRequest): Promise<Page> {
    if (isIndexed('listEvents', query)) return super.listEvents(query, page);
    return this.#readers.call('listEvents', [query, page]);
  }

  override listClaims(query: ClaimQuery, page: PageRequest): Promise<Page> {
    if (isIndexed('listClaims', query)) return super.listClaims(query, page);
    return this.#readers.call('listClaims', [query, page]);
  }

  override listPropositions(query: PropositionQuery, page: PageRequest): Promise<Page> {
    if (isIndexed('listPropositions', query)) return super.listPropositions(query, page);
    return this.#readers.call('listPropositions', [query, page]);
  }

  override listStands(actorId: string, page: PageRequest): Promise<Page> {
    return this.#readers.call('listStands', [actorId, page]);
  }

  override async search(query: SearchQuery, page: PageRequest): Promise<SearchPage> {
    if (await this.isRare(query)) return this.searchRare(query, page);
    return this.#readers.call('search', [query, page]);
  }

  override count(list: CountedList): Promise<RecordCount> {
    return this.#readers.call('count', [list]);
  }

  override estimate(list: CountedList): Promise<RecordCount> {
    return this.#readers.call('estimate', [list]);
  }

  override eventFacets(filter: EventFilter, facets: readonly EventFacet[]): Promise<Facets<EventFacet>> {
    return this.#readers.call('eventFacets', [filter, facets]);
  }

  override claimFacets(filter: ClaimFilter, facets: readonly ClaimFacet[]): Promise<Facets<ClaimFacet>> {
    return this.#readers.call('claimFacets', [filter, facets]);
  }

  override timeline(filter: EventFilter, interval?: TimelineInterval): Promise<Timeline> {
    return this.#readers.call('timeline', [filter, interval]);
  }

  override verify(
    sourceId: string,
    bytes: Uint8Array,
    deadlineMs: number = limits.verificationDeadlineMs,
  ): Promise<SourceVerification | null> {
    const timeoutMs = deadlineMs + limits.verificationWaitMs;
    return this.#readers.call('verify', [sourceId, bytes, deadlineMs], timeoutMs);
  }

  override close(): Promise<void> {
    this.#readers.close();
    return super.close();
  }
}
