import { existsSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { runJobs } from '../../src/store/sqlite/readers/run-jobs.ts';

/** A program for reader processes whose jobs end when the test says so. It starts once the file `PATH.start` exists. */

const [path = '', parent] = process.argv.slice(2);

async function exists(file: string): Promise<void> {
  while (!existsSync(file)) await wait(5);
}

const jobs = {
  /** Answers at once, with the process and what was sent. */
  echo: (value: unknown) => ({ pid: process.pid, value }),
  /** Answers once this file exists; makes a file `FILE.PID` when it begins. */
  until: async (file: string) => {
    writeFileSync(`${file}.${process.pid}`, '');
    await exists(file);
    return process.pid;
  },
  /** Never answers, and hears nothing meanwhile. */
  spin: (): never => {
    for (;;);
  },
  /** Ends the process in place of an answer. */
  crash: (): never => process.exit(7),
};
export type TestJobs = typeof jobs;

await exists(`${path}.start`);
runJobs(jobs, Number(parent));
