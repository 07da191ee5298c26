import { cpSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { claimline, freshDirectory, type Served, seedDirectory, serve, small, writeJson } from './harness.ts';

/** The command lines of the guide to several machines, run in its order. Each machine is a directory here. */

const guide = readFileSync(new URL('../../src/web/guide/machines.md', import.meta.url), 'utf8');

/** Returns the command lines under a heading: `[[on the first machine], [on the second]]`. */
const blocksOf = (heading: string): string[][] =>
  [
    ...(guide.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '').matchAll(/```console\n([\s\S]*?)```/g),
  ].map(([, lines = '']) => [...lines.matchAll(/^\$ (.*)$/gm)].map(([, line = '']) => line));

const first = freshDirectory();
const second = freshDirectory();

/** Each command of the guide by its pattern. A copy to another machine is one to its directory. */
const commands: [RegExp, (...groups: string[]) => unknown][] = [
  [/^npx claimline (check .*)$/, (args = '') => succeed(args.split(' '))],
  [
    /^sqlite3 (\S+) "(.*)"$/,
    (file = '', sql = '') => {
      const db = new Database(join(first, file), { readonly: true, fileMustExist: true });
      db.exec(sql.replaceAll(/'(.*?)'/g, (_, name) => `'${join(first, name)}'`));
      db.close();
    },
  ],
  [
    /^scp (\S+) server2:\/srv\/claimline\/(\S+)$/,
    (from = '', to = '') => cpSync(join(first, from), join(second, to)),
  ],
  [/^rm (\S+)$/, (file = '') => rmSync(join(first, file))],
  [/^mv (\S+) (\S+)$/, (from = '', to = '') => renameSync(join(second, from), join(second, to))],
];

async function run(lines: readonly string[] = []): Promise<void> {
  for (const line of lines) {
    const [pattern, work] = commands.find(([known]) => known.test(line)) ?? [];
    if (pattern === undefined || work === undefined) throw new Error(`not known to this test: ${line}`);
    await work(...(pattern.exec(line) ?? []).slice(1));
  }
}

async function succeed(args: readonly string[]): Promise<void> {
  const { code, stderr } = await claimline(args, { cwd: first });
  expect(code, stderr).toBe(0);
}

/** Starts the server of a command line, such as `npx claimline serve --workers 2`. */
const started = (line: string | undefined, cwd: string): Promise<Served> => {
  const [, args] = /^npx claimline serve (.*)$/.exec(line ?? '') ?? [];
  if (args === undefined) throw new Error(`not a server: ${line}`);
  return serve(args.split(' '), { cwd });
};

const stop = async ({ child, ended }: Served): Promise<void> => {
  child.kill('SIGTERM');
  expect((await ended).code).toBe(0);
};

const list = 'v1/events?limit=2';
const statusOf = async (url: string, id: string) => (await fetch(`${url}/v1/datasets/${id}`)).status;

/** Compares a page, its entity tag, and the page after it, which each server reads by the cursor of the other. */
async function expectSame(one: string, other: string): Promise<void> {
  const [a, b] = [await fetch(`${one}/${list}`), await fetch(`${other}/${list}`)];
  expect([a.status, a.headers.get('etag')]).toEqual([200, b.headers.get('etag')]);
  const mine = await a.text();
  expect(await b.text()).toBe(mine);
  const after = `&cursor=${encodeURIComponent(JSON.parse(mine).page.nextCursor)}`;
  const next = await fetch(`${other}/${list}${after}`);
  expect(next.status).toBe(200);
  expect(await next.text()).toBe(await (await fetch(`${one}/${list}${after}`)).text());
}

it('copies answer like the original, also after a renewal', async () => {
  await succeed(['import', seedDirectory]);
  const original = await started(blocksOf('Several processes on one machine')[0]?.[0], first);
  const [carry, serving] = blocksOf('Copies on other machines');
  await run(carry);
  const command = serving?.[0]?.replace('0.0.0.0', '127.0.0.1');
  const copy = await started(command, second);
  await expectSame(original.url, copy.url);

  writeJson(join(first, 'bridge.json'), small());
  await succeed(['import', 'bridge.json']);
  expect(await statusOf(original.url, 'bridge'), 'an import beside the server').toBe(200);
  const [again, renewal = []] = blocksOf('Renewing a copy');
  await run(again);
  expect(renewal.at(-1)).toMatch(/^systemctl restart /);
  await run(renewal.slice(0, -1));
  expect(await statusOf(copy.url, 'bridge'), 'the old file, until the restart').toBe(404);
  await stop(copy);
  const renewed = await started(command, second);
  expect(await statusOf(renewed.url, 'bridge')).toBe(200);
  await expectSame(original.url, renewed.url);
  await Promise.all([renewed, original].map(stop));
});

it('a plain import into each machine would have other entity tags', async () => {
  const etags = await Promise.all(
    [freshDirectory(), freshDirectory()].map(async (cwd) => {
      const server = await serve(['--seed', seedDirectory], { cwd });
      const etag = (await fetch(`${server.url}/${list}`)).headers.get('etag');
      await stop(server);
      return etag;
    }),
  );
  expect(etags[0]).not.toBe(etags[1]);
});
