import { rounded } from '../harness/stats.ts';
import { askedOf, figureOf, names, type Results, type SizeResults } from './results.ts';

/** What Claimline wants to reach, beside what a run found. */

export type Target = { what: string; found: string; must: string; aim: string };

type Measured = { value: number; text?: string } | null;

const ratio = (one: number | null | undefined, other: number | null | undefined): Measured =>
  one == null || other == null || other === 0 ? null : { value: rounded(one / other) };

const least = (what: string, found: Measured, must: number, aim: number): Target =>
  target(what, found, `≥ ${must} ×`, `${aim} ×`);
const most = (what: string, found: Measured, must: number, aim: number): Target =>
  target(what, found, `≤ ${must} ×`, `${aim} ×`);

const notMeasured = 'not measured';

function target(what: string, found: Measured, must: string, aim: string): Target {
  return { what, found: found === null ? notMeasured : (found.text ?? `${found.value} ×`), must, aim };
}

/** The targets, each for the largest size of up to a million events that it was measured at, and for the steps between sizes. */
export function targetsOf({ sizes }: Results): Target[] {
  const bySize = sizes.filter((one) => one.events <= 1_000_000).toReversed();
  const [largest, ...smaller] = bySize.length === 0 ? sizes.slice(0, 1) : bySize;
  if (largest === undefined) return [];
  const others = smaller.map((size) => ({ events: size.events, targets: targetsAt(sizes, size) }));
  return targetsAt(sizes, largest).map((own, place) => {
    if (own.found !== notMeasured) return own;
    const other = others.find(({ targets }) => targets[place]?.found !== notMeasured);
    const found = other?.targets[place]?.found;
    return found === undefined ? own : { ...own, found: `${found} (at ${other?.events})` };
  });
}

const targetsAt = (sizes: readonly SizeResults[], size: SizeResults): Target[] => [
  ...ofServer(size),
  ...ofGrowth(sizes, size),
  ...ofSearch(size),
  ...ofShapes(sizes, size),
  ...ofJobs(size),
];

function ofServer(size: SizeResults): Target[] {
  const share = (question: string) =>
    ratio(
      askedOf(size, question, names.ours)?.requestsPerSecond,
      askedOf(size, question, names.bare)?.requestsPerSecond,
    );
  const byCpu = (question: string) =>
    ratio(askedOf(size, question, names.bare)?.cpuUs, askedOf(size, question, names.ours)?.cpuUs);
  return [
    least('event by id, random ÷ bare Fastify', share('event'), 0.5, 0.7),
    least('the same, 304 ÷ bare Fastify', share('event-304'), 0.8, 0.9),
    least('20 events of a random window, uncached ÷ bare Fastify', share('window-20'), 0.4, 0.6),
    least('20 events from the cache ÷ bare Fastify', share('cached-20'), 0.85, 0.95),
    least('event by id, bare Fastify’s CPU ÷ ours', byCpu('event'), 0.7, 0.86),
    least('the same, 304, bare Fastify’s CPU ÷ ours', byCpu('event-304'), 0.6, 0.72),
    least(
      '20 events of a random window, uncached, bare Fastify’s CPU ÷ ours',
      byCpu('window-20'),
      0.24,
      0.35,
    ),
  ];
}

function ofGrowth(sizes: readonly SizeResults[], largest: SizeResults): Target[] {
  const indexed = (size: SizeResults) =>
    size.asked.filter((one) => one.indexed && one.subject === names.ours);
  const steps = sizes.slice(1).flatMap((size, step) =>
    indexed(size).flatMap(({ question, p50Ms }) => {
      const before = sizes[step];
      const found = before && ratio(p50Ms, askedOf(before, question, names.ours)?.p50Ms);
      return found ? [{ value: found.value, of: `${question}, at ${size.events}` }] : [];
    }),
  );
  const tails = indexed(largest).flatMap(({ question, p50Ms, p99Ms }) => {
    const found = ratio(p99Ms, p50Ms);
    return found ? [{ value: found.value, of: question }] : [];
  });
  const page = (question: string) => askedOf(largest, question, names.ours)?.p50Ms;
  return [
    most('the indexed list that grew most from one size to the next', worst(steps), 1.5, 1.2),
    most('the indexed list with the longest tail, p99 ÷ median', worst(tails), 5, 5),
    target(
      'pages up to the 5,000th ÷ first pages',
      ratio(page('deep-page'), page('first-page')),
      '1 ×',
      '1 ×',
    ),
    most(
      'what a day touches, 5 % of events long ÷ none long',
      ratio(figureOf(largest, 'overlap-long')?.value, figureOf(largest, 'overlap-short')?.value),
      2,
      1.2,
    ),
  ];
}

function worst(all: readonly { value: number; of: string }[]): Measured {
  const [first] = all.toSorted((one, other) => other.value - one.value);
  return first === undefined ? null : { value: first.value, text: `${first.value} × (${first.of})` };
}

function ofSearch(size: SizeResults): Target[] {
  const took = (question: string, subject: string) => askedOf(size, question, subject)?.p50Ms;
  const beside = (question: string) => ratio(took(question, names.ours), took(question, names.fts));
  return [
    most('search, a rare word ÷ raw FTS5', beside('search-rare'), 2, 1.5),
    most('search, a common word ÷ raw FTS5', beside('search-common'), 3, 1.5),
    most('search, the beginning of a word ÷ raw FTS5', beside('search-prefix'), 3, 1.5),
    most(
      'search, a word in a tenth of the rows ÷ a rare one',
      ratio(took('search-common', names.ours), took('search-rare', names.ours)),
      30,
      10,
    ),
  ];
}

/** Every shape of request, and how those of a family grow from the smallest size on. */
function ofShapes(sizes: readonly SizeResults[], { events, shapes }: SizeResults): Target[] {
  const longest = (ms: number | undefined) => (ms === undefined ? null : { value: ms, text: `${ms} ms` });
  const smallest = sizes.find((one) => one.shapes !== undefined);
  const grown = (areLists: boolean) =>
    (smallest?.events === events ? [] : (shapes?.families ?? [])).flatMap(({ family, medianCpuMs }) => {
      const before = smallest?.shapes?.families.find((one) => one.family === family);
      const found = ratio(medianCpuMs, before?.medianCpuMs);
      return found && family.startsWith('lists') === areLists ? [{ value: found.value, of: family }] : [];
    });
  const data = `${rounded(events / (smallest?.events ?? events))} ×`;
  return [
    target('the worst shape, CPU', longest(shapes?.worst[0]?.cpuMs), '≤ 100 ms', '25 ms'),
    target('the worst shape, event loop', longest(shapes?.worstOfLoop[0]?.loopMs), '≤ 5 ms', '5 ms'),
    most('the lists whose median shape grew most from the smallest size', worst(grown(true)), 1.5, 1.2),
    target(
      'the other family whose median shape grew most from the smallest size',
      worst(grown(false)),
      `≤ ${data}`,
      data,
    ),
  ];
}

function ofJobs(size: SizeResults): Target[] {
  const value = (id: string) => figureOf(size, id)?.value;
  const told = (id: string, unit: string) => {
    const found = value(id);
    return found == null ? null : { value: found, text: `${found} ${unit}` };
  };
  const between = (id: string, other: string) => ratio(value(id), value(other));
  return [
    target(
      'database, bytes a record',
      { value: 0, text: String(Math.round((size.databaseMb * 1e6) / size.records)) },
      '≤ 1,700',
      '1,100',
    ),
    least('import, NDJSON → served ÷ raw inserts', between('import', 'raw-inserts'), 2, 3),
    target('import, peak memory', told('import-peak', 'MB'), '≤ 400 MB', '400 MB'),
    most(
      'event by id, p99, beside 4 slow queries ÷ idle',
      between('hostile-event', 'hostile-event-idle'),
      5,
      2,
    ),
    most(
      '/healthz, p99, beside 4 slow queries ÷ idle',
      between('hostile-healthz', 'hostile-healthz-idle'),
      5,
      2,
    ),
    most('20 events, memory for a tenth of the file ÷ for all of it', between('disk', 'disk-memory'), 3, 2),
    target(
      'two workers under load, memory without mapped files',
      told('memory-anonymous', 'MB'),
      '≤ 1,200 MB',
      '800 MB',
    ),
    target(
      'the worst shape, 1 s after the readers were killed',
      told('killed-reader', 'ms'),
      '≤ 300 ms',
      '300 ms',
    ),
    least('two workers ÷ one', between('workers-2', 'workers-1'), 1.5, 1.9),
    most('start-up ÷ start-up on the seed', between('start', 'start-seed'), 2, 1.1),
  ];
}
