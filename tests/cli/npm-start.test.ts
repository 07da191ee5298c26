import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { freshDirectory, type Outcome, outcomeOf } from './harness.ts';
import { descendantsOf, isRunning, parentOf, until } from './processes.ts';

/** `npm start`, as a person has it after cloning: in a copy of the project, with processes of its own. */

const original = new URL('../../', import.meta.url).pathname;
const project = join(freshDirectory(), 'claimline');
const launcher = join(project, 'src/claimline.js');
const out = join(project, 'dist/web');
beforeAll(() => {
  const names = ['.npmrc', 'package.json', 'package-lock.json', 'tsconfig.json', 'src', 'migrations', 'data'];
  for (const name of names) cpSync(join(original, name), join(project, name), { recursive: true });
  symlinkSync(join(original, 'node_modules'), join(project, 'node_modules'));
});

const environment = (more: Record<string, string> = {}) => ({
  PATH: process.env.PATH ?? '',
  HOME: process.env.HOME ?? '',
  PORT: '0',
  DATABASE_URL: 'sqlite::memory:',
  ...more,
});

type Started = { child: ChildProcess; port: number; ended: Promise<Outcome> };

/** Runs a command that starts a server in the end, and waits until it is announced. */
async function started(command: string, args: string[], env = environment()): Promise<Started> {
  const child = spawn(command, args, { cwd: project, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = outcomeOf(child);
  let printed = '';
  const port = await new Promise<number>((found, fail) => {
    child.stdout.on('data', (text) => {
      printed += text;
      const [, digits] = /at http:\/\/127\.0\.0\.1:(\d+)\n/.exec(printed) ?? [];
      if (digits !== undefined) found(Number(digits));
    });
    ended.then(({ code, stderr }) => fail(new Error(`ended with ${code}: ${stderr}`)), fail);
  });
  return { child, port, ended };
}

/** Listens on a port for a moment: rejects where another process does. */
async function claim(port: number): Promise<void> {
  const server = createServer();
  await new Promise<void>((done, fail) => server.once('error', fail).listen(port, '127.0.0.1', done));
  await new Promise((closed) => server.close(closed));
}

/** npx keeps a link to the project in npm's cache. */
const npxEnvironment = () => environment({ npm_config_cache: freshDirectory(), npm_config_offline: 'true' });

describe('the server', () => {
  it.each([
    ['npm start', 'SIGTERM'],
    ['npm start', 'SIGKILL'],
    ['npx claimline serve', 'SIGTERM'],
    ['npx claimline serve', 'SIGKILL'],
  ] as const)('of %s ends with npm, by %s, and its port is free', async (command, signal) => {
    const [program = '', ...args] = command.split(' ');
    const { child, port, ended } = await started(program, args, npxEnvironment());
    const processes = descendantsOf(child.pid);
    expect(processes.length).toBeGreaterThan(0);
    child.kill(signal);
    await until(() => !processes.some(isRunning));
    await claim(port);
    await ended;
  });

  it('ends with npm when several processes serve', async () => {
    const database = { DATABASE_URL: `sqlite:${join(freshDirectory(), 'store.db')}` };
    const { child, ended } = await started('npm', ['start'], environment({ WORKERS: '2', ...database }));
    const processes = descendantsOf(child.pid);
    expect(processes.length).toBeGreaterThanOrEqual(3);
    child.kill('SIGKILL');
    await until(() => !processes.some(isRunning));
    await ended;
  });

  const background = (command: string) => ['-c', `${command} & echo $! >&2; read -r until`];
  const others = { npm_lifecycle_event: 'start', npm_package_json: join(original, 'tests/web/package.json') };
  it.each([
    ['npm itself was started by', 'npm start', environment()],
    ['started it without npm', `'${process.execPath}' '${launcher}' serve`, environment()],
    [
      'started it in a script of another package',
      `'${process.execPath}' '${launcher}' serve`,
      environment(others),
    ],
    [
      'another program of npx started it in',
      `'${process.execPath}' '${launcher}' serve`,
      environment({ ...others, npm_lifecycle_event: 'npx', npm_lifecycle_script: "'other' 'claimline'" }),
    ],
  ])('outlives the shell that %s', async (_, command, env) => {
    const shell = spawn('sh', background(command), { cwd: project, env, stdio: ['pipe', 'pipe', 'pipe'] });
    let printed = '';
    shell.stdout.on('data', (text) => {
      printed += text;
    });
    const address = () => /at (http:\/\/127\.0\.0\.1:\d+)\n/.exec(printed)?.[1];
    await until(() => address() !== undefined);
    const [first = 0, ...more] = descendantsOf(shell.pid);
    shell.stdin.end();
    await until(() => !isRunning(shell.pid ?? 0) && parentOf(first) !== shell.pid);
    // Several times as long as it takes to notice that npm is gone.
    await wait(1500);
    expect((await fetch(`${address()}/healthz`)).status).toBe(200);
    for (const pid of [first, ...more].reverse()) process.kill(pid, 'SIGTERM');
    await until(() => ![first, ...more].some(isRunning));
  });
});

const build = () =>
  spawnSync(process.execPath, ['src/web/build.ts'], { cwd: project, env: environment(), encoding: 'utf8' });

/** Each file of the build, with what would tell that it was written again. */
const filesOfBuild = () =>
  Object.fromEntries(
    readdirSync(out)
      .sort()
      .map((name) => {
        const { ino, mtimeMs } = statSync(join(out, name));
        return [name, `${ino} ${mtimeMs}`];
      }),
  );

const scriptOfBuild = (): string =>
  JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')).entries.explorer;

describe('the build of the explorer', () => {
  it('writes nothing while its sources are the same, whatever their times', () => {
    expect(build()).toMatchObject({ status: 0, stderr: '' });
    const before = filesOfBuild();
    utimesSync(join(project, 'src/web/main.tsx'), new Date(), new Date());
    expect(build()).toMatchObject({ status: 0, stderr: '' });
    expect(filesOfBuild()).toEqual(before);
  });

  it.each([
    ['a source', () => appendFileSync(join(project, 'src/web/main.tsx'), '\nconsole.log("edited");\n')],
    ['the lockfile', () => appendFileSync(join(project, 'package-lock.json'), '\n')],
    ['the build itself', () => appendFileSync(join(project, 'src/web/build.ts'), '\n')],
    ['a new source', () => writeFileSync(join(project, 'src/web/new.ts'), 'export {};\n')],
    ['a file of the last build', () => rmSync(join(out, `${scriptOfBuild()}.br`))],
    ['the manifest of the last build', () => writeFileSync(join(out, 'manifest.json'), '{')],
  ])('is made anew after a change of %s', (_, change) => {
    expect(build().status).toBe(0);
    const before = filesOfBuild()['manifest.json'];
    change();
    expect(build()).toMatchObject({ status: 0, stderr: '' });
    expect(filesOfBuild()['manifest.json']).not.toBe(before);
    expect(readdirSync(out)).toContain(`${scriptOfBuild()}.br`);
  });

  it('removes what no page begins with any more', () => {
    const before = readdirSync(out).length;
    appendFileSync(join(project, 'src/web/main.tsx'), '\nconsole.log("edited again");\n');
    expect(build().status).toBe(0);
    expect(readdirSync(out)).toHaveLength(before);
  });
});

/** Arguments of unshare that run a script with the project on a read-only file system: not even root can write. */
function readOnly(script: string): string[] {
  const mount = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && cd "$0" || exit 99';
  return ['--mount', '--map-root-user', 'sh', '-c', `${mount}; ${script}`, project];
}

const whereReadOnly = (script: string, env: Record<string, string> = environment()): Promise<Outcome> =>
  outcomeOf(spawn('unshare', readOnly(script), { env, stdio: ['ignore', 'pipe', 'pipe'] }));

describe('npm start without permission to write', () => {
  it('serves an explorer that is up to date', async () => {
    expect(build().status).toBe(0);
    const { child, port, ended } = await started('unshare', readOnly('exec npm start'));
    const page = await fetch(`http://127.0.0.1:${port}/`, { headers: { accept: 'text/html' } });
    expect(await page.text()).toContain(scriptOfBuild());
    const processes = descendantsOf(child.pid);
    child.kill('SIGTERM');
    await until(() => !processes.some(isRunning));
    await ended;
  });

  it('ends with one sentence and exit code 3 where the explorer must be built', async () => {
    appendFileSync(join(project, 'src/web/main.tsx'), '\nconsole.log("not built");\n');
    expect(await whereReadOnly('npm start --silent')).toEqual({
      code: 3,
      stdout: '',
      stderr: `claimline: Cannot write the explorer into ${out}: its file system is read-only.\n`,
    });
  });

  it('ends with one sentence and exit code 3 where the database cannot be made', async () => {
    expect(build().status).toBe(0);
    const env = environment({ DATABASE_URL: 'sqlite:claimline.db' });
    const { code, stdout, stderr } = await whereReadOnly('npm start --silent', env);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(
      /^claimline: Cannot use sqlite:claimline\.db\. [^\n]*cannot be written to[^\n]*\n$/,
    );
  });
});
