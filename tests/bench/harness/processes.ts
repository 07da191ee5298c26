import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { processesOf } from './cpu.ts';

/** Processes that the bench starts, and what they take. Every one of them is ended by whoever started it. */

/** Runs a command to its end and answers what it printed. Throws where it fails. */
export async function outputOf(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<string> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  const { code, stdout, stderr } = await endOf(child);
  if (code !== 0)
    throw new Error(
      `${[command, ...args].join(' ').slice(0, 200)} ended with ${code}:\n${stderr.slice(-2000)}`,
    );
  return stdout;
}

type Ended = { code: number | null; stdout: string; stderr: string };

/** Waits for a process to end, and keeps what it prints. */
export function endOf(child: ChildProcess): Promise<Ended> {
  const printed = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      printed[name] = (printed[name] + text).slice(-1_000_000);
    });
  }
  return new Promise((settle, fail) => {
    child.once('error', fail);
    child.once('close', (code) => settle({ code, ...printed }));
  });
}

/** Ends a process and waits until it is gone; kills it where it does not heed. */
export async function stop(child: ChildProcess, graceMs = 12_000): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((settle) => child.once('close', () => settle()));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
  await gone;
  clearTimeout(timer);
}

/** Resident memory of a process and all it has started, in MB; null where the machine does not tell. */
export function residentMb(pid: number): number | null {
  try {
    return own(pid) + childrenOf(pid).reduce((sum, child) => sum + (residentMb(child) ?? 0), 0);
  } catch {
    return null;
  }
}

const own = (pid: number) =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;

const childrenOf = (pid: number) =>
  readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );

/** Memory that processes do not share with a file, of this one and all that it started, in MB. */
export const anonymousMb = (pid: number): number =>
  processesOf(pid).reduce((sum, process) => sum + anonymousOf(process), 0);

function anonymousOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/RssAnon:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024;
}

/** Notes a process's memory over time, until told to stop. */
export function watchMemory(pid: number, everyMs: number): { stop(): number[] } {
  const samples: number[] = [];
  const look = () => {
    const resident = residentMb(pid);
    if (resident !== null) samples.push(resident);
  };
  look();
  const timer = setInterval(look, everyMs);
  return {
    stop() {
      clearInterval(timer);
      return samples;
    },
  };
}
