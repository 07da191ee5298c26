import type { ClaimQuery, EventFilter, EventQuery, PageRequest } from '../../domain/query.ts';
import type { Page } from '../../domain/store.ts';
import type { Timeline, TimelineInterval } from '../../domain/time/buckets.ts';
import type { Engine } from '../engine.ts';
import { claimsMayBeSlow, eventsMayBeSlow } from '../slow.ts';
import { SqlStore } from '../sql-store.ts';
import type { ReaderProcess } from './reader-process.ts';

/**
 * A store that keeps slow queries away from everybody else: what may take long runs in a reader process, and is
 * stopped when it does. This is the one list of what may.
 */
export class IsolatingStore extends SqlStore {
  readonly #reader: ReaderProcess;

  constructor(engine: Engine, reader: ReaderProcess) {
    super(engine);
    this.#reader = reader;
  }

  override listEvents(query: EventQuery, page: PageRequest): Promise<Page> {
    return eventsMayBeSlow(query)
      ? this.#reader.call('listEvents', [query, page])
      : super.listEvents(query, page);
  }

  override listClaims(query: ClaimQuery, page: PageRequest): Promise<Page> {
    return claimsMayBeSlow(query)
      ? this.#reader.call('listClaims', [query, page])
      : super.listClaims(query, page);
  }

  override timeline(filter: EventFilter, interval?: TimelineInterval): Promise<Timeline> {
    return this.#reader.call('timeline', [filter, interval]);
  }

  override close(): Promise<void> {
    this.#reader.close();
    return super.close();
  }
}
