import type { Readable, Writable } from 'node:stream';
import type { Config, DatabaseAddress, Environment, LogLevel, ServeSetting } from '../config.ts';
import type { ImportScratch } from '../domain/import-scratch.ts';
import type { Store } from '../domain/store.ts';
import type { ExitCode } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

/** Declares everything that the command line gets from outside: it imports neither the process nor a database engine. */

/** The parts of the process that commands may use. */
export type Surroundings = {
  stdin: Readable;
  stdout: Writable;
  stderr: Writable & { isTTY?: boolean };
  environment: Environment;
  /** Calls the listener when the process must stop. Returns a function that removes the listener. */
  onStop: (listener: () => void) => () => void;
};

/** The action if there is no database yet: create one, refuse, or use an empty one in memory. */
export type WhenMissing = 'create' | 'refuse' | 'empty';

/** Options for opening a database. */
export type OpenOptions = {
  /** `read` never writes; `write` fails if the database cannot be written to; `any` (default) then opens it read-only. */
  access?: 'any' | 'read' | 'write';
  /** Time limit of slow queries. If given, slow queries run in processes of their own. */
  queryTimeoutMs?: number;
};

/** The processes of one server, as seen by one of them. Their messages must be plain JSON. */
export type Group = {
  /** Sets the answer of this process when any of them asks. */
  answerWith: (part: () => Promise<unknown>) => void;
  /**
   * Returns the answers of all processes, including this one.
   * Rejects with ClaimlineError `deadline_exceeded` if one does not answer in time.
   */
  askAll: () => Promise<unknown[]>;
};

/** Picks the settings of a server. */
export type ServeConfig = Pick<Config, ServeSetting>;

/** A server that listens. */
export type Serving = {
  /** The address on this machine, without a slash at the end, such as `http://127.0.0.1:3000`. */
  url: string;
  /** Finishes the requests in flight, then stops. */
  stop: () => Promise<void>;
};

export type DocumentFormat = '3.1' | '3.0';

/** The parts of the program that commands use. Each is loaded at its first use. */
export type Services = {
  version: string;
  /** RFC 3339 instant in UTC. */
  now: () => string;
  /** Rejects with ClaimlineError `store_unusable`, `store_busy`. */
  openStore: (database: DatabaseAddress, missing: WhenMissing, options?: OpenOptions) => Promise<Store>;
  /** Opens an empty store in memory. */
  scratchStore: () => Promise<Store>;
  /** Opens the temporary storage of an import on disk. */
  openScratch: () => Promise<ImportScratch>;
  /**
   * Starts a server. Rejects with Node's error if the server cannot listen on the address.
   * @param group the processes of the server, if there are several
   */
  serve: (store: Store, config: ServeConfig, logStream: Writable, group?: Group) => Promise<Serving>;
  /** Returns the OpenAPI document as text. */
  describeApi: (format: DocumentFormat) => Promise<string>;
};

/** Holds everything that a command needs. */
export type Context = {
  services: Services;
  surroundings: Surroundings;
  terminal: Terminal;
  /** Wraps the work of a command, so that its exit code becomes the exit code of the process. */
  does: <Args extends unknown[]>(
    work: (...args: Args) => Promise<ExitCode>,
  ) => (...args: Args) => Promise<void>;
  /** The log level; undefined until the settings have been read. */
  logLevel: LogLevel | undefined;
};

/** Runs work with a store and closes the store afterwards, even if the work fails. */
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
