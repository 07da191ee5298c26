import { enableCompileCache, flushCompileCache } from 'node:module';
import type { ReaderJobs } from './jobs.ts';

/**
 * The program of a reader process: the store, on a connection that only reads. Started with the database's path, the
 * server's process id and the server's cache of compiled code, if it has one.
 */

const [path = '', parent, compileCache] = process.argv.slice(2);
// The cache serves only what is imported later, and most of a start is compiling.
if (compileCache) enableCompileCache(compileCache);
const [{ openReadOnly }, { runJobs }] = await Promise.all([import('../open.ts'), import('./run-jobs.ts')]);
const jobs: ReaderJobs = openReadOnly(path);
runJobs(jobs, Number(parent));
// Node writes the cache when a process exits, and these are killed.
flushCompileCache();
