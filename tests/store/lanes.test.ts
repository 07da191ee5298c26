import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { workFor } from '../../src/domain/client.ts';
import { ClaimlineError } from '../../src/domain/errors.ts';
import { limits } from '../../src/domain/limits.ts';
import { Readers } from '../../src/store/sqlite/readers/readers.ts';
import { freshDirectory } from '../cli/harness.ts';
import { readersOf } from './reader-children.ts';
import type { TestJobs } from './reader-program.ts';

/** Lanes with jobs that end when the test says so: who waits for whom, and what counts against a call's time. */

const program = new URL('./reader-program.ts', import.meta.url);
const directory = freshDirectory();
/** More than a test takes, even on a busy machine. */
const longMs = 25_000;

let files = 0;
/** A file that does not exist yet. */
function newFile(): string {
  files += 1;
  return join(directory, `file-${files}`);
}
const make = (file: string): void => writeFileSync(file, '');
/** How many lanes have begun to wait for a file. */
const begun = (file: string): number =>
  readdirSync(directory).filter((name) => join(directory, name).startsWith(`${file}.`)).length;

const opened: Readers<TestJobs>[] = [];
afterEach(async () => {
  for (const readers of opened.splice(0)) readers.close();
  while (readersOf(program.pathname).length > 0) await wait(5);
});

/** Readers whose processes start at once, or once `begin` is called. */
function lanes(timeoutMs: number, { startsAtOnce = true } = {}): Gated {
  const path = newFile();
  const begin = () => make(`${path}.start`);
  if (startsAtOnce) begin();
  const readers = new Readers<TestJobs>({ path, timeoutMs, program });
  opened.push(readers);
  return Object.assign(readers, { begin, hold: () => rmSync(`${path}.start`) });
}
type Gated = Readers<TestJobs> & {
  begin: () => void /** Lets no process start any more. */;
  hold: () => void;
};

const codeOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'ok',
    (error: unknown) => (error instanceof ClaimlineError ? error.code : String(error)),
  );

describe('a job', () => {
  it('is asked for by its name, with plain data', async () => {
    const value = { bytes: new Uint8Array([1, 2]), map: new Map([['a', new Date(0)]]), nothing: undefined };
    expect((await lanes(longMs).call('echo', [value])).value).toEqual(value);
  });

  it('fails alone where its arguments are no plain data', async () => {
    const readers = lanes(longMs);
    expect(await codeOf(readers.call('echo', [() => 1]))).toContain('could not be cloned');
    expect(await codeOf(readers.call('echo', [1]))).toBe('ok');
  });

  it('may have a time of its own, shorter or longer', async () => {
    const readers = lanes(longMs);
    expect(await codeOf(readers.call('spin', [], 1))).toBe('query_timeout');
    const hurried = lanes(1);
    expect(await codeOf(hurried.call('echo', [1], longMs))).toBe('ok');
  });

  it('that ends its process each time fails in the end, and nobody else is troubled', async () => {
    const readers = lanes(longMs);
    const crash = codeOf(workFor('a', () => readers.call('crash', [])));
    const echo = codeOf(workFor('b', () => readers.call('echo', [1])));
    expect(await Promise.all([crash, echo])).toEqual(['store_unusable', 'ok']);
    expect(await codeOf(readers.call('echo', [1]))).toBe('ok');
  });
});

describe('the time of a call', () => {
  it('goes on while processes start', async () => {
    const readers = lanes(20, { startsAtOnce: false });
    expect(await codeOf(readers.call('echo', [1]))).toBe('query_timeout');
    const patient = readers.call('echo', [1], longMs);
    readers.begin();
    expect(await codeOf(patient)).toBe('ok');
  });

  it('goes on while it waits for others', async () => {
    const readers = lanes(longMs);
    const end = newFile();
    const slow = Array.from({ length: limits.readerLanesMax }, () => codeOf(readers.call('until', [end])));
    expect(await codeOf(readers.call('echo', [1], 20))).toBe('query_timeout');
    make(end);
    expect(new Set(await Promise.all(slow))).toEqual(new Set(['ok']));
  });
});

it('a job that began late is left to go on past the time of its call, and its lane is not killed', async () => {
  const readers = lanes(longMs);
  const [before, after] = [newFile(), newFile()];
  const first = [1, 2].map(() => readers.call('until', [before]));
  while (begun(before) < first.length) await wait(5);
  const timeMs = 4000;
  const late = codeOf(readers.call('until', [after], timeMs));
  await wait(timeMs / 2);
  make(before);
  const processes = await Promise.all(first);
  while (begun(after) === 0) await wait(5);
  expect(await late).toBe('query_timeout');
  make(after);
  // The client has its share again only once the job is done: both of these run at the same time.
  const end = newFile();
  const next = [1, 2].map(() => readers.call('until', [end]));
  while (begun(end) < next.length) await wait(5);
  make(end);
  const running = readersOf(program.pathname);
  await Promise.all(next);
  expect(processes.filter((pid) => !running.includes(pid))).toEqual([]);
});

describe('lanes', () => {
  it('work side by side', async () => {
    const readers = lanes(longMs);
    const end = newFile();
    const slow = readers.call('until', [end]);
    const { pid } = await readers.call('echo', [1]);
    make(end);
    expect(await slow).not.toBe(pid);
  });

  it('grow in number while all work, and no further than their limit', async () => {
    const readers = lanes(longMs);
    const end = newFile();
    const slow = ['a', 'b', 'c', 'd'].map((client) => workFor(client, () => readers.call('until', [end])));
    while (begun(end) < limits.readerLanesMax) await wait(5);
    make(end);
    expect(new Set(await Promise.all(slow)).size).toBe(limits.readerLanesMax);
    expect(readersOf(program.pathname)).toHaveLength(limits.readerLanesMax);
  });

  it('are started anew past the time of a job, before the next call', async () => {
    const readers = lanes(longMs);
    await readers.call('echo', [1]);
    const all = async () => {
      while (readersOf(program.pathname).length !== limits.readerLanesAtStart) await wait(5);
      return readersOf(program.pathname);
    };
    const before = await all();
    expect(await codeOf(readers.call('spin', [], 1))).toBe('query_timeout');
    const killed = () => before.filter((pid) => !readersOf(program.pathname).includes(pid));
    while (killed().length === 0) await wait(5);
    await all();
    expect(killed()).toHaveLength(1);
    expect(await codeOf(readers.call('echo', [1]))).toBe('ok');
  });

  it('all end when they are closed, and calls fail, whether they run or wait', async () => {
    const readers = lanes(longMs);
    const calls = Array.from({ length: 9 }, () => codeOf(readers.call('spin', [])));
    await codeOf(workFor('b', () => readers.call('echo', [1])));
    readers.close();
    expect(new Set(await Promise.all(calls))).toEqual(new Set(['store_unusable']));
    while (readersOf(program.pathname).length > 0) await wait(5);
  });
});

describe('a client with many slow calls', () => {
  it('keeps no other client waiting, now or later', async () => {
    const readers = lanes(longMs);
    const end = newFile();
    const slow = Array.from({ length: 20 }, () =>
      codeOf(workFor('slow', () => readers.call('until', [end]))),
    );
    for (const client of ['a', 'b', 'a', 'c']) {
      expect(await codeOf(workFor(client, () => readers.call('echo', [1])))).toBe('ok');
    }
    make(end);
    expect(new Set(await Promise.all(slow))).toEqual(new Set(['ok']));
  });

  it('waits itself for the processes that it had killed', async () => {
    const readers = lanes(longMs);
    const everyLane = newFile();
    const all = ['a', 'b', 'c'].map((client) => workFor(client, () => readers.call('until', [everyLane])));
    while (begun(everyLane) < limits.readerLanesMax) await wait(5);
    make(everyLane);
    await Promise.all(all);
    readers.hold();
    const spins = [1, 2].map(() => codeOf(workFor('slow', () => readers.call('spin', [], 1))));
    expect(await Promise.all(spins)).toEqual(['query_timeout', 'query_timeout']);
    const end = newFile();
    const next = codeOf(workFor('slow', () => readers.call('until', [end])));
    expect(await codeOf(workFor('a', () => readers.call('echo', [1])))).toBe('ok');
    readers.begin();
    make(end);
    expect(await next).toBe('ok');
  });

  it('keeps no other client waiting while its calls run out of time', async () => {
    const readers = lanes(longMs);
    await readers.call('echo', [1]);
    let going = true;
    const spin = async () => {
      const codes: string[] = [];
      while (going) codes.push(await codeOf(workFor('slow', () => readers.call('spin', [], 100))));
      return codes;
    };
    const spinning = Array.from({ length: 10 }, spin);
    for (let round = 0; round < 10; round += 1) {
      expect(await codeOf(workFor('a', () => readers.call('echo', [1])))).toBe('ok');
    }
    going = false;
    expect(new Set((await Promise.all(spinning)).flat())).toEqual(new Set(['query_timeout']));
  });

  it('is refused once too many of them wait, and only that client', async () => {
    const readers = lanes(longMs, { startsAtOnce: false });
    const ask = (client: string) => codeOf(workFor(client, () => readers.call('echo', [1])));
    const calls = Array.from({ length: limits.readerQueuePerClientMax + 5 }, () => ask('a'));
    const other = ask('b');
    readers.begin();
    const codes = await Promise.all(calls);
    expect(codes.filter((code) => code === 'ok')).toHaveLength(limits.readerQueuePerClientMax);
    expect(codes.filter((code) => code === 'overloaded')).toHaveLength(5);
    expect(await other).toBe('ok');
  });
});
