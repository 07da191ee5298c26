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
  return [facts, questionTable(size), figureTable(size), peerTable(size)].filter(Boolean).join('\n\n');
}

const shown = (value: number | undefined) => (value === undefined ? '' : number(value));

function questionTable(size: SizeResults): string {
  const ours = size.asked.filter((one) => one.subject === names.ours && !one.peers);
  const rows = ours.map((own) => {
    if (own.missing !== undefined) return [own.title, own.missing, '', '', '', '', '', ''];
    const bare = askedOf(size, own.question, names.bare)?.requestsPerSecond;
    const sql = askedOf(size, own.question, names.sql)?.p50Ms;
    const share = bare === undefined ? '' : `${rounded((own.requestsPerSecond ?? 0) / bare)} ×`;
    return [
      own.title,
      shown(own.bytes),
      shown(own.requestsPerSecond),
      shown(bare),
      share,
      shown(own.p50Ms),
      shown(own.p99Ms),
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
    'median ms',
    'p99 ms',
    'its SQL alone, ms',
  ];
  return table([head, ...rows]);
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
      shown(one.p50Ms),
      shown(one.p99Ms),
    ]);
  });
  return table([['question', 'asked of', 'requests/s', 'median ms', 'p99 ms'], ...rows]);
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
