import { openSync, writeSync } from 'node:fs';
import Database from 'better-sqlite3';

/**
 * Loaded into a server before anything else (`node --import`): writes down every statement that it runs on SQLite,
 * with its values, so that the very same can be run without the server around it.
 */

/** One run of a statement. */
export type Traced = {
  sql: string;
  values: unknown[];
  how: 'all' | 'get' | 'run' | 'iterate';
  pluck: boolean;
  raw: boolean;
};

const file = process.env.BENCH_TRACE;
if (file !== undefined) writeDown(openSync(file, 'a'));

function writeDown(descriptor: number): void {
  const scratch = new Database(':memory:');
  const prototype = Object.getPrototypeOf(scratch.prepare('select 1'));
  scratch.close();
  const modes = new WeakMap<object, { pluck: boolean; raw: boolean }>();
  for (const mode of ['pluck', 'raw'] as const) {
    const original = prototype[mode];
    prototype[mode] = function (this: Database.Statement, on = true) {
      modes.set(this, { pluck: false, raw: false, ...modes.get(this), [mode]: on });
      return original.call(this, on);
    };
  }
  for (const how of ['all', 'get', 'run', 'iterate'] as const) {
    const original = prototype[how];
    prototype[how] = function (this: Database.Statement, ...values: unknown[]) {
      const traced: Traced = { sql: this.source, values, how, pluck: false, raw: false, ...modes.get(this) };
      // Written before it runs, and at once: whoever waits for the answer then finds it here.
      writeSync(descriptor, `${JSON.stringify(traced)}\n`);
      return original.apply(this, values);
    };
  }
}
