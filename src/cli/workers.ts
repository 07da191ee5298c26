import cluster, { type Worker } from 'node:cluster';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Group, Serving } from './context.ts';
import { CliError, type CliErrorCode } from './failure.ts';
import { GroupMember, GroupRelay } from './group.ts';

/**
 * Several processes that serve on one port: this one starts them with its own command line, puts another in the
 * place of one that ends, and stops them together.
 */

/** What a worker tells, once: that it serves, or why it cannot. */
type FromWorker = { url: string } | { failed: { code: CliErrorCode; message: string } };

/** How long a worker may take to finish what is in flight; the server in it cuts what is left before. */
const stopMs = 6000;
/** Starts of one worker that fail in a row before all are given up. */
const startsMax = 5;
const pauseMinMs = 100;
const pauseMaxMs = 5000;
/** A worker that served this long did not end for how it was started. */
const longLivedMs = 10_000;

export class Workers {
  readonly #count: number;
  readonly #note: (line: string) => void;
  readonly #running = new Set<Worker>();
  readonly #group = new GroupRelay();
  readonly #gaveUp = Promise.withResolvers<never>();
  #quickEnds = 0;
  #isStopping = false;

  /** @param note tells what people who run the server should know */
  constructor(count: number, note: (line: string) => void) {
    this.#count = count;
    this.#note = note;
    // Whoever waits for it is told; nobody may.
    this.#gaveUp.promise.catch(() => undefined);
  }

  /** Rejects when a worker has ended and none could be put in its place. */
  get gaveUp(): Promise<never> {
    return this.#gaveUp.promise;
  }

  /** Starts them on one address. @throws CliError what the first one could not do */
  async start({ host, port }: { host: string; port: number }): Promise<Serving> {
    // Each accepts connections itself. Handed over by this process, a connection is lost when its worker is killed
    // before it says that it has it: nobody answers it, nobody closes it. Sockets of their own (`reusePort`) would
    // hide that another server has the port, and not every system shares connections out among them.
    cluster.schedulingPolicy = cluster.SCHED_NONE;
    // Their output is this process's to make.
    cluster.setupPrimary({ stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    // Any port will do, but the same one for all of them, and for those that come later.
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

  /** Lets each finish what is in flight, and ends those that cannot. */
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

  /** Starts one; resolves with its address once it serves. */
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
    // A message on the way to one that has just ended is lost, and need not arrive.
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
    this.#note(`A worker ended (${how}); another takes its place.`);
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

/** A port that is free now; where the address cannot be listened on, the workers say so. */
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
  /** Resolves when this worker shall stop. */
  stopped: Promise<void>;
  /** Lets the process end. */
  release: () => void;
};

/** This process's part where it is a worker itself; undefined where it is not. */
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
