import { constants, setPriority } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Jobs } from './jobs.ts';
import { type FromReader, sendable, type ToReader } from './messages.ts';

/**
 * Runs jobs for the server that started this process, one after the other, until the server ends.
 * @param parent the server's process id
 */
export function runJobs(jobs: Jobs, parent: number): void {
  // A client that waits for a slow query can wait a little longer; everybody else cannot.
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  endWith(parent);
  const tell = (message: FromReader) => process.send?.(message);
  process.on('message', async ({ job, args }: ToReader) => {
    try {
      // The sender's types hold the arguments of each job together with its name.
      const run = jobs[job] as (...args: readonly unknown[]) => unknown;
      tell({ kind: 'result', result: await run.apply(jobs, args as unknown[]) });
    } catch (error) {
      tell({ kind: 'error', error: sendable(error) });
    }
  });
  tell({ kind: 'ready' });
}

/**
 * Ends this process with its server. The channel closes when the server ends, however it does; a query that runs then
 * would keep this thread from noticing, so that another thread watches as well.
 */
function endWith(parent: number): void {
  process.on('disconnect', () => process.exit());
  const watch = `setInterval(() => { if (process.ppid !== ${parent}) process.kill(process.pid, 'SIGKILL'); }, 250)`;
  new Worker(watch, { eval: true, stdout: true }).unref();
}
