import { constants, setPriority } from 'node:os';
import { Worker } from 'node:worker_threads';
import { openReadOnly } from './open.ts';
import { type FromReader, sendable, type ToReader } from './reader-messages.ts';

/**
 * The reader process: runs methods of the store for the server that started it, one after the other, on a
 * connection that only reads. Started with the database's path and the server's process id.
 */

const [path = '', parent = ''] = process.argv.slice(2);

// Whoever waits for a slow query can wait a little longer; everybody else cannot.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

// The channel closes when the server ends, however it does. A query that runs then would keep this thread from
// noticing, so another one watches as well.
process.on('disconnect', () => process.exit());
const watch = `setInterval(() => { if (process.ppid !== ${Number(parent)}) process.kill(process.pid, 'SIGKILL'); }, 250)`;
new Worker(watch, { eval: true, stdout: true }).unref();

const store = openReadOnly(path);
const tell = (message: FromReader) => process.send?.(message);

process.on('message', async ({ method, args }: ToReader) => {
  try {
    // The sender's types hold the arguments of each method together with its name.
    const run = store[method] as (...args: unknown[]) => Promise<unknown>;
    tell({ kind: 'result', result: await run.apply(store, [...args]) });
  } catch (error) {
    tell({ kind: 'error', error: sendable(error) });
  }
});
tell({ kind: 'ready' });
