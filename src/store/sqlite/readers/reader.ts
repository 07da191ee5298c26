import { openReadOnly } from '../open.ts';
import type { ReaderJobs } from './jobs.ts';
import { runJobs } from './run-jobs.ts';

/**
 * The program of a reader process: the store, on a connection that only reads. Started with the database's path and
 * the server's process id.
 */

const [path = '', parent] = process.argv.slice(2);
const jobs: ReaderJobs = openReadOnly(path);
runJobs(jobs, Number(parent));
