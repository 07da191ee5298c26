import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { median, quantile } from '../harness/stats.ts';
import type { Traced } from './trace.ts';

/**
 * A process of its own: runs the statements of requests as often as it is told to, and says how long each request's
 * took. Told with `node raw-sql.ts DATABASE FILE SECONDS`, FILE holding for each request a line with its statements.
 */

export type RawTimes = { p50Ms: number; p99Ms: number; perSecond: number };

const [database = '', file = '', seconds = '1'] = process.argv.slice(2);
const db = new Database(database, { readonly: true });
db.pragma('query_only = ON');

const statements = new Map<string, Database.Statement>();

function statementFor({ sql, pluck, raw }: Traced): Database.Statement {
  const key = `${pluck} ${raw} ${sql}`;
  let statement = statements.get(key);
  if (statement === undefined) {
    statement = db.prepare(sql);
    if (pluck) statement.pluck();
    if (raw) statement.raw();
    statements.set(key, statement);
  }
  return statement;
}

/** Reads of one request happen on one state of the database, as they do in the server. */
const runAll = db.transaction((steps: readonly [Database.Statement, Traced][]) => {
  for (const [statement, { how, values }] of steps) {
    if (how === 'get') statement.get(...values);
    else statement.all(...values);
  }
});

const requests = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Traced[])
  .map((steps) => steps.map((one): [Database.Statement, Traced] => [statementFor(one), one]))
  // What answers nothing begins and ends transactions, or sets a connection up; here a transaction stands around each.
  .map((steps) => steps.filter(([statement]) => statement.reader));

const times: number[] = [];
const end = performance.now() + Number(seconds) * 1000;
while (performance.now() < end || times.length < requests.length) {
  for (const steps of requests) {
    const begun = performance.now();
    runAll(steps);
    times.push(performance.now() - begun);
    if (performance.now() > end && times.length >= 20) break;
  }
  if (performance.now() > end) break;
}
const sum = times.reduce((total, one) => total + one, 0);
const result: RawTimes = {
  p50Ms: median(times),
  p99Ms: quantile(times, 0.99),
  perSecond: (times.length / sum) * 1000,
};
process.stdout.write(`${JSON.stringify(result)}\n`);
