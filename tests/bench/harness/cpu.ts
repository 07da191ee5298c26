import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** CPU time that a server and the processes it started have taken, thread by thread, as Linux tells it. */

/** Nanoseconds that each thread has run, by the ids of its process and its own. */
type Threads = Map<string, number>;

export type CpuMs = {
  /** Of the main thread, on which Node runs its event loop. */
  loop: number;
  /** Of all threads of all processes. */
  all: number;
};

/** Measures what a server takes from one moment to the next. Answers null where the machine does not tell. */
export class CpuMeter {
  readonly #pids: readonly number[];
  #before: Threads | null;

  /** @param pids the processes of the server, the one with its event loop first */
  constructor(pids: readonly number[]) {
    this.#pids = pids;
    this.#before = threadsOf(pids);
  }

  /** Returns what was taken since the last look; time of a process that has ended meanwhile is lost. */
  lap(): CpuMs | null {
    const now = threadsOf(this.#pids);
    const before = this.#before;
    this.#before = now;
    if (before === null || now === null) return null;
    const since = (thread: string) => ((now.get(thread) ?? 0) - (before.get(thread) ?? 0)) / 1e6;
    const all = [...now.keys()].reduce((sum, thread) => sum + since(thread), 0);
    return { loop: since(`${this.#pids[0]}/${this.#pids[0]}`), all };
  }
}

/** Ids of a process and of all that it started, themselves or through others. */
export function processesOf(pid: number): number[] {
  const children = listed(`/proc/${pid}/task`).flatMap((task) =>
    textOf(`/proc/${pid}/task/${task}/children`).split(' ').filter(Boolean).map(Number),
  );
  return [pid, ...children.flatMap(processesOf)];
}

function threadsOf(pids: readonly number[]): Threads | null {
  const threads: Threads = new Map();
  for (const process of pids.flatMap(processesOf)) {
    for (const task of listed(`/proc/${process}/task`)) {
      const [ran] = textOf(`/proc/${process}/task/${task}/schedstat`).split(' ');
      if (ran) threads.set(`${process}/${task}`, Number(ran));
    }
  }
  return threads.size === 0 ? null : threads;
}

/** Waits until a server does next to nothing, or has not come to rest for long. */
export async function untilIdle(pids: readonly number[], withinMs = 20_000): Promise<void> {
  const meter = new CpuMeter(pids);
  for (const end = performance.now() + withinMs; performance.now() < end; ) {
    await wait(idleLookMs);
    if ((meter.lap()?.all ?? 0) < idleLookMs * idleShare) return;
  }
}

const idleLookMs = 100;
const idleShare = 0.03;

/** A process may end while it is looked at. */
function listed(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
