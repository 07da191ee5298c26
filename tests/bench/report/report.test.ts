import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { root } from '../harness/servers.ts';
import { optionsFrom, UsageError } from '../options.ts';
import { markdownOf, peersOverview } from './markdown.ts';
import { keptResults, sectionOf, withSection } from './readme.ts';
import { type Asked, addAsked, addFigures, type Figure, names, type Results, sizeIn } from './results.ts';
import { shapesFound } from './shapes.ts';
import { targetsOf } from './targets.ts';

const asked = (question: string, subject: string, requestsPerSecond: number, p50Ms: number): Asked => ({
  question,
  title: `question ${question}`,
  subject,
  indexed: true,
  requestsPerSecond,
  p50Ms,
  p99Ms: p50Ms * 3,
});
const figure = (id: string, value: number | null): Figure => ({
  id,
  title: id,
  value,
  unit: 'ms',
  rounds: 1,
});

const size = (events: number, p50Ms: number) => ({
  events,
  records: events * 4,
  databaseMb: 12,
  asked: [
    { ...asked('window-20', names.ours, 600, p50Ms), cpuUs: 50, p99OverMs: 0.5 },
    { ...asked('window-20', names.bare, 1000, 0.1), cpuUs: 20 },
    { ...asked('peers-event', 'Others', 10, 90), peers: true },
    { question: 'timeline', title: 'timeline', subject: names.ours, missing: 'answered with 404' },
  ],
  figures: [figure('start', 300), figure('start-seed', 200), figure('workers', null)],
  shapes: shapesFound(
    ['lists, 0 or 1 condition', 'counts'].map((family) => ({
      family,
      path: `/v1/${family.slice(0, 5)}?a=${events}`,
      status: 200,
      cpuMs: p50Ms * 10,
      loopMs: p50Ms,
      wallMs: p50Ms * 20,
    })),
  ),
});

const results: Results = {
  runs: [
    {
      surroundings: {
        at: '2026-01-01T00:00:00.000Z',
        commit: 'abc',
        processor: 'P',
        cores: 2,
        memoryGb: 4,
        system: 'Linux',
        versions: { node: '24' },
        generator: 'wrk 4.1.0',
        pinned: true,
      },
      settings: { rounds: 5, seconds: 2, connections: 16 },
      events: [10_000, 1_000_000, 10_000_000],
      groups: ['questions', 'limit'],
    },
  ],
  sizes: [size(10_000, 1), size(1_000_000, 1.4), size(10_000_000, 9)],
};

it('targets are held against the largest size of up to a million, and the steps between all sizes', () => {
  const found = Object.fromEntries(targetsOf(results).map((target) => [target.what, target.found]));
  expect(found['20 events of a random window, uncached ÷ bare Fastify']).toBe('0.6 ×');
  expect(found['start-up ÷ start-up on the seed']).toBe('1.5 ×');
  expect(found['the indexed list that grew most from one size to the next']).toBe(
    '6.43 × (window-20, at 10000000)',
  );
  expect(found['the indexed list with the longest tail, p99 ÷ median']).toBe('3 × (window-20)');
  expect(found['event by id, random ÷ bare Fastify']).toBe('not measured');
  expect(found['20 events of a random window, uncached, bare Fastify’s CPU ÷ ours']).toBe('0.4 ×');
  expect(found['the worst shape, CPU']).toBe('14 ms');
  expect(found['the worst shape, event loop']).toBe('1.4 ms');
  expect(found['the lists whose median shape grew most from the smallest size']).toBe(
    '1.4 × (lists, 0 or 1 condition)',
  );
});

it('a target that the largest size was not measured for is that of the largest that was', () => {
  const partial: Results = structuredClone(results);
  const [first, second] = partial.sizes;
  if (first === undefined || second === undefined) throw new Error('there are sizes');
  first.figures = second.figures;
  second.figures = [];
  const found = Object.fromEntries(targetsOf(partial).map((target) => [target.what, target.found]));
  expect(found['start-up ÷ start-up on the seed']).toBe('1.5 × (at 10000)');
  expect(found['20 events of a random window, uncached ÷ bare Fastify']).toBe('0.6 ×');
});

it('Markdown shows every question, why one has no answer, and the others beside ours', () => {
  const text = markdownOf(results);
  expect(text).toContain('| question window-20 |  | 600 | 1,000 | 0.6 × | 50 | 0.4 × | 1.4 | 4.2 | 0.5 |  |');
  expect(text).toContain('| timeline | answered with 404 |');
  expect(text).toContain('| question peers-event | Others | 10 |  | 90 | 270 |');
  expect(text).toContain('medians of 5 rounds of 2 s');
  expect(text).toContain('Requests of 2 shapes');
  expect(text).toContain('| `/v1/lists?a=1000000` | lists, 0 or 1 condition | 200 | 14 | 1.4 | 28 |');
});

it('others are put beside ours at the largest size at which they were asked', () => {
  const found: Results = structuredClone(results);
  const [first, second, third] = found.sizes;
  if (first === undefined || second === undefined || third === undefined) throw new Error('there are sizes');
  const slow: Asked = {
    question: 'peers-event',
    title: 'one event',
    subject: 'Slow',
    requestsPerSecond: 0.5,
  };
  const event = { ...asked('peers-event', 'Others', 1234, 90), title: 'one event' };
  second.asked = [
    event,
    slow,
    { ...slow, question: 'peers-words', title: 'a word', missing: 'has no words' },
  ].map((one) => ({ ...one, peers: true }));
  third.asked = [];
  expect(peersOverview(found)).toMatch(/on the same 1,000,000 events/);
  expect(peersOverview(found).split('\n').slice(2)).toEqual([
    '| server | one event | a word |',
    '| --- | ---: | ---: |',
    '| Others | 1,234 (90 ms) |  |',
    '| Slow | 0.5 | has no words |',
  ]);
  expect(peersOverview({ ...found, sizes: [] })).toBe('');
});

it('a run that adds to others takes the place of what it measured anew, and says what it measured', () => {
  const added: Results = structuredClone(results);
  const [first] = added.runs;
  if (first === undefined) throw new Error('there is a run');
  added.runs.push({
    ...first,
    settings: { ...first.settings, rounds: 1, resident: true },
    events: [10_000],
    groups: ['start'],
  });
  const held = sizeIn(added, { events: 10_000, records: 40_000, databaseMb: 13 });
  addFigures(held, [figure('start', 100), figure('export', 7)]);
  addAsked(held, [asked('window-20', names.ours, 900, 2)]);
  const other = sizeIn(added, { events: 50_000, records: 200_000, databaseMb: 60 });
  expect(added.sizes.map(({ events }) => events)).toEqual([10_000, 50_000, 1_000_000, 10_000_000]);
  expect(other.asked).toEqual([]);
  expect(held.figures.map(({ id, value }) => [id, value])).toEqual([
    ['start-seed', 200],
    ['workers', null],
    ['start', 100],
    ['export', 7],
  ]);
  expect(held.asked.filter(({ question }) => question === 'window-20')).toHaveLength(2);
  const text = markdownOf(added);
  expect(text).toContain('- questions, limit at 10,000, 1,000,000, 10,000,000 events: 2026-01-01');
  expect(text).toContain('- start at 10,000 events: 2026-01-01');
  expect(text).toContain('medians of 1 rounds');
  expect(text.match(/the database kept in memory/g)).toHaveLength(1);
});

it('the README says what the kept results say', () => {
  const readme = readFileSync(`${root}tests/bench/README.md`, 'utf8');
  expect(withSection(readme, sectionOf(keptResults())), 'renew it with npm run bench:table').toBe(readme);
});

it('the section replaces the one before, and nothing else', () => {
  const readme = '# A\n\n## How fast\n\nold\n\n## Next\n\ntext\n';
  expect(withSection(readme, '## How fast\n\nnew\n')).toBe('# A\n\n## How fast\n\nnew\n\n## Next\n\ntext\n');
  expect(() => withSection('# A\n', '')).toThrow('How fast');
});

it('options are read whole or refused', () => {
  const { events, pace, only, resident } = optionsFrom([
    '--events',
    '500, 20',
    '--rounds',
    '3',
    '--only',
    'ours,limit',
    '--resident',
  ]);
  expect(events).toEqual([20, 500]);
  expect(pace.rounds).toBe(3);
  expect([resident, optionsFrom([]).resident]).toEqual([true, false]);
  expect(only.has('hostile') && only.has('limit') && !only.has('peers')).toBe(true);
  for (const wrong of [['--events', '1e3'], ['--only', 'everything'], ['--fast'], ['--rounds', '0']]) {
    expect(() => optionsFrom(wrong)).toThrow(UsageError);
  }
});
