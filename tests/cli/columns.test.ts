import { describe, expect, it } from 'vitest';
import { recordKinds } from '../../src/domain/kinds.ts';
import { csvReader } from '../../src/formats/csv.ts';
import { pieces, readAll } from '../helpers/pieces.ts';
import { claimline, freshDirectory, jsonOf } from './harness.ts';

const cwd = freshDirectory();
type Listed = { columns: { kind: string; column: string; isRequired: boolean; example: string }[] };

describe('columns', () => {
  it('prints those of a kind in a table', async () => {
    const { code, stdout } = await claimline(['columns', '--kind', 'event'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^kind +column +example\nevent +id +required +\S+\nevent +type +required +attack\n/,
    );
    expect(stdout).toMatch(/\nevent +participants\.0\.actorId +\S+\n/);
  });

  it('prints only columns that a table may have, each with an example that is valid', async () => {
    const { columns } = jsonOf<Listed>(await claimline(['columns', '--json'], { cwd }));
    expect(new Set(columns.map(({ kind }) => kind))).toEqual(new Set(recordKinds));
    for (const kind of recordKinds) {
      const own = columns.filter((each) => each.kind === kind);
      const required = own.filter(({ isRequired }) => isRequired);
      for (const column of own) {
        const row = [...required.filter((other) => other !== column), column];
        const cells = row.map(({ example }) => `"${example.replaceAll('"', '""')}"`);
        const text = `${row.map(({ column: name }) => name).join(',')}\n${cells.join(',')}\n`;
        const { bad, failure } = await readAll(csvReader(pieces(text), { kind, datasetId: 'd' }));
        expect(failure, column.column).toBeUndefined();
        const faults = bad.flatMap((line) => line.faults).filter((fault) => fault.column === column.column);
        expect(faults, column.column).toEqual([]);
      }
    }
  });
});

describe('the options for tables', () => {
  const run = (...args: string[]) =>
    claimline(['validate', '-', '--kind', 'event', ...args], { cwd, stdin: 'a\tb\n' });

  it.each([
    [['--delimiter', ';;'], '--delimiter must be one ASCII character'],
    [['--encoding', 'latin-x'], 'There is no encoding "latin-x"'],
    [['--map', 'none.json'], 'Cannot read none.json'],
    [['--format', 'ndjson', '--na', '-'], '--na works only with CSV; the input is ndjson.'],
  ])('%j are refused with a reason', async (args, message) => {
    const { code, stderr } = await run(...args);
    expect(code).toBeGreaterThan(0);
    expect(stderr).toContain(message);
  });
});
