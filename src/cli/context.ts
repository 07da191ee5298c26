import type { Readable, Writable } from 'node:stream';
import type { Config, DatabaseAddress, Environment, LogLevel, ServeSetting } from '../config.ts';
import type { ImportScratch } from '../domain/import-scratch.ts';
import type { Store } from '../domain/store.ts';
import type { ExitCode } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

/** What the command line is given from outside, so that it knows neither the process nor any engine. */

/** The process, as far as commands may touch it. */
export type Surroundings = {
  stdin: Readable;
  stdout: Writable;
  stderr: Writable & { isTTY?: boolean };
  environment: Environment;
  /** Calls back when the process is asked to stop; returns how to end that. */
  onStop: (listener: () => void) => () => void;
};

/** What to do where there is no database yet: make one, refuse, or go on with an empty one in memory. */
export type WhenMissing = 'create' | 'refuse' | 'empty';

/** How a database is opened, beside what is done where there is none. */
export type OpenOptions = {
  /** `write` refuses a place that cannot be written to, `read` never writes, `any` (default) writes where it can. */
  access?: 'any' | 'read' | 'write';
  /** Where given, queries that may take long are kept away from others, and stopped then. */
  queryTimeoutMs?: number;
};

/** The processes that serve together, as one of them sees them. What they tell each other must be plain JSON. */
export type Group = {
  /** Sets what this process tells when any of them asks. */
  answerWith: (part: () => Promise<unknown>) => void;
  /**
   * Returns what each process tells, this one included.
   * Rejects with ClaimlineError `deadline_exceeded` if one does not answer in time.
   */
  askAll: () => Promise<unknown[]>;
};

/** The settings of a server. */
export type ServeConfig = Pick<Config, ServeSetting>;

/** A server that listens. */
export type Serving = {
  /** Where it is reached from this machine, without a slash at the end. */
  url: string;
  /** Finishes what is in flight, then stops. */
  stop: () => Promise<void>;
};

export type DocumentFormat = '3.1' | '3.0';

/** The rooms behind the command line; each is loaded when it is first called on. */
export type Services = {
  version: string;
  /** RFC 3339 instant in UTC. */
  now: () => string;
  /** Rejects with ClaimlineError `store_unusable`, `store_busy`. */
  openStore: (database: DatabaseAddress, missing: WhenMissing, options?: OpenOptions) => Promise<Store>;
  /** An empty store in memory. */
  scratchStore: () => Promise<Store>;
  /** What an import of any length remembers on disk. */
  openScratch: () => Promise<ImportScratch>;
  /**
   * Rejects with Node's error where the address cannot be listened on.
   * @param group the processes that serve together, where there are several
   */
  serve: (store: Store, config: ServeConfig, logStream: Writable, group?: Group) => Promise<Serving>;
  /** The OpenAPI document as text. */
  describeApi: (format: DocumentFormat) => Promise<string>;
};

/** What a command works with. */
export type Context = {
  services: Services;
  surroundings: Surroundings;
  terminal: Terminal;
  /** Wraps a command's work: its exit code becomes the process's. */
  does: <Args extends unknown[]>(
    work: (...args: Args) => Promise<ExitCode>,
  ) => (...args: Args) => Promise<void>;
  /** The level that was set, once it has been read. */
  logLevel: LogLevel | undefined;
};

/** Does something with a store once it is open, and closes it whatever happens. */
export async function withStore<Result>(
  opening: Promise<Store>,
  work: (store: Store) => Promise<Result>,
): Promise<Result> {
  const store = await opening;
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
