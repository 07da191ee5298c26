import { type ChildProcess, fork } from 'node:child_process';
import type { FromReader, ToReader } from './messages.ts';

/** What a lane calls when something happens to it. */
export type LaneEvents = {
  ready: () => void;
  /** The job is done, and the lane is idle again. */
  answered: (answer: Answer) => void;
  /** The process ended by itself, or was killed by somebody else; `hasAnswered` if it had done a job before. */
  ended: (how: string, hasAnswered: boolean) => void;
};

export type Answer = Exclude<FromReader, { kind: 'ready' }>;

/**
 * One reader process, and whichever takes its place: it runs one job at a time. A running query cannot be interrupted,
 * neither in this thread nor in another; a process can be killed.
 */
export class Lane {
  readonly #program: URL;
  readonly #args: readonly string[];
  readonly #events: LaneEvents;
  #child: ChildProcess | undefined;
  #state: 'down' | 'starting' | 'idle' | 'busy' = 'down';
  #hasAnswered = false;

  constructor(program: URL, args: readonly string[], events: LaneEvents) {
    this.#program = program;
    this.#args = args;
    this.#events = events;
  }

  get state() {
    return this.#state;
  }

  /** Starts the process, if it does not run. */
  start(): void {
    if (this.#state !== 'down') return;
    this.#state = 'starting';
    this.#hasAnswered = false;
    const child = fork(this.#program, this.#args, {
      execArgv: [],
      serialization: 'advanced',
      // Errors of the process go to this process's standard error.
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#child = child;
    // An idle lane does not keep this process from ending. Calls do, by their timers.
    child.unref();
    child.channel?.unref();
    child.on('message', (message: FromReader) => {
      if (child === this.#child) this.#heard(message);
    });
    child.on('error', ({ message }) => {
      // A process that could not be made has no exit.
      if (child === this.#child && child.pid === undefined) this.#ended(message);
    });
    child.on('exit', (code, signal) => {
      if (child === this.#child) this.#ended(signal ?? `code ${code}`);
    });
  }

  /** Runs a job in an idle lane. @throws DOMException `DataCloneError` if the arguments are not plain data */
  run(message: ToReader): void {
    // A process that has died meanwhile says so by its exit, too.
    this.#child?.send(message, () => undefined);
    this.#state = 'busy';
  }

  /** Kills the process. */
  stop(): void {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
    this.#state = 'down';
  }

  #heard(message: FromReader): void {
    this.#state = 'idle';
    if (message.kind === 'ready') {
      this.#events.ready();
    } else {
      this.#hasAnswered = true;
      this.#events.answered(message);
    }
  }

  #ended(how: string): void {
    this.#child = undefined;
    this.#state = 'down';
    this.#events.ended(how, this.#hasAnswered);
  }
}
