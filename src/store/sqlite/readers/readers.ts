import { getCompileCacheDir } from 'node:module';
import { dirname, extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { currentClient } from '../../../domain/client.ts';
import { ClaimlineError } from '../../../domain/errors.ts';
import { limits } from '../../../domain/limits.ts';
import { FairQueue } from './fair-queue.ts';
import type { Jobs, ReaderJobs } from './jobs.ts';
import { type Answer, Lane } from './lane.ts';
import { revived } from './messages.ts';

export type ReaderOptions = {
  /** The database's file. */
  path: string;
  /** Time for a call that has no time of its own. */
  timeoutMs: number;
  /** The program of the processes; `reader.ts` unless given. */
  program?: URL;
};

/** How busy the lanes of one server are. */
export type ReaderCounts = {
  /** Processes that run or start. */
  lanes: number;
  /** Calls that wait for a lane. */
  waiting: number;
  /** Calls that take up a lane. */
  running: number;
  /** Calls that used up their time, since the start. */
  timeouts: number;
  /** Processes that were killed since the start, as their calls ran past their time. */
  killed: number;
};

/**
 * Runs jobs that may take long in processes of their own, called lanes, and shares the lanes among clients. The time of
 * a call begins when the call is made: waiting for a lane counts, and so does starting one. A lane whose job runs
 * past its time is killed, and another one starts at once.
 */
export class Readers<Own extends Jobs = ReaderJobs> {
  readonly #options: ReaderOptions;
  readonly #queue = new FairQueue<Call>(limits.readerLanesMax, limits.readerQueuePerClientMax);
  readonly #lanes: Lane[] = [];
  /** The calls that take up a lane. */
  readonly #running = new Map<Lane, Call>();
  #failedStarts = 0;
  #isClosed = false;
  #killed = 0;
  #timeouts = 0;

  constructor(options: ReaderOptions) {
    this.#options = options;
  }

  /** Starts lanes ahead of the first call. */
  start(): void {
    if (this.#isClosed) return;
    if (this.#lanes.every(({ state }) => state === 'down')) this.#failedStarts = 0;
    while (this.#lanes.length < limits.readerLanesAtStart) this.#addLane();
    for (const lane of this.#lanes) lane.start();
  }

  /**
   * Runs a job for the current client.
   * @param timeoutMs time for this call, if not the usual
   * @throws ClaimlineError `query_timeout`; `overloaded` if too many calls of this client wait; `store_unusable` if no
   *   lane can start; what the job throws
   */
  call<Name extends keyof Own & string>(
    job: Name,
    args: Readonly<Parameters<Own[Name]>>,
    timeoutMs = this.#options.timeoutMs,
  ): Promise<Awaited<ReturnType<Own[Name]>>> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed) throw closed();
      const call: Call = {
        client: currentClient(),
        job,
        args,
        triesLeft: triesMax,
        isLate: false,
        startedAt: 0,
        resolve,
        reject,
      };
      if (!this.#queue.add(call)) {
        throw new ClaimlineError('overloaded', 'Too many slow queries of this client wait: try again.');
      }
      call.timer = setTimeout(() => this.#late(call, timeoutMs), timeoutMs);
      this.start();
      this.#dispatch();
    });
  }

  /** Returns how busy the lanes are, and what was stopped since the start. */
  get counts(): ReaderCounts {
    return {
      lanes: this.#lanes.filter(({ state }) => state !== 'down').length,
      waiting: this.#queue.waiting,
      running: this.#running.size,
      timeouts: this.#timeouts,
      killed: this.#killed,
    };
  }

  /** Ends all processes; calls that wait or run fail. */
  close(): void {
    this.#isClosed = true;
    for (const lane of this.#lanes) lane.stop();
    for (const call of [...this.#running.values(), ...this.#queue.removeAll()]) fail(call, closed());
    this.#running.clear();
  }

  #addLane(): Lane {
    const { path, program = readerProgram } = this.#options;
    const lane = new Lane(program, [path, String(process.pid), compileCache()], {
      ready: () => this.#ready(lane),
      answered: (answer) => this.#answered(lane, answer),
      ended: (how, hasAnswered) => this.#ended(lane, how, hasAnswered),
    });
    this.#lanes.push(lane);
    return lane;
  }

  /** Gives calls that wait to lanes that are idle. */
  #dispatch(): void {
    for (const lane of this.#lanes) {
      if (lane.state !== 'idle') continue;
      const call = this.#queue.take();
      if (call === undefined) return;
      this.#run(call, lane);
    }
    // The next client shall not have to wait for a start.
    const allBusy = this.#lanes.every(({ state }) => state === 'busy');
    if (allBusy && this.#lanes.length < limits.readerLanesMax) this.#addLane().start();
  }

  #run(call: Call, lane: Lane): void {
    try {
      call.startedAt = performance.now();
      lane.run({ job: call.job, args: call.args });
      this.#running.set(lane, call);
    } catch (error) {
      this.#queue.end(call);
      fail(call, error);
    }
  }

  #ready(lane: Lane): void {
    // The call that had the lane killed is over only now.
    const late = this.#takeFrom(lane);
    if (late !== undefined) this.#queue.end(late);
    this.#dispatch();
  }

  #answered(lane: Lane, answer: Answer): void {
    const call = this.#takeFrom(lane);
    if (call !== undefined) {
      clearTimeout(call.timer);
      this.#queue.end(call);
      if (answer.kind === 'result') call.resolve(answer.result as never);
      else call.reject(revived(answer.error));
    }
    this.#dispatch();
  }

  /**
   * Fails a call that has used up its time. If it runs, its lane is killed, but not before the job itself has had all of
   * that time: else calls that waited long would have one lane after another killed that had just begun.
   */
  #late(call: Call, timeoutMs: number): void {
    call.isLate = true;
    this.#timeouts += 1;
    call.reject(new ClaimlineError('query_timeout', `${call.job} took longer than ${timeoutMs} ms`));
    const [lane] = [...this.#running].find(([, running]) => running === call) ?? [];
    if (lane === undefined) {
      this.#queue.remove(call);
      this.#dispatch();
      return;
    }
    const leftMs = call.startedAt + timeoutMs - performance.now();
    // Timers may fire up to a millisecond early.
    if (leftMs <= 1) this.#kill(lane);
    else call.timer = setTimeout(() => this.#kill(lane), leftMs);
  }

  /** Kills a lane and starts it anew. It counts as its client's until it is ready, or the client would get another. */
  #kill(lane: Lane): void {
    this.#killed += 1;
    lane.stop();
    lane.start();
  }

  /** Starts a lane anew, unless it ends each time before it is of any use: then the next call tries again. */
  #ended(lane: Lane, how: string, hasAnswered: boolean): void {
    this.#failedStarts = hasAnswered ? 0 : this.#failedStarts + 1;
    if (this.#failedStarts < failedStartsMax) lane.start();
    const call = this.#takeFrom(lane);
    if (call !== undefined) this.#tryAgain(call, how);
    if (this.#lanes.every(({ state }) => state === 'down')) {
      const error = new ClaimlineError('store_unusable', `No reader process could start: ${how}.`);
      for (const waiting of this.#queue.removeAll()) fail(waiting, error);
    }
    this.#dispatch();
  }

  #tryAgain(call: Call, how: string): void {
    call.triesLeft -= 1;
    if (call.triesLeft > 0 && !call.isLate) {
      this.#queue.putBack(call);
    } else {
      this.#queue.end(call);
      fail(call, new ClaimlineError('store_unusable', `The reader process ended: ${how}.`));
    }
  }

  #takeFrom(lane: Lane): Call | undefined {
    const call = this.#running.get(lane);
    this.#running.delete(lane);
    return call;
  }
}

function fail(call: Call, error: unknown): void {
  clearTimeout(call.timer);
  call.reject(error);
}

const closed = () => new ClaimlineError('store_unusable', 'The store has been closed.');

/** Failed starts in a row after which only a call starts processes. */
const failedStartsMax = 2;

/**
 * Reading twice does no harm, but a call that ends its process each time must not go on for ever. All lanes may have
 * been killed just before: their ends are noticed one after the other.
 */
const triesMax = limits.readerLanesMax + 1;

type Call = {
  readonly client: string;
  readonly job: string;
  readonly args: readonly unknown[];
  triesLeft: number;
  /** Whether it has failed for having used up its time. */
  isLate: boolean;
  /** When a lane was given the call, by `performance.now()`. */
  startedAt: number;
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
  timer?: NodeJS.Timeout;
};

/** Returns this process's cache of compiled code, which Node keeps in a directory of its own for each version. */
function compileCache(): string {
  const directory = getCompileCacheDir();
  return directory === undefined ? '' : dirname(directory);
}

/** A source runs beside sources, and a built file beside what is built. */
const readerProgram = new URL(`./reader${extname(fileURLToPath(import.meta.url))}`, import.meta.url);
