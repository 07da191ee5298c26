import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** Processes as the system sees them. */

function statOf(pid: number | string): { state: string; parent: number } | undefined {
  try {
    const [, state = '', parent] =
      /^\d+ \(.*\) (\S) (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    return { state, parent: Number(parent) };
  } catch {
    return undefined;
  }
}

export const isRunning = (pid: number): boolean => !['Z', undefined].includes(statOf(pid)?.state);

export const parentOf = (pid: number): number | undefined => statOf(pid)?.parent;

/** The processes that a process has started and that run. */
export const childrenOf = (parent: number | undefined): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent && isRunning(pid));

/** All processes that descend from a process and run. */
export const descendantsOf = (ancestor: number | undefined): number[] =>
  childrenOf(ancestor).flatMap((child) => [child, ...descendantsOf(child)]);

/** Waits for a state, not for a time. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await wait(20);
}
