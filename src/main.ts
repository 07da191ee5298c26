import { constants } from 'node:os';
import { fileReason } from './actions/bounded-read.ts';
import { exitCodes } from './cli/exit-codes.ts';
import { onNpmGone } from './cli/npm-parent.ts';
import { run } from './compose.ts';
import { processEnvironment } from './config.ts';

/** Runs one command line and sets the exit code of the process. */

/** Signals that stop the program. A second one within `sameSignalMs` is the first one again, passed on by npm. */
const stopSignals = ['SIGINT', 'SIGTERM'] as const;
const sameSignalMs = 300;

function onStop(listener: () => void): () => void {
  let askedAt: number | undefined;
  const asked = (signal: NodeJS.Signals) => {
    if (askedAt !== undefined && performance.now() - askedAt > sameSignalMs) {
      process.exit(128 + constants.signals[signal]);
    }
    askedAt ??= performance.now();
    listener();
  };
  for (const signal of stopSignals) process.on(signal, asked);
  const forgetNpm = onNpmGone(processEnvironment(), listener);
  return () => {
    forgetNpm();
    for (const signal of stopSignals) process.off(signal, asked);
  };
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // A reader of the output may stop reading (head, a closed terminal). This is no error, and nobody would read a message.
  if (error.code === 'EPIPE') return;
  process.stderr.write(`claimline: Cannot write to standard output: ${fileReason(error)}.\n`);
  process.exit(exitCodes.surroundings);
});
// Messages have no other place, and a server must not end because the disk of its log is full.
process.stderr.on('error', () => undefined);

const exitCode = await run(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  environment: processEnvironment(),
  onStop,
});
process.exitCode = exitCode;
// The process ends by itself after all output is written. The timer ends it if abandoned work keeps it running.
const graceMs = 500;
process.stdout.write('', () => setTimeout(() => process.exit(exitCode), graceMs).unref());
