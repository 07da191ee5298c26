import { expect, it } from 'vitest';
import { FuzzyTime } from '../../src/domain/time/fuzzy-time.ts';
import { claimline, type ErrorDocument, freshDirectory, jsonOf } from './harness.ts';

const cwd = freshDirectory();

it('explains an expression', async () => {
  const outcome = await claimline(['time', '[2024-02-11..2024-02-20]'], { cwd });
  expect(outcome).toEqual({
    code: 0,
    stderr: '',
    stdout: [
      'mid-February 2024',
      '',
      '  EDTF       [2024-02-11..2024-02-20]',
      '  earliest   2024-02-11',
      '  latest     2024-02-20',
      '  precision  part_of_month',
      '  qualifier  exact',
      '  extent     one_of',
      '  time zone  none given; read as UTC',
      '',
    ].join('\n'),
  });
});

it.each([
  ['2024-03-22/..', 'none (open)'],
  ['2024-03-22/', 'not known'],
])('%s: latest is %s', async (edtf, latest) => {
  const { stdout } = await claimline(['time', edtf], { cwd });
  expect(stdout).toContain(`  latest     ${latest}\n`);
});

it.each([
  ['1960-XX-25', '12'],
  ['{2024-03-01..2024-03-10}', '10'],
  ['XXXX-12-25', 'too many: everything from earliest to latest counts'],
])('%s has the stretches %s', async (edtf, stretches) => {
  const { stdout } = await claimline(['time', edtf], { cwd });
  expect(stdout).toContain(`  stretches  ${stretches}\n`);
});

it('is a FuzzyTime with --json, and knows zones', async () => {
  const args = ['time', '--time-zone', 'Europe/Moscow', '2024-03-22T20:00', '--json'];
  const time = FuzzyTime.parse(jsonOf(await claimline(args, { cwd })));
  expect(time).toMatchObject({ timeZone: 'Europe/Moscow', zoneAssumed: false, precision: 'minute' });
});

it('takes a year before 0001, which begins like an option', async () => {
  const { code, stdout } = await claimline(['time', '-0044-03-15'], { cwd });
  expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringMatching(/^15 March 45 BCE\n/) });
});

it('underlines the part that is wrong', async () => {
  const { code, stdout, stderr } = await claimline(['time', '2024-02-30/2024-03'], { cwd });
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr.split('\n').slice(1)).toEqual(['  2024-02-30/2024-03', '          ^^', '']);
});

it('tells programs the part and its place', async () => {
  const outcome = await claimline(['time', '--json', '2024-02-30'], { cwd });
  expect(jsonOf<ErrorDocument>(outcome).error).toMatchObject({
    code: 'invalid_parameter',
    faults: [{ parameter: 'edtf' }],
    time: { part: '30', offset: 8 },
  });
});

it.each(['', 'yesterday', '--jsn', '\u001b[31m', 'x'.repeat(1000)])(
  'does not read %j',
  async (expression) => {
    const { code, stdout, stderr } = await claimline(['time', expression], { cwd });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).not.toContain('\u001b');
    expect(stderr).toMatch(/expected .+\.\n/);
  },
);

it('does not know every zone', async () => {
  const { code, stderr } = await claimline(['time', '--time-zone', 'Mars/Olympus', '2024'], { cwd });
  expect(code).toBe(1);
  expect(stderr).toContain('expected an IANA time zone name');
});
