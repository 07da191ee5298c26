import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { Answer } from '../harness/answers.ts';
import { root } from '../harness/servers.ts';
import { difference, joined } from './compare.ts';

/** Two versions answer the same, or the difference is told. */

const program = fileURLToPath(new URL('../same-answers.ts', import.meta.url));

const answer = (body: unknown, headers: Record<string, string> = {}, status = 200): Answer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
});

const event = (id: string, day: string, title = 'one') => ({
  id,
  title,
  time: { earliest: day, latest: day },
});
const page = (data: unknown[], cursor: string | null = null, more: object = {}) => ({
  data,
  page: { nextCursor: cursor, hasMore: cursor !== null },
  ...more,
});
const [first, tie, otherTie, last] = [event('a', '1'), event('b', '2'), event('c', '2'), event('d', '3')];

it('tags, cursors and instances may differ, and so may the order of ties', () => {
  expect(
    difference(
      answer({ a: 1 }, { etag: '"1"', link: '<x>' }),
      answer({ a: 1 }, { etag: '"2"', link: '<y>' }),
    ),
  ).toBeNull();
  expect(difference(answer({ instance: 'one' }), answer({ instance: 'two' }))).toBeNull();
  const one = page([first, tie, otherTie, last], 'x');
  expect(difference(answer(one), answer(page([first, otherTie, tie, last], 'y')))).toBeNull();
  const facet = (...values: string[]) => ({ facets: { type: values.map((value) => ({ value, count: 1 })) } });
  expect(
    difference(answer(page([], null, facet('a', 'b'))), answer(page([], null, facet('b', 'a')))),
  ).toBeNull();
  const estimate = (total: number) => page([first], 'x', { count: { basis: 'estimate', total } });
  expect(difference(answer(estimate(1)), answer(estimate(2)))).toBeNull();
});

it('of ties that a page cuts off, any may be on it', () => {
  const other = event('e', '2');
  expect(difference(answer(page([first, tie], 'x')), answer(page([first, other], 'x')))).toBeNull();
  expect(difference(answer(page([first, tie])), answer(page([first, other])))).not.toBeNull();
});

it.each([
  ['a status', answer({}), answer({}, {}, 404), 'status 200, now 404'],
  ['a header', answer({}, { vary: 'accept' }), answer({}), 'vary: accept, now none'],
  ['a value', answer(page([first])), answer(page([event('a', '1', 'two')])), '"title": "two"'],
  ['an order', answer(page([first, last])), answer(page([last, first])), 'from character'],
  ['a record', answer(page([first, last])), answer(page([first])), 'from character'],
  ['an order of members', answer({ a: 1, b: 2 }), answer({ b: 2, a: 1 }), 'from character'],
  ['spaces', answer('{"a":1}'), answer('{"a": 1}'), 'the same JSON in other bytes'],
  ['an end', answer(page([first], 'x')), answer(page([first])), 'from character'],
])('%s that differs is told', (_, old, fresh, told) => {
  expect(difference(old, fresh)).toContain(told);
});

it('pages that are followed count as one list', () => {
  const pages = [answer(page([first, tie], 'x')), answer(page([otherTie, last]))];
  const others = [answer(page([first, otherTie], 'y')), answer(page([tie, last]))];
  expect(difference(joined(pages), joined(others))).toBeNull();
  expect(difference(joined(pages), joined(pages.toReversed()))).not.toBeNull();
});

it('this version answers as it does, on records that were imported twice at one time of day', () => {
  const args = ['--old', root, '--requests', '80', `${root}data/crocus-city-hall-2024`];
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^80 requests, 0 answered differently$/m);
  expect(status).toBe(0);
  expect(spawnSync(process.execPath, [program, '--old', root], { encoding: 'utf8' }).status).toBe(2);
}, 120_000);
