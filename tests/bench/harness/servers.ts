import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pinned } from './cores.ts';
import type { MemoryGroup } from './memory-group.ts';
import { endOf, stop } from './processes.ts';

/** Servers under measurement: each a process of its own, as one is run. */

export const root = fileURLToPath(new URL('../../../', import.meta.url));
export const launcher = `${root}src/claimline.js`;

export type Serving = {
  origin: string;
  child: ChildProcess;
  /** The processes that do its work, with all that they start. */
  pids: readonly number[];
  stop(): Promise<void>;
};

type ServeOptions = {
  args?: readonly string[];
  env?: Record<string, string>;
  /** Whether it has a core of its own; so it is where nothing else is said. */
  pin?: boolean;
  /** Whose memory it may have. */
  group?: MemoryGroup;
  /** The directory of the program; that of this version unless given. */
  checkout?: string;
};

/** Starts Claimline on a database and waits until it says where it listens. */
export function serveClaimline(
  database: string,
  { args = [], env = {}, pin = true, group, checkout = root }: ServeOptions = {},
): Promise<Serving> {
  const own = [
    join(checkout, 'src/claimline.js'),
    'serve',
    '--json',
    '--port',
    '0',
    '--log-level',
    'error',
    '--database-url',
    `sqlite:${database}`,
    ...args,
  ];
  const [command, given] = group?.within(process.execPath, own) ?? [process.execPath, own];
  return startServer(command, given, /"url": "([^"]+)"/, { env, pin, cwd: checkout });
}

type StartOptions = {
  env?: Record<string, string>;
  pin?: boolean;
  cwd?: string;
  /** What tells that it is ready, of a server that prints nothing; it has no address then. */
  ready?: Promise<void>;
};

/** Starts a server and waits until it prints its address. */
export async function startServer(
  command: string,
  args: readonly string[],
  address: RegExp,
  { env = {}, pin = true, cwd = root, ready }: StartOptions = {},
): Promise<Serving> {
  const [program, own] = pin ? pinned('server', command, args) : [command, [...args]];
  const child = spawn(program, own, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  const ended = endOf(child);
  let printed = '';
  const origin = await new Promise<string>((found, fail) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (text) => {
        printed += text;
        const match = address.exec(printed)?.[1];
        if (match !== undefined) found(match);
      });
    }
    ready?.then(() => found(''), fail);
    ended.then(
      ({ code, stderr }) => fail(new Error(`${command} ended with ${code}: ${stderr.slice(-2000)}`)),
      fail,
    );
  });
  const pids = child.pid === undefined ? [] : [child.pid];
  return { origin: origin.replace(/\/$/, ''), child, pids, stop: () => stop(child) };
}
