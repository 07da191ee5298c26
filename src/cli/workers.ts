import cluster, { type Worker } from 'node:cluster';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Group, Serving } from './context.ts';
import { CliError, type CliErrorCode } from './failure.ts';
import { GroupMember, GroupRelay } from './group.ts';

/**
 * Runs several worker processes that share one port. The primary process starts them with its own command line,
 * replaces a worker that ends, and stops all of them together.
 */

/** The one message of a worker to the primary process: its address, or the reason why it cannot serve. */
type FromWorker = { url: string } | { failed: { code: CliErrorCode; message: string } };

/** Time for a worker to finish its requests; longer than the server in it waits before it closes open connections. */
const stopMs = 6000;
/** Number of failed starts of one worker in a row after which the whole server stops. */
const startsMax = 5;
const pauseMinMs = 100;
const pauseMaxMs = 5000;
/** A worker that served this long did not end because of its start, so the next one starts without a longer pause. */
const longLivedMs = 10_000;

export class Workers {
  readonly #count: number;
  readonly #note: (line: string) => void;
  readonly #running = new Set<Worker>();
  readonly #group = new GroupRelay();
  readonly #gaveUp = Promise.withResolvers<never>();
  #quickEnds = 0;
  #isStopping = false;

  /** @param note prints a line for the operator of the server */
  constructor(count: number, note: (line: string) => void) {
    this.#count = count;
    this.#note = note;
    // This handler prevents an unhandled rejection: it may be that nobody waits for `gaveUp`.
    this.#gaveUp.promise.catch(() => undefined);
  }

  /** Rejects when a worker has ended and could not be replaced. */
  get gaveUp(): Promise<never> {
    return this.#gaveUp.promise;
  }

  /** Starts all workers on one address. @throws CliError if a worker cannot start */
  async start({ host, port }: { host: string; port: number }): Promise<Serving> {
    // Each worker accepts connections itself. If this process handed them over, a connection would be lost when its
    // worker is killed before it confirms it: nobody would answer or close it. With `reusePort`, a port used by another
    // server would not be noticed, and not every system spreads connections over such sockets.
    cluster.schedulingPolicy = cluster.SCHED_NONE;
    // Workers print nothing to standard output: this process prints the start-up text.
    cluster.setupPrimary({ stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    // With port 0, a free port is chosen once: all workers, also later ones, must use the same port.
    const given = cluster.settings.args ?? [];
    if (port === 0) cluster.setupPrimary({ args: [...given, '--port', String(await freePort(host))] });
    const stop = () => this.#stop();
    try {
      const url = await this.#fork();
      await Promise.all(Array.from({ length: this.#count - 1 }, () => this.#fork()));
      return { url, stop };
    } catch (error) {
      await stop();
      throw error;
    }
  }

  /** Lets each worker finish its requests in flight. Kills workers that take longer than `stopMs`. */
  async #stop(): Promise<void> {
    this.#isStopping = true;
    const ended = [...this.#running].map(
      (worker) => new Promise<void>((done) => worker.once('exit', () => done())),
    );
    for (const worker of this.#running) if (worker.isConnected()) worker.send('stop');
    const force = setTimeout(() => {
      for (const worker of this.#running) worker.process.kill('SIGKILL');
    }, stopMs);
    await Promise.all(ended);
    clearTimeout(force);
  }

  /** Starts a worker. Resolves with its address as soon as it serves. */
  #fork(): Promise<string> {
    const worker = cluster.fork();
    this.#running.add(worker);
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    let servesSince: number | undefined;
    this.#group.listen(worker);
    worker.on('message', (message: FromWorker | object) => {
      if ('failed' in message) reject(new CliError(message.failed.code, message.failed.message));
      if (!('url' in message)) return;
      servesSince = performance.now();
      this.#group.add(worker);
      resolve(message.url);
    });
    // A message to a worker that has just ended causes an error, which can be ignored.
    worker.on('error', () => undefined);
    worker.once('exit', (code, signal) => {
      this.#running.delete(worker);
      const how = signal ?? `exit code ${code}`;
      if (servesSince !== undefined) return void this.#replace(how, performance.now() - servesSince);
      reject(new CliError('worker_failed', `A worker process ended before it could serve (${how}).`));
    });
    return promise;
  }

  async #replace(how: string, livedMs: number): Promise<void> {
    if (this.#isStopping) return;
    this.#note(`A worker ended (${how}). Another one is started.`);
    this.#quickEnds = livedMs < longLivedMs ? this.#quickEnds + 1 : 0;
    for (let failures = 0; failures < startsMax; failures += 1) {
      await wait(Math.min(pauseMinMs * 2 ** (this.#quickEnds + failures), pauseMaxMs));
      if (this.#isStopping) return;
      try {
        await this.#fork();
        return;
      } catch (error) {
        if (failures + 1 === startsMax) this.#gaveUp.reject(error);
      }
    }
  }
}

/** Returns a port that is free now; 0 if it cannot listen on the address, which the workers then report. */
function freePort(host: string): Promise<number> {
  const probe = createServer();
  return new Promise((resolve) => {
    probe.once('error', () => resolve(0));
    probe.listen(0, host, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

export type WorkerRole = {
  tell: (message: FromWorker) => void;
  /** All workers. */
  group: Group;
  /** Resolves when this worker must stop. */
  stopped: Promise<void>;
  /** Closes the channel to the primary process, so that this process can end. */
  release: () => void;
};

/** Returns the role of this process if it is a worker; undefined if it is not. */
export function asWorker(): WorkerRole | undefined {
  if (!cluster.isWorker) return undefined;
  const { promise, resolve } = Promise.withResolvers<void>();
  process.on('message', (message) => {
    if (message === 'stop') resolve();
  });
  return {
    tell: (message) => process.send?.(message),
    group: new GroupMember(),
    stopped: promise,
    release: () => process.channel?.unref(),
  };
}
