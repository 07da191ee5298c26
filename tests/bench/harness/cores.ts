import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** Which core whom runs on: a server and what loads it must not take time from each other. */

export type Part = 'server' | 'load';

const cores: Record<Part, number> = { server: 0, load: 1 };
export const pinning =
  availableParallelism() >= 2 && spawnSync('taskset', ['--version'], { stdio: 'ignore' }).status === 0;

/** A command that runs on the core of its part, where the machine has one for each. */
export function pinned(part: Part, command: string, args: readonly string[]): [string, string[]] {
  return pinning ? ['taskset', ['-c', String(cores[part]), command, ...args]] : [command, [...args]];
}
