import { boundsOf } from '../../src/domain/time/bounds.ts';
import { parseEdtf } from '../../src/domain/time/edtf.ts';
import { computeTime } from '../../src/domain/time/fuzzy-time.ts';
import { utcZone, zoneOf } from '../../src/domain/time/zone.ts';

/**
 * Median cost of reading times, in nanoseconds. Budgets: a plain date 2 µs, anything else 200 µs.
 * Run with `node tests/bench/time.ts`.
 */

const plainDates = Array.from({ length: 1_000 }, (_, index) => {
  const month = String((index % 12) + 1).padStart(2, '0');
  return `${1900 + (index % 200)}-${month}-${String((index % 28) + 1).padStart(2, '0')}`;
});

const manyYears = Array.from({ length: 79 }, (_, index) => 1900 + ((index * 37) % 100));
const manyMasks = Array.from({ length: 36 }, (_, index) => `${10 + index}X9-1X-3X`);

const complexExpressions = [
  '2024-03-22T19:58:31+03:00',
  '2004?-06-~11',
  '[2024-02-11..2024-02-20]',
  '2024-03-22T19:58/2024-03-22T20:13',
  'Y-17E7',
  'Y171010000S3',
  'XXXX-02-29',
  'XXX9-1X-3X/9XXX-XX-3X',
  '-XXXX-02-29',
  '{1960,1961-12,1965-22,1970..1972-05-1X,1980-06..}',
  `[${manyYears.join(',')}]`,
  `{${manyMasks.join(',')}}`,
];

function medianNs(repetitions: number, work: () => void): number {
  const samples: number[] = [];
  for (let round = 0; round < 60; round += 1) {
    const begun = process.hrtime.bigint();
    for (let index = 0; index < repetitions; index += 1) work();
    samples.push(Number(process.hrtime.bigint() - begun) / repetitions);
  }
  return Math.round(samples.toSorted((one, other) => one - other)[samples.length >> 1] ?? 0);
}

function overPlainDates(work: (text: string) => void): number {
  const perBatch = medianNs(20, () => {
    for (const text of plainDates) work(text);
  });
  return Math.round(perBatch / plainDates.length);
}

const moscow = zoneOf('Europe/Moscow');
const rows: [string, number][] = [
  ['plain date, parse + bounds', overPlainDates((text) => boundsOf(parseEdtf(text), utcZone))],
  ['plain date, computeTime', overPlainDates((edtf) => computeTime({ edtf }))],
  [
    'plain date, computeTime in a zone',
    medianNs(200, () => computeTime({ edtf: '2024-03-22', timeZone: 'Europe/Moscow' })),
  ],
];
for (const text of complexExpressions) {
  const shown = text.length > 50 ? `${text.slice(0, 40)}… (${text.length} characters)` : text;
  rows.push([`${shown}, parse + bounds`, medianNs(200, () => boundsOf(parseEdtf(text), utcZone))]);
  rows.push([`${shown}, computeTime`, medianNs(200, () => computeTime({ edtf: text }))]);
}
rows.push(['XXXX-02-29, bounds in a zone', medianNs(200, () => boundsOf(parseEdtf('XXXX-02-29'), moscow))]);

const width = Math.max(...rows.map(([name]) => name.length));
for (const [name, ns] of rows) {
  process.stdout.write(`${name.padEnd(width)}  ${String(ns).padStart(8)} ns\n`);
}
