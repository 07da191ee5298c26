import { rounded } from '../harness/stats.ts';
import { type Asked, askedOf, names, type Results, type Run, type SizeResults } from './results.ts';
import { targetsOf } from './targets.ts';

/** A run's results, for people. */

export function markdownOf(results: Results): string {
  return [
    '# Bench',
    surroundingsText(results),
    '## Targets',
    targetTable(results),
    ...results.sizes.flatMap((size) => [`## ${number(size.events)} events`, sizeText(size)]),
  ].join('\n\n');
}

export const number = (value: number) => value.toLocaleString('en');

/** Rows as a table; the first row names the columns. */
function table(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows;
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, column) => (column === 0 ? '---' : '---:'))), ...body.map(line)].join(
    '\n',
  );
}

export function targetTable(results: Results): string {
  const rows = targetsOf(results).map(({ what, found, must, aim }) => [what, found, must, aim]);
  return table([['figure', 'measured', 'required', 'goal'], ...rows]);
}

export function surroundingsText({ runs }: Results): string {
  if (runs.length === 1) return runs.map(runText).join('');
  return runs
    .map(
      (run) => `- ${run.groups.join(', ')} at ${run.events.map(number).join(', ')} events: ${runText(run)}`,
    )
    .join('\n');
}

function runText({ surroundings, settings }: Run): string {
  const { at, commit, processor, cores, memoryGb, system, versions, generator, pinned } = surroundings;
  const parts = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const place = pinned ? 'server and load on a core of their own each' : 'server and load not pinned';
  const pace =
    `medians of ${settings.rounds} rounds of ${settings.seconds} s, ` +
    `requests/s with ${settings.connections} connections, times with one` +
    (settings.resident ? ', the database kept in memory' : '');
  return `${at.slice(0, 10)}, commit ${commit}; ${processor}, ${cores} cores, ${memoryGb} GB, ${system}; ${parts.join(', ')}; ${generator}, ${place}; ${pace}.`;
}

function sizeText(size: SizeResults): string {
  const facts = `${number(size.records)} records, database of ${number(Math.round(size.databaseMb))} MB.`;
  return [facts, questionTable(size), shapeTables(size), figureTable(size), peerTable(size)]
    .filter(Boolean)
    .join('\n\n');
}

const shown = (value: number | undefined) => (value === undefined ? '' : number(value));

function questionTable(size: SizeResults): string {
  const ours = size.asked.filter((one) => one.subject === names.ours && !one.peers);
  const rows = ours.map((own) => {
    if (own.missing !== undefined) return [own.title, own.missing, ...Array.from({ length: 9 }, () => '')];
    const limit = askedOf(size, own.question, names.bare);
    const bare = limit?.requestsPerSecond;
    const sql = askedOf(size, own.question, names.sql)?.p50Ms;
    const share = bare === undefined ? '' : `${rounded((own.requestsPerSecond ?? 0) / bare)} ×`;
    return [
      own.title,
      shown(own.bytes),
      shown(own.requestsPerSecond),
      shown(bare),
      share,
      shown(own.cpuUs),
      own.cpuUs === undefined || limit?.cpuUs === undefined ? '' : `${rounded(limit.cpuUs / own.cpuUs)} ×`,
      shown(own.p50Ms),
      shown(own.p99Ms),
      shown(own.p99OverMs),
      shown(sql),
    ];
  });
  if (rows.length === 0) return '';
  const head = [
    'question',
    'bytes',
    'requests/s',
    'bare Fastify',
    '÷',
    'CPU µs',
    '÷',
    'median ms',
    'p99 ms',
    'less its p99',
    'its SQL alone, ms',
  ];
  return table([head, ...rows]);
}

/** Families of requests of every shape, and the worst of all. */
function shapeTables({ shapes }: SizeResults): string {
  if (shapes === undefined) return '';
  const { families, worst, worstOfLoop, refused } = shapes;
  const rows = families.map((one) => [
    one.family,
    number(one.shapes),
    number(one.stopped),
    ...[
      one.medianCpuMs,
      one.worstCpuMs,
      one.medianLoopMs,
      one.worstLoopMs,
      one.medianWallMs,
      one.worstWallMs,
    ].map(number),
  ]);
  const measures = ['CPU ms', 'worst', 'event loop ms', 'worst', 'wall ms', 'worst'];
  const each = [...worst, ...worstOfLoop].map((one) => [
    `\`${one.path}\``,
    one.family,
    String(one.status),
    ...[one.cpuMs, one.loopMs, one.wallMs].map((value) => number(rounded(value))),
  ]);
  return [
    `Requests of ${number(families.reduce((sum, one) => sum + one.shapes, 0))} shapes, none from the cache, medians of each; CPU of all processes of the server. Stopped: answered with 503, and the CPU until then counted${refused === 0 ? '' : `; ${refused} more were refused`}.`,
    table([['family', 'shapes', 'stopped', ...measures], ...rows]),
    'Those that take most CPU, and then most of the event loop:',
    table([['request', 'family', 'status', 'CPU ms', 'event loop ms', 'wall ms'], ...each]),
  ].join('\n\n');
}

function figureTable({ figures }: SizeResults): string {
  if (figures.length === 0) return '';
  const rows = figures.map(({ title, value, unit, note = '' }) => [
    title,
    value === null ? '' : `${number(value)} ${unit}`,
    note,
  ]);
  return table([['what', 'found', ''], ...rows]);
}

/** Each question that was put to others too: what they answer in a second, and how long one answer takes. */
function peerTable(size: SizeResults): string {
  const asked = size.asked.filter(({ peers }) => peers);
  if (asked.length === 0) return '';
  const questions = [...new Set(asked.map(({ question }) => question))];
  const rows = questions.flatMap((question) => {
    const own = asked.filter((one) => one.question === question);
    return own.map((one) => [
      one.title,
      one.subject,
      one.missing ?? shown(one.requestsPerSecond),
      shown(one.cpuUs),
      shown(one.p50Ms),
      shown(one.p99Ms),
    ]);
  });
  return table([['question', 'asked of', 'requests/s', 'CPU µs', 'median ms', 'p99 ms'], ...rows]);
}

/** Who answers what was put to others too, at the largest size at which it was; nothing where it was at none. */
export function peersOverview({ sizes }: Results): string {
  const size = sizes.findLast(({ asked }) => asked.some(({ peers }) => peers));
  if (size === undefined) return '';
  const asked = size.asked.filter(({ peers }) => peers);
  const titles = new Map(asked.map(({ question, title }) => [question, title]));
  const subjects = [...new Set(asked.map(({ subject }) => subject))];
  const cell = ({ missing, requestsPerSecond, p50Ms }: Partial<Asked> = {}) =>
    missing ?? `${shown(requestsPerSecond)}${p50Ms === undefined ? '' : ` (${p50Ms} ms)`}`;
  const rows = subjects.map((subject) => [
    subject,
    ...[...titles.keys()].map((question) => cell(askedOf(size, question, subject))),
  ]);
  const about = `Other servers, on the same ${number(size.events)} events and measured in turn: responses per second (and the median time of a response when no other request runs).`;
  return `${about}\n\n${table([['server', ...titles.values()], ...rows])}`;
}
