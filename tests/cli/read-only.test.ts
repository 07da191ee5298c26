import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate, migrations } from '../../src/store/sqlite/migrate.ts';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import { batchOf, dataset, firstDay } from '../helpers/records.ts';
import {
  claimline,
  freshDirectory,
  jsonOf,
  outcomeOf,
  type RunOptions,
  seedDirectory,
  serve,
  small,
  start,
  writeJson,
} from './harness.ts';

/** Databases in places that cannot be written to: served and exported, with no byte changed and no file made. */

const cwd = freshDirectory();
const sound = join(cwd, 'sound.db');

beforeAll(async () => {
  writeJson(join(cwd, 'bridge.json'), small());
  const { code, stderr } = await claimline(['import', seedDirectory, '--database-url', `sqlite:${sound}`], {
    cwd,
  });
  expect(code, stderr).toBe(0);
});

const directories: string[] = [];
// A directory without write permission cannot be emptied by everybody.
afterAll(() => {
  for (const directory of directories) chmodSync(directory, 0o755);
});

/** A directory with a copy of the database, or with what is put into it. */
function place(name: string, fill = (directory: string) => cpSync(sound, join(directory, 'store.db'))) {
  const directory = join(cwd, name);
  mkdirSync(directory);
  fill(directory);
  directories.push(directory);
  return { directory, url: `sqlite:${join(directory, 'store.db')}` };
}

/** All files of a directory with their bytes. */
const snapshot = (directory: string) =>
  Object.fromEntries(
    readdirSync(directory).map((name) => [name, readFileSync(join(directory, name)).toString('base64')]),
  );

type Runtime = Pick<RunOptions, 'node' | 'nodeArgs'>;
/** Permissions do not bind root, but for the capability that says so (capabilities(7)). */
const bound: Runtime =
  process.getuid?.() === 0
    ? { node: 'setpriv', nodeArgs: ['--bounding-set', '-dac_override,-dac_read_search', process.execPath] }
    : {};
/** Runs in a mount namespace in which a directory is on a read-only file system. */
const mountedReadOnly = (directory: string): Runtime => ({
  node: 'unshare',
  nodeArgs: [
    ...['--map-root-user', '--mount', 'sh', '-c'],
    'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"',
    ...[directory, process.execPath],
  ],
});

const because = 'The database is served read-only, because its place cannot be written to.';

/** Serves a database, asks for something of each way of reading, and returns what was printed for people. */
async function served(url: string, runtime: Runtime, args: string[] = []): Promise<string> {
  // The first query waits for the reader process, which takes its time to start on a busy machine.
  const env = { PORT: '0', DATABASE_URL: url, QUERY_TIMEOUT_MS: '20000' };
  const child = start(['serve', ...args], { cwd, env, ...runtime });
  const ended = outcomeOf(child);
  let printed = '';
  const isReady = new Promise<void>((ready) => {
    child.stdout?.on('data', (text) => {
      printed += text;
      if (printed.includes('Ctrl+C stops it.')) ready();
    });
  });
  await Promise.race([isReady, ended]);
  const [address] = /http:\/\/\S+/.exec(printed) ?? [];
  try {
    for (const path of ['events?from=2024', 'search?q=hall', 'timeline', 'claims?count=exact']) {
      const response = await fetch(`${address}/v1/${path}`);
      expect(response.status, path).toBe(200);
      expect((await response.text()).length).toBeGreaterThan(300);
    }
  } finally {
    child.kill('SIGTERM');
  }
  const outcome = await ended;
  expect(outcome).toMatchObject({ code: 0, stderr: '' });
  return outcome.stdout;
}

const denied = (path: string, mode: number): Runtime => {
  chmodSync(path, mode);
  return bound;
};
const kinds: [name: string, deny: (directory: string) => Runtime][] = [
  ['a file without write permission', (directory) => denied(join(directory, 'store.db'), 0o444)],
  ['a directory without write permission', (directory) => denied(directory, 0o555)],
  ['a read-only file system', mountedReadOnly],
];

describe.each(kinds)('%s', (name, deny) => {
  it('is served and exported, and stays as it is', async () => {
    const { directory, url } = place(name.replaceAll(' ', '-'));
    const before = snapshot(directory);
    const runtime = deny(directory);
    // A seed for what holds a dataset already is no reason to write.
    expect(await served(url, runtime, ['--seed', seedDirectory])).toContain(`\n${because}\n`);
    const exported = await claimline(['export', '--database-url', url], { cwd, ...runtime });
    expect(exported).toMatchObject({ code: 0, stderr: '' });
    expect(exported.stdout).toContain('"datasetId": "crocus-city-hall-2024"');
    expect(snapshot(directory)).toEqual(before);
  });

  it('is not imported into', async () => {
    const { directory, url } = place(`${name.replaceAll(' ', '-')}-import`);
    const runtime = deny(directory);
    const outcome = await claimline(['import', 'bridge.json', '--database-url', url], { cwd, ...runtime });
    expect(outcome).toMatchObject({ code: 3, stdout: '' });
    expect(outcome.stderr).toContain('is in a place that cannot be written to');
    expect(outcome.stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});

describe('--read-only', () => {
  it('writes nothing where it could', async () => {
    const { directory, url } = place('asked');
    const before = snapshot(directory);
    expect(await served(url, {}, ['--read-only'])).toContain('\nThe database is served read-only.\n');
    expect(snapshot(directory)).toEqual(before);
    expect(await served(url, {})).not.toContain('read-only');
  });

  it('serves with several processes', async () => {
    const { directory, url } = place('workers');
    const before = snapshot(directory);
    expect(await served(url, {}, ['--read-only', '--workers', '2'])).toContain('read-only');
    expect(snapshot(directory)).toEqual(before);
  });

  const refusals: [string, (directory: string) => void, string[], string][] = [
    ['no database', () => undefined, [], 'There is no database at'],
    [
      'an empty file',
      (at) => writeFileSync(join(at, 'store.db'), ''),
      [],
      'The file is empty: claimline import makes',
    ],
    [
      'an older schema',
      (at) => {
        const old = new Database(join(at, 'store.db'));
        migrate(old, migrations().slice(0, -1));
        old.close();
      },
      [],
      `from an older version of Claimline (it lacks the migration ${migrations().at(-1)?.name}), and it is opened read-only`,
    ],
    [
      'a seed for a database without datasets',
      (at) => cpSync(join(cwd, 'bare.db'), join(at, 'store.db')),
      ['--seed', seedDirectory],
      'The database is opened read-only, so that nothing can be imported into it.',
    ],
  ];
  it.each(refusals)('%s: one sentence, exit 3', async (name, fill, args, sentence) => {
    await openSqliteStore(join(cwd, 'bare.db')).close();
    const { directory, url } = place(name.replaceAll(' ', '-'), fill);
    const before = snapshot(directory);
    const env = { PORT: '0', READ_ONLY: 'true', DATABASE_URL: url };
    const { code, stdout, stderr } = await claimline(['serve', ...args], { cwd, env });
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain(sentence);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(snapshot(directory)).toEqual(before);
  });
});

describe('a database that was not closed', () => {
  /** As after `kill -9`: the last write is in the log. */
  async function leftOpen(directory: string): Promise<void> {
    const path = join(cwd, 'left.db');
    cpSync(sound, path);
    const store = openSqliteStore(path);
    await store.write(batchOf({ dataset: [dataset('last')] }, 'last'), firstDay);
    for (const end of ['', '-wal', '-shm']) cpSync(`${path}${end}`, join(directory, `store.db${end}`));
    await store.close();
    rmSync(path);
  }

  it('is read with what its log has', async () => {
    const directory = join(cwd, 'left');
    mkdirSync(directory);
    await leftOpen(directory);
    directories.push(directory);
    chmodSync(directory, 0o555);
    const url = `sqlite:${join(directory, 'store.db')}`;
    const server = await serve([], { cwd, env: { DATABASE_URL: url }, ...bound });
    const found = await fetch(`${server.url}/v1/datasets/last`);
    server.child.kill('SIGTERM');
    expect(found.status).toBe(200);
    const outcome = await server.ended;
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    expect(jsonOf(outcome)).toMatchObject({ readOnly: true });
  });

  it('is told of where the index of its log is missing', async () => {
    const directory = join(cwd, 'left-half');
    mkdirSync(directory);
    await leftOpen(directory);
    rmSync(join(directory, 'store.db-shm'));
    directories.push(directory);
    chmodSync(directory, 0o555);
    const url = `sqlite:${join(directory, 'store.db')}`;
    for (const args of [['serve'], ['export', '--dataset', 'last']]) {
      const { code, stdout, stderr } = await claimline([...args, '--database-url', url], { cwd, ...bound });
      expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
      expect(stderr).toContain('The database was not closed after its last use');
      expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    }
  });
});
