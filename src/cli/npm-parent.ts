import { spawnSync } from 'node:child_process';
import { readFileSync, realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Environment } from '../config.ts';

/**
 * npm runs a script in a shell. It passes signals on to the shell, which ends without passing them on, and SIGKILL
 * reaches npm alone. The server of `npm start` would outlive npm and keep its port, so it looks for npm itself. So does that of
 * `npx claimline serve`, which npm runs like a script.
 *
 * Only the scripts of this project and npx are watched, because they keep the server in the foreground. Anybody else who
 * starts a server (nohup, setsid, a container, a script of another package) may end before it.
 */

const foregroundScripts = new Set(['start', 'claimline']);
const lookEveryMs = 250;

/** Calls the listener when the npm that runs this process has ended. Returns a function that stops watching. */
export function onNpmGone(environment: Environment, listener: () => void): () => void {
  if (!isOwnScript(environment) && !isNpx(environment)) return () => undefined;
  const isGone = watchAncestors();
  const timer = setInterval(() => {
    if (!isGone()) return;
    clearInterval(timer);
    listener();
  }, lookEveryMs);
  timer.unref();
  return () => clearInterval(timer);
}

function isOwnScript({ npm_lifecycle_event: script, npm_package_json: manifest }: Environment): boolean {
  if (script === undefined || manifest === undefined || !foregroundScripts.has(script)) return false;
  try {
    const own = fileURLToPath(new URL('../../package.json', import.meta.url));
    return realpathSync(manifest) === realpathSync(own);
  } catch {
    return false;
  }
}

/** Returns true if npx runs this command itself: `npx claimline serve`, and not another program that starts a server. */
const isNpx = ({ npm_lifecycle_event: event, npm_lifecycle_script: script = '' }: Environment): boolean =>
  event === 'npx' && /^(['"]?)claimline\1(\s|$)/.test(script);

/** Watches the parent process. If that is the shell of a script, also watches the parent of the shell: npm. */
function watchAncestors(): () => boolean {
  const parent = process.ppid;
  const found = processOf(parent);
  const npm = found?.isShell ? found.parent : undefined;
  return () => process.ppid !== parent || (npm !== undefined && !isRunning(npm));
}

/** Looks a process up: on Linux in `/proc`, on macOS and others with `ps`. Returns undefined on Windows. */
function processOf(pid: number): { parent: number; isShell: boolean } | undefined {
  try {
    const [, parent] = /^\d+ \(.*\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    const isShell = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[1] === '-c';
    return { parent: Number(parent), isShell };
  } catch {
    const { stdout } = spawnSync('ps', ['-o', 'ppid=,args=', '-p', String(pid)], { encoding: 'utf8' });
    const [, parent, argument] = /^\s*(\d+)\s+\S+\s+(\S+)/.exec(stdout ?? '') ?? [];
    return parent === undefined ? undefined : { parent: Number(parent), isShell: argument === '-c' };
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: the process runs as another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
