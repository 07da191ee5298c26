import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { systemCode } from '../../actions/bounded-read.ts';
import type { Environment } from '../../config.ts';
import type { Context, Surroundings } from '../context.ts';
import { CliError } from '../failure.ts';
import type { Step } from './recipe.ts';
import { commandLine } from './shell.ts';

/** Runs the programs of generators: without a shell, with their output on stderr, and ended when this process ends. */

/** Tells if the PATH has a program. On Windows it must be an `.exe`, since a script would need a shell. */
export async function isOnPath(program: string, environment: Environment): Promise<boolean> {
  const name = process.platform === 'win32' ? `${program}.exe` : program;
  const directories = (environment.PATH ?? '').split(delimiter).filter((directory) => directory !== '');
  const found = await Promise.all(
    directories.map((directory) =>
      access(join(directory, name), constants.X_OK).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.includes(true);
}

/**
 * Runs steps one after the other in a directory.
 * @throws CliError `generator_failed` that names the program that failed; `interrupted` after a signal
 */
export async function runSteps(steps: readonly Step[], cwd: string, context: Context): Promise<void> {
  const { surroundings, terminal } = context;
  const interruption = new AbortController();
  const forget = surroundings.onStop(() => interruption.abort());
  try {
    for (const step of steps) {
      terminal.note(`$ ${commandLine(step)}`);
      await runStep(step, cwd, surroundings, interruption.signal);
    }
  } finally {
    forget();
  }
}

function runStep(step: Step, cwd: string, surroundings: Surroundings, stop: AbortSignal): Promise<void> {
  const { environment, stderr } = surroundings;
  const [program, ...args] = step;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const child = spawn(program, args, {
    cwd,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: hasGroups,
  });
  for (const output of [child.stdout, child.stderr]) output.on('data', (chunk) => stderr.write(chunk));
  const end = () => signalGroup(child, 'SIGTERM');
  const endAtOnce = () => signalGroup(child, 'SIGKILL');
  stop.addEventListener('abort', end);
  // A second signal ends this process at once: the child is killed with it.
  process.once('exit', endAtOnce);
  const settle = () => {
    stop.removeEventListener('abort', end);
    process.off('exit', endAtOnce);
  };
  child.once('error', (error) => {
    settle();
    reject(new CliError('generator_failed', `${program} cannot be started: ${systemCode(error)}.`, error));
  });
  child.once('close', (code, signal) => {
    settle();
    if (stop.aborted) reject(new CliError('interrupted', `Interrupted: ${program} was ended.`));
    else if (code === 0) resolve();
    else reject(new CliError('generator_failed', `${failed(program, code, signal)} Its output is above.`));
  });
  return promise;
}

const failed = (program: string, code: number | null, signal: NodeJS.Signals | null): string =>
  code === null ? `${program} was ended by ${signal}.` : `${program} failed with exit code ${code}.`;

const hasGroups = process.platform !== 'win32';

/**
 * Ends a child and every process that it started, such as the shell of npx. On Unix the child leads a process group,
 * which receives the signal.
 */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  if (!hasGroups) {
    child.kill(signal);
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    // ESRCH: the group has already ended.
    if (systemCode(error) !== 'ESRCH') throw error;
  }
}
