import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** A control group of Linux (cgroups(7)), version 1 or 2, whose processes and file pages have so much memory. */

/** The directory of the groups, and the file that sets the limit. */
const hierarchies = [
  { root: '/sys/fs/cgroup/memory', limit: 'memory.limit_in_bytes' },
  { root: '/sys/fs/cgroup', limit: 'memory.max' },
] as const;

export class MemoryGroup {
  readonly #path: string;
  readonly #limit: string;

  private constructor(path: string, limit: string) {
    this.#path = path;
    this.#limit = `${path}/${limit}`;
  }

  /** Returns a new group without a limit; null where the system has none, or gives no leave. */
  static make(): MemoryGroup | null {
    for (const { root, limit } of hierarchies) {
      const path = `${root}/claimline-bench-${process.pid}`;
      try {
        mkdirSync(path);
      } catch {
        continue;
      }
      if (existsSync(`${path}/${limit}`)) return new MemoryGroup(path, limit);
      rmdirSync(path);
    }
    return null;
  }

  /** A command that joins the group before it does anything. */
  within(command: string, args: readonly string[]): [string, string[]] {
    return ['sh', ['-c', `echo $$ > ${this.#path}/cgroup.procs && exec "$@"`, 'sh', command, ...args]];
  }

  /** Gives back what is more, which may take a few tries. */
  async limit(megabytes: number): Promise<void> {
    await untilDone(() => writeFileSync(this.#limit, String(Math.round(megabytes * 1e6))));
  }

  /** Its processes must have been told to end. */
  async remove(): Promise<void> {
    await untilDone(() => rmdirSync(this.#path));
  }
}

/** The system refuses while it is busy with what the group still holds. */
async function untilDone(act: () => void): Promise<void> {
  for (let tries = 20; ; tries -= 1) {
    try {
      act();
      return;
    } catch (error) {
      if (tries === 0) throw error;
      await wait(250);
    }
  }
}
