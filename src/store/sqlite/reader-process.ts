import { type ChildProcess, fork } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ClaimlineError } from '../../domain/errors.ts';
import { limits } from '../../domain/limits.ts';
import type { Store } from '../../domain/store.ts';
import { type FromReader, revived, type ToReader } from './reader-messages.ts';

/**
 * Runs queries that may take long in a process of its own, one after the other. A running query cannot be
 * interrupted, neither in this thread nor in another; a process can be killed. The process is started by the first
 * call, ends with this one, and is started anew when it has been killed or has died.
 */
export class ReaderProcess {
  readonly #path: string;
  readonly #timeoutMs: number;
  readonly #waiting: Call[] = [];
  #running: Call | undefined;
  #child: ChildProcess | undefined;
  #isReady = false;
  #failedStarts = 0;
  #isClosed = false;

  /**
   * @param path the database's file
   * @param timeoutMs what a call may take, waiting for others included
   */
  constructor(path: string, timeoutMs: number) {
    this.#path = path;
    this.#timeoutMs = timeoutMs;
  }

  /**
   * Calls a method of the store in the reader.
   * @throws ClaimlineError `query_timeout`, `overloaded`; what the method throws
   */
  call<Method extends ReaderMethod>(
    method: Method,
    args: Readonly<Parameters<Store[Method]>>,
  ): Promise<Awaited<ReturnType<Store[Method]>>> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed) throw new ClaimlineError('store_unusable', 'The store has been closed.');
      if (this.#waiting.length >= limits.readerQueueMax) {
        throw new ClaimlineError('overloaded', 'Too many queries wait for the reader: try again.');
      }
      const call: Call = { method, args, triesLeft: triesMax, resolve, reject, timer: undefined };
      // While the process starts the clock stands: on a busy machine that takes as long as many a query.
      if (this.#isReady) this.#begin(call);
      this.#waiting.push(call);
      this.#next();
    });
  }

  #begin(call: Call): void {
    call.timer ??= setTimeout(() => this.#late(call), this.#timeoutMs);
  }

  /** Ends the process; what still waits fails. */
  close(): void {
    this.#isClosed = true;
    this.#end(new ClaimlineError('store_unusable', 'The store has been closed.'));
    this.#child?.kill('SIGKILL');
  }

  #next(): void {
    if (this.#running !== undefined || this.#waiting.length === 0) return;
    this.#child ??= this.#start();
    if (!this.#isReady) return;
    const call = this.#waiting.shift();
    if (call === undefined) return;
    this.#running = call;
    const message: ToReader = { method: call.method, args: call.args };
    // A process that has died meanwhile says so by its exit, too.
    this.#child.send(message, () => undefined);
  }

  #start(): ChildProcess {
    const child = fork(readerFile, [this.#path, String(process.pid)], {
      execArgv: [],
      serialization: 'advanced',
      // Whatever it has to say about its own end goes where this process's errors go.
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    child.on('message', (message: FromReader) => {
      if (child === this.#child) this.#heard(message);
    });
    child.on('error', ({ message }) => {
      // One that was not even made has no exit.
      if (child === this.#child && child.pid === undefined) this.#died(message);
    });
    child.on('exit', (code, signal) => {
      if (child === this.#child) this.#died(signal ?? `code ${code}`);
    });
    return child;
  }

  #heard(message: FromReader): void {
    if (message.kind === 'ready') {
      this.#isReady = true;
      this.#failedStarts = 0;
      // From here on it does not keep this process from ending: calls do, by their timers.
      this.#child?.unref();
      this.#child?.channel?.unref();
      for (const call of this.#waiting) this.#begin(call);
    } else {
      const call = this.#running;
      this.#running = undefined;
      if (call !== undefined) {
        clearTimeout(call.timer);
        if (message.kind === 'result') call.resolve(message.result as never);
        else call.reject(revived(message.error));
      }
    }
    this.#next();
  }

  /** A call has used up its time: it fails now, and if it is the one that runs, so does the process. */
  #late(call: Call): void {
    call.reject(new ClaimlineError('query_timeout', `${call.method} took longer than ${this.#timeoutMs} ms`));
    if (call !== this.#running) {
      this.#waiting.splice(this.#waiting.indexOf(call), 1);
      return;
    }
    this.#running = undefined;
    this.#child?.kill('SIGKILL');
    // Started at once: who asks what takes long once does so again.
    this.#isReady = false;
    this.#child = this.#start();
  }

  /** The process has ended by itself, or was killed by somebody else. */
  #died(how: string): void {
    if (!this.#isReady) this.#failedStarts += 1;
    this.#child = undefined;
    this.#isReady = false;
    const call = this.#running;
    this.#running = undefined;
    if (this.#failedStarts >= triesMax) {
      this.#failedStarts = 0;
      this.#end(new ClaimlineError('store_unusable', `The reader process could not start: ${how}.`));
    } else if (call !== undefined) {
      call.triesLeft -= 1;
      if (call.triesLeft > 0) this.#waiting.unshift(call);
      else fail(call, new ClaimlineError('store_unusable', `The reader process ended: ${how}.`));
    }
    this.#next();
  }

  #end(error: Error): void {
    if (this.#running !== undefined) fail(this.#running, error);
    this.#running = undefined;
    for (const call of this.#waiting.splice(0)) fail(call, error);
  }
}

function fail(call: Call, error: Error): void {
  clearTimeout(call.timer);
  call.reject(error);
}

/** Reading twice does no harm, but what ends the process each time must not go on for ever. */
const triesMax = 2;

/** The methods that only read. */
export type ReaderMethod = Exclude<keyof Store, 'write' | 'close' | 'state'>;

type Call = {
  method: ReaderMethod;
  args: readonly unknown[];
  triesLeft: number;
  resolve: (result: never) => void;
  reject: (error: unknown) => void;
  timer: NodeJS.Timeout | undefined;
};

/** The reader's program, as a source beside a source, and built beside what is built. */
const readerFile = new URL(`./reader${extname(fileURLToPath(import.meta.url))}`, import.meta.url);
