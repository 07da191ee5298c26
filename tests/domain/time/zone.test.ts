import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { boundsOf } from '../../../src/domain/time/bounds.ts';
import { parseEdtf } from '../../../src/domain/time/edtf.ts';
import { computeTime } from '../../../src/domain/time/fuzzy-time.ts';
import { zoneOf } from '../../../src/domain/time/zone.ts';
import { moment, refusal } from './expressions.ts';

function inZone(expression: string, zone: string): [string, string] {
  const { start, end } = boundsOf(parseEdtf(expression), zoneOf(zone));
  return [moment(start ?? 0), moment(end ?? 0)];
}

describe('local time becomes moments', () => {
  test.each([
    ['a plain day', '2024-03-22', 'Europe/Moscow', '2024-03-21T21:00:00', '2024-03-22T20:59:59'],
    ['a minute', '2024-03-22T19:58', 'Europe/Moscow', '2024-03-22T16:58:00', '2024-03-22T16:58:59'],
    [
      'its own offset wins',
      '2024-03-22T19:58Z',
      'Europe/Moscow',
      '2024-03-22T19:58:00',
      '2024-03-22T19:58:59',
    ],
    ['a day of 23 hours', '2024-03-31', 'Europe/Berlin', '2024-03-30T23:00:00', '2024-03-31T21:59:59'],
    ['a day of 25 hours', '2024-10-27', 'Europe/Berlin', '2024-10-26T22:00:00', '2024-10-27T22:59:59'],
    ['a repeated minute', '2024-10-27T02:30', 'Europe/Berlin', '2024-10-27T00:30:00', '2024-10-27T01:30:59'],
    ['a skipped minute', '2024-03-31T02:30', 'Europe/Berlin', '2024-03-31T00:30:00', '2024-03-31T01:30:59'],
    [
      'a day without midnight',
      '2018-11-04',
      'America/Sao_Paulo',
      '2018-11-04T03:00:00',
      '2018-11-05T01:59:59',
    ],
    ['a day that never was', '2011-12-30', 'Pacific/Apia', '2011-12-29T10:00:00', '2011-12-31T09:59:59'],
    ['a repeated midnight', '1973-10-27', 'America/Toronto', '1973-10-27T04:00:00', '1973-10-28T03:59:59'],
    ['local mean time', '1850', 'Europe/Moscow', '1849-12-31T21:29:43', '1850-12-31T21:29:42'],
    ['UTC by another name', '2024', 'Etc/UTC', '2024-01-01T00:00:00', '2024-12-31T23:59:59'],
  ])('%s', (_, expression, zone, earliest, latest) => {
    expect(inZone(expression, zone)).toEqual([earliest, latest]);
  });

  test('the registered case of a name is kept, aliases are not resolved', () => {
    expect(zoneOf('europe/moscow').name).toBe('Europe/Moscow');
    expect(zoneOf('Asia/Calcutta').name).toBe('Asia/Calcutta');
    expect(zoneOf('utc').name).toBe('UTC');
  });

  test.each([
    'Nowhere/City',
    '',
    '+03:00',
    'Z',
    '2024-01-01T00:00[Europe/Moscow]',
    'Europe/Moscow\n',
    'a'.repeat(99),
  ])('%j is no zone', (name) => {
    const error = refusal(() => zoneOf(name));
    expect(error).toMatchObject({ parameter: 'timeZone', expression: name, part: name });
    expect(error.message).toContain('is not a known time zone; expected an IANA time zone name');
  });

  test('years beyond zone data are refused outside UTC and read in UTC', () => {
    const error = refusal(() => computeTime({ edtf: 'Y300000', timeZone: 'Europe/Moscow' }));
    expect(error).toMatchObject({ parameter: 'timeZone', part: 'Europe/Moscow' });
    expect(error.message).toContain(
      'has no rules for the year 300000; expected a year from -271820 to 275759',
    );
    expect(computeTime({ edtf: 'Y300000', timeZone: 'UTC' }).fuzzy.earliest).toBe('+300000-01-01');
    expect(computeTime({ edtf: '-9999', timeZone: 'Europe/Moscow' }).fuzzy.earliest).toBe('-9999-01-01');
  });

  test('an interval that only the zone shows to be reversed is refused', () => {
    const expression = '2024-03-22T12:00Z/2024-03-22T12:30';
    expect(computeTime({ edtf: expression }).keys.start).not.toBeNull();
    const error = refusal(() => computeTime({ edtf: expression, timeZone: 'Europe/Moscow' }));
    expect(error).toMatchObject({ part: expression });
    expect(error.message).toContain('ends before it begins; expected the earlier date first');
    const inNewYork = computeTime({
      edtf: '[2024-03-22T20:00Z..2024-03-22T19:00]',
      timeZone: 'America/New_York',
    });
    expect(inNewYork.fuzzy.earliest).toBe('2024-03-22T20:00:00Z');
  });
});

describe('the host has no say', () => {
  const script = `
    const { computeTime } = await import(${JSON.stringify(
      new URL('../../../src/domain/time/fuzzy-time.ts', import.meta.url).href,
    )});
    const inputs = [{ edtf: '2024-03-31T02:30' }, { edtf: '1850-01' }, { edtf: '2024-03-22', timeZone: 'Europe/Moscow' },
      { edtf: '2024-10-27T02:30/2024-11', timeZone: 'Europe/Berlin' }];
    process.stdout.write(JSON.stringify(inputs.map((input) => computeTime(input))));
  `;
  const underHost = (TZ: string, LANG: string) =>
    execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, TZ, LANG },
    });

  test('bounds and words are the same whatever TZ and LANG are', () => {
    const inUtc = underHost('UTC', 'C');
    expect(inUtc).toContain('2024-03-31T02:30:00Z');
    expect(underHost('America/New_York', 'de_DE.UTF-8')).toBe(inUtc);
    expect(underHost('Pacific/Kiritimati', 'ar_EG.UTF-8')).toBe(inUtc);
  });
});
