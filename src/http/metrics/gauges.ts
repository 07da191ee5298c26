import { Counter, Gauge, type Registry } from 'prom-client';
import { ownedKinds } from '../../domain/kinds.ts';
import type { Store } from '../../domain/store.ts';
import type { ResponseCache } from '../response-cache.ts';

/** Metrics whose values are read when `/metrics` is requested, so that other requests do no work for them. */

/** Sources of the gauges. */
export type Measured = {
  store: Pick<Store, 'state' | 'estimate'>;
  /** Returns the sizes in octets of the files of the database by short names, such as `wal`; empty for a database in memory. */
  databaseBytes: () => Readonly<Record<string, number>>;
  /** Returns the load of the reader processes; undefined if there are none. */
  readers: () => Readers | undefined;
};
type Readers = { lanes: number; waiting: number; running: number; timeouts: number; killed: number };

/** All processes of a server read the same value from the store, so it is not summed over them. */
const shared = { aggregator: 'max' } as const;

export function addStoreMetrics(registry: Registry, { store, databaseBytes, readers }: Measured): void {
  const registers = [registry];
  new Gauge({
    name: 'claimline_store_bytes',
    help: 'Size of the files of the database, by file.',
    labelNames: ['file'],
    ...shared,
    registers,
    collect() {
      this.reset();
      for (const [file, bytes] of Object.entries(databaseBytes())) this.set({ file }, bytes);
    },
  });
  new Gauge({
    name: 'claimline_store_records',
    help: 'Records in the store, by kind.',
    labelNames: ['kind'],
    ...shared,
    registers,
    async collect() {
      this.reset();
      for (const kind of ['dataset', ...ownedKinds] as const) {
        const count = await undefinedIfFailed(store.estimate({ kind, query: {} }));
        if (count !== undefined) this.set({ kind }, count.total);
      }
    },
  });
  new Counter({
    name: 'claimline_store_changes_total',
    help: 'Transactions that changed records since the database was made; each import has at least one.',
    ...shared,
    registers,
    async collect() {
      const state = await undefinedIfFailed(store.state());
      if (state !== undefined) setTo(this, state.changes);
    },
  });
  addReaderMetrics(registry, readers);
}

function addReaderMetrics(registry: Registry, readers: Measured['readers']): void {
  const registers = [registry];
  new Gauge({
    name: 'claimline_reader_lanes',
    help: 'Processes that run slow queries.',
    registers,
    collect() {
      this.set(readers()?.lanes ?? 0);
    },
  });
  new Gauge({
    name: 'claimline_reader_calls',
    help: 'Slow queries at this moment, running or waiting for a process.',
    labelNames: ['state'],
    registers,
    collect() {
      const { waiting = 0, running = 0 } = readers() ?? {};
      this.set({ state: 'waiting' }, waiting);
      this.set({ state: 'running' }, running);
    },
  });
  new Counter({
    name: 'claimline_reader_timeouts_total',
    help: 'Slow queries that reached their time limit, running or waiting.',
    registers,
    collect() {
      setTo(this, readers()?.timeouts ?? 0);
    },
  });
  new Counter({
    name: 'claimline_reader_kills_total',
    help: 'Processes that were killed because their query did not stop at its time limit.',
    registers,
    collect() {
      setTo(this, readers()?.killed ?? 0);
    },
  });
}

export function addCacheMetrics(registry: Registry, cache: ResponseCache): void {
  const registers = [registry];
  new Gauge({
    name: 'claimline_cache_entries',
    help: 'Responses and validators in the response cache.',
    registers,
    collect() {
      this.set(cache.counts.entries);
    },
  });
  new Gauge({
    name: 'claimline_cache_bytes',
    help: 'Estimated size of the entries of the response cache.',
    registers,
    collect() {
      this.set(cache.counts.bytes);
    },
  });
  new Counter({
    name: 'claimline_cache_hits_total',
    help: 'Requests that were answered from the response cache.',
    registers,
    collect() {
      setTo(this, cache.counts.hits);
    },
  });
  new Counter({
    name: 'claimline_cache_misses_total',
    help: 'Requests for which a response that may be cached was made.',
    registers,
    collect() {
      setTo(this, cache.counts.misses);
    },
  });
}

/** Sets a counter to a count that is kept elsewhere. A counter of the library has no method for this. */
function setTo(counter: Counter, value: number): void {
  counter.reset();
  counter.inc(value);
}

/** Returns undefined if the store fails, so that the other metrics, which show its errors, are still served. */
async function undefinedIfFailed<T>(value: Promise<T>): Promise<T | undefined> {
  try {
    return await value;
  } catch {
    return undefined;
  }
}
