import type {
  ActorQuery,
  ClaimFacet,
  ClaimFilter,
  ClaimQuery,
  EventFacet,
  EventFilter,
  EventQuery,
  PageRequest,
  PropositionQuery,
  SearchQuery,
  SourceQuery,
} from '../../domain/query.ts';
import type { CountedList, Facets, Page, RecordCount, SearchPage } from '../../domain/store.ts';
import type { Timeline, TimelineInterval } from '../../domain/time/buckets.ts';
import type { Engine } from '../engine.ts';
import { isIndexed } from '../indexed.ts';
import { SqlStore } from '../sql-store.ts';
import type { ReaderProcess } from './reader-process.ts';

/**
 * A store that keeps slow queries away from everybody else: what may take long runs in a reader process, and is
 * stopped when it does. This is the one list of what may: lists that no index bounds, and all that goes through what
 * matches.
 */
export class IsolatingStore extends SqlStore {
  readonly #reader: ReaderProcess;

  constructor(engine: Engine, reader: ReaderProcess) {
    super(engine);
    this.#reader = reader;
  }

  override listSources(query: SourceQuery, page: PageRequest): Promise<Page> {
    if (isIndexed('listSources', query)) return super.listSources(query, page);
    return this.#reader.call('listSources', [query, page]);
  }

  override listActors(query: ActorQuery, page: PageRequest): Promise<Page> {
    if (isIndexed('listActors', query)) return super.listActors(query, page);
    return this.#reader.call('listActors', [query, page]);
  }

  override listEvents(query: EventQuery, page: PageRequest): Promise<Page> {
    if (isIndexed('listEvents', query)) return super.listEvents(query, page);
    return this.#reader.call('listEvents', [query, page]);
  }

  override listClaims(query: ClaimQuery, page: PageRequest): Promise<Page> {
    if (isIndexed('listClaims', query)) return super.listClaims(query, page);
    return this.#reader.call('listClaims', [query, page]);
  }

  override listPropositions(query: PropositionQuery, page: PageRequest): Promise<Page> {
    if (isIndexed('listPropositions', query)) return super.listPropositions(query, page);
    return this.#reader.call('listPropositions', [query, page]);
  }

  override listStands(actorId: string, page: PageRequest): Promise<Page> {
    return this.#reader.call('listStands', [actorId, page]);
  }

  override async search(query: SearchQuery, page: PageRequest): Promise<SearchPage> {
    if (await this.isRare(query)) return this.searchRare(query, page);
    return this.#reader.call('search', [query, page]);
  }

  override count(list: CountedList): Promise<RecordCount> {
    return this.#reader.call('count', [list]);
  }

  override estimate(list: CountedList): Promise<RecordCount> {
    return this.#reader.call('estimate', [list]);
  }

  override eventFacets(filter: EventFilter, facets: readonly EventFacet[]): Promise<Facets<EventFacet>> {
    return this.#reader.call('eventFacets', [filter, facets]);
  }

  override claimFacets(filter: ClaimFilter, facets: readonly ClaimFacet[]): Promise<Facets<ClaimFacet>> {
    return this.#reader.call('claimFacets', [filter, facets]);
  }

  override timeline(filter: EventFilter, interval?: TimelineInterval): Promise<Timeline> {
    return this.#reader.call('timeline', [filter, interval]);
  }

  override close(): Promise<void> {
    this.#reader.close();
    return super.close();
  }
}
