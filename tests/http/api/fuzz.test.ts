import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isProblemCode, Problem } from '../../../src/http/problem.ts';
import { type Api, startApi } from '../../helpers/api.ts';
import { posts, reads, underRecords } from './operations.ts';
import { smallWorld } from './small-world.ts';

/** For any request, the server does not fail, shows nothing of its internals, and keeps to its document. */

let api: Api;
beforeAll(async () => {
  api = await startApi(smallWorld);
});
afterAll(() => api.close());

const knownNames = (): string[] => {
  const all = api.contract.operations().flatMap(({ operation }) => [operation.parameters ?? []].flat());
  return [...new Set(all.map((parameter) => String(Object(parameter).name)))];
};

const sqlWords = [
  'select',
  'from claim',
  "' or 1=1 --",
  '"; drop table event',
  'match',
  'NEAR(',
  '{a b}:',
  '^',
  'rowid',
];
const plausible = [
  '1',
  '200',
  'true',
  'false',
  'oslo',
  'navy',
  'time_desc',
  'certain',
  'actors',
  '2024',
  '2024-06/..',
  '1984~',
  '[2024..2025]',
  '-170,-20,179,60',
  '10,59.9',
  '0.5',
  'NO',
  'sea',
];
const nasty = fc.oneof(
  fc.constantFrom(
    ...plausible,
    ...sqlWords,
    '__proto__',
    'constructor',
    'NaN',
    '-0',
    '\u0000',
    '\uFFFF',
    '\u202E',
    '🌅',
  ),
  fc.string({ unit: 'binary', maxLength: 30 }).map((text) => text.toWellFormed()),
  fc.string({ unit: fc.constantFrom(...'0123456789-/.,:TZXYES~?%[]{}+ '), maxLength: 24 }),
  fc.double().map(String),
  fc.bigInt().map(String),
);
const rawValue = fc.oneof(
  { weight: 4, arbitrary: nasty.map(encodeURIComponent) },
  fc.string({ unit: fc.constantFrom(...'%0fzc&=+;[]"\\{?\''), maxLength: 12 }),
);
const names = fc.nat().map((index) => knownNames()[index % knownNames().length] ?? 'limit');
const query = fc
  .array(fc.tuple(fc.oneof({ weight: 6, arbitrary: names }, rawValue), rawValue), { maxLength: 5 })
  .map((pairs) => pairs.map(([name, value]) => `${name}=${value}`).join('&'));
const templates = [
  ...Object.values(reads),
  ...Object.values(posts),
  ...underRecords.map(([path]) => path),
  '/v1/propositions/{id}',
];
const path = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(fc.constantFrom(...templates), rawValue)
      .map(([template, value]) => template.replace('{id}', value.replaceAll('?', ''))),
  },
  fc
    .array(fc.oneof(fc.constantFrom('v1', 'events', 'claims', 'oslo', '..', '.', ''), rawValue), {
      maxLength: 5,
    })
    .map((segments) => `/${segments.join('/').replaceAll('?', '')}`),
);
const method = fc.constantFrom(
  'GET',
  'GET',
  'GET',
  'GET',
  'GET',
  'GET',
  'HEAD',
  'POST',
  'OPTIONS',
  'DELETE',
  'PROPFIND',
);

const leaks =
  /sqlite|syntax error|no such|near "|SELECT |FROM |at .+\.(ts|js):|node_modules|Error:|undefined/;

it('answers any request as the document says, and never with a failure', async () => {
  await fc.assert(
    fc.asyncProperty(method, path, query, async (verb, route, search) => {
      const url = `${route}${route.includes('?') ? '&' : '?'}${search}`;
      const answer = await fetchRaw(verb, url);
      expect([200, 204, 400, 404, 405, 414]).toContain(answer.status);
      if (answer.status < 400) return;
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      if (verb === 'HEAD') return;
      const problem = Problem.strict().parse(JSON.parse(answer.text));
      expect(isProblemCode(problem.code)).toBe(true);
      // Text of the client is quoted; the text around it is the server's own.
      const own = problem.detail.replaceAll(/"(?:[^"\\]|\\.)*"/gs, '');
      if (!leaks.test(decodeURIComponentLoosely(url))) expect(own).not.toMatch(leaks);
    }),
    { numRuns: 3000 },
  );
  expect(api.log).toEqual([]);
}, 120_000);

/** OPTIONS is answered beside the document; pages are not in it. All else is held against it. */
async function fetchRaw(verb: string, url: string) {
  const page = /^\/(?:docs.*)?(?:\?|$)/.test(url);
  return verb === 'OPTIONS' || page
    ? api.rawUnchecked(verb, url, bodyless(verb))
    : api.raw(verb, url, bodyless(verb));
}

const bodyless = (verb: string) => (['GET', 'HEAD', 'OPTIONS'].includes(verb) ? [] : ['Content-Length: 0']);

function decodeURIComponentLoosely(text: string): string {
  return text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (octets) =>
    Buffer.from(octets.replaceAll('%', ''), 'hex').toString(),
  );
}

it('answers any search for a name', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }), async (text) => {
      const q = text.toWellFormed().replaceAll('\0', ' ');
      const { status } = await api.send(`/v1/actors?q=${encodeURIComponent(q)}`);
      expect(status).toBe(200);
    }),
    { numRuns: 500 },
  );
});

it('finds every actor by any word of its names', async () => {
  const words = smallWorld
    .flatMap(({ actors = [] }) => actors)
    .flatMap(({ id, name, names: more = [] }) =>
      [name, ...more.map(({ value }) => value)].map((each) => [id, each] as const),
    )
    .flatMap(([id, name]) => (name.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).map((word) => [id, word] as const));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...words), fc.boolean(), fc.nat(3), async ([id, word], upper, cut) => {
      const text = [...(upper ? word.toUpperCase() : word)];
      const q = text.slice(0, Math.max(1, text.length - cut)).join('');
      expect(await api.ids(`/v1/actors?q=${encodeURIComponent(q)}`)).toContain(id);
    }),
    { numRuns: 200 },
  );
});

it('takes every certain match for possible, whatever the window', async () => {
  const expression = fc.constantFrom(
    '2024',
    '2024-06',
    '2024-06-1X',
    '2024-21',
    '[2024-06-01..2024-06-09]',
    '202X',
    '1984~',
    '2024-02-29',
  );
  await fc.assert(
    fc.asyncProperty(expression, expression, async (from, to) => {
      const window = `from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}`;
      const answer = await api.send<{ data: { id: string }[] }>(`/v1/events?${window}`);
      if (answer.status === 400) return;
      const certain = await api.ids(`/v1/events?${window}&match=certain`);
      expect(answer.body.data.map(({ id }) => id)).toEqual(expect.arrayContaining(certain));
    }),
    { numRuns: 100 },
  );
});
