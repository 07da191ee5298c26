import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayText, secondsPerDay } from '../../../src/domain/time/calendar.ts';
import { computeTime, type FuzzyTimeInput } from '../../../src/domain/time/fuzzy-time.ts';
import { certain, possible, underWay } from '../../../src/domain/time/match.ts';
import { parseWindow } from '../../../src/domain/time/window.ts';
import { utcZone } from '../../../src/domain/time/zone.ts';

/** Times with gaps: what lies between two stretches is not possible. */

const on = (input: FuzzyTimeInput, text: string) => {
  const { keys } = computeTime(input);
  const { window } = parseWindow('on', text, utcZone);
  return {
    possible: possible(keys, window),
    underWay: underWay(keys, window),
    certain: certain(keys, window),
  };
};

describe('the number of stretches', () => {
  test.each<[string, number | null]>([
    ['2024-03-22', 1],
    ['2024-03/2024-05', 1],
    ['[2024-03-03,2024-03-10]', 2],
    ['[2024-03-03,2024-03-04]', 1],
    ['[2024-03-03..2024-03-10]', 1],
    ['[1995,1999,2003]', 3],
    ['{1995,1996}', 2],
    ['{1995,1995}', 1],
    ['{1995..1999}', 5],
    ['{2024-03-01..2024-03-10}', 10],
    ['{2023-11..2024-02,2024-01}', 4],
    ['{-0001..0001}', 3],
    // A range is one stretch without an end, with an end in another unit, or with too many members.
    ['{2024-03-01..}', 1],
    ['{2024-02..2024-03-10}', 1],
    ['{2020-01-01..2024-12-31}', 1],
    ['{2020-01-01..2024-12-31,2025-03-01..2025-03-10}', 11],
    // Some days too many: no range is listed, and the gaps remain.
    ['{2021-01-01..2021-12-30,2023-01-01..2023-12-30}', 2],
    ['{1950S2..1999}', 1],
    ['[..1990,2000]', 2],
    ['1960-XX-25', 12],
    ['1960-XX', 1],
    ['1960-XX-XX', 1],
    ['1960-0X-XX', 1],
    ['1960-X1', 2],
    ['1960-02-X1', 3],
    ['1960-02-1X', 1],
    ['196X', 1],
    ['196X-06', 10],
    ['1X60', 10],
    ['-1X60', 10],
    ['-000X', 1],
    ['XXX1', null],
    ['XXXX', 1],
    ['XXXX-12-25', null],
    ['196X-21', 10],
    ['1950S2', 1],
    ['XXXX-02-29', null],
    ['[19XX-12-25,18XX-12-25,17XX-12-25,16XX-12-25]', 400],
    ['[19XX-12-25,18XX-12-25,17XX-12-25,16XX-12-25,2024]', null],
  ])('of %s is %s', (edtf, expected) => {
    expect(computeTime({ edtf }).fuzzy.stretchCount).toBe(expected);
  });
});

describe('a window', () => {
  test('finds one of two days on these days, and possibly on no other', () => {
    const time = { edtf: '[2024-03-03,2024-03-10]' };
    for (const day of ['2024-03-03', '2024-03-10']) {
      expect(on(time, day)).toEqual({ possible: true, underWay: false, certain: false });
    }
    for (const day of ['2024-03-02', '2024-03-05', '2024-03-11']) expect(on(time, day).possible).toBe(false);
    expect(on(time, '2024-03')).toEqual({ possible: true, underWay: true, certain: true });
  });

  test('finds the 25th of some month on every 25th of that year', () => {
    expect(on({ edtf: '1960-XX-25' }, '1960-02-10').possible).toBe(false);
    expect(on({ edtf: '1960-XX-25' }, '1960-02-25').possible).toBe(true);
    expect(on({ edtf: '1960-XX-25' }, '1960-02')).toEqual({
      possible: true,
      underWay: false,
      certain: false,
    });
  });

  test('surely has a set of which all are meant where one of them lies inside', () => {
    const time = { edtf: '{1995,1999,2003}' };
    expect(on(time, '1999')).toEqual({ possible: true, underWay: true, certain: false });
    expect(on(time, '1997').possible).toBe(false);
    expect(on(time, '1999-05')).toEqual({ possible: true, underWay: false, certain: false });
    expect(on({ ...time, extent: 'point_within' }, '1999').underWay).toBe(false);
    expect(on({ edtf: '[1995,1999,2003]' }, '1999').underWay).toBe(false);
    // Lists find what has no beginning by its end.
    expect(on({ edtf: '{..1990,1999,2003}' }, '1999')).toEqual({
      possible: true,
      underWay: false,
      certain: false,
    });
  });

  test('surely has every day of a range of which all are meant', () => {
    const time = { edtf: '{2024-03-01..2024-03-10}' };
    expect(on(time, '2024-03-05')).toEqual({ possible: true, underWay: true, certain: false });
    expect(on(time, '2024-03-05T10:30')).toEqual({ possible: true, underWay: false, certain: false });
    expect(on(time, '2024-03-11').possible).toBe(false);
    expect(on({ edtf: '[2024-03-01..2024-03-10]' }, '2024-03-05').underWay).toBe(false);
  });

  test('takes everything between the bounds of a time of too many stretches', () => {
    expect(on({ edtf: 'XXXX-12-25' }, '1960-02-10').possible).toBe(true);
  });
});

test('a date with unspecified digits may lie on a day if and only if its digits may be those of the day', () => {
  const year = fc.constantFrom('1960', '196X', '19X0', '1X60', '-0001', '-00X1');
  const part = (values: readonly string[]) => fc.constantFrom(...values);
  const expression = fc.oneof(
    year,
    fc.tuple(year, part(['02', '1X', 'X1', 'XX'])).map((parts) => parts.join('-')),
    fc
      .tuple(year, part(['02', '12', '1X', 'X1', 'XX']), part(['05', '25', '2X', 'X1', 'XX']))
      .map((parts) => parts.join('-')),
  );
  const day = fc.oneof(
    fc.integer({ min: -3_654, max: 0 }),
    fc.integer({ min: -720_000, max: -718_000 }),
    fc.integer({ min: -150_000, max: 20_000 }),
  );
  fc.assert(
    fc.property(expression, day, (edtf, at) => {
      const text = dayText(at);
      const fits = [...edtf].every((letter, index) => letter === 'X' || letter === text[index]);
      const window = { start: at * secondsPerDay, end: (at + 1) * secondsPerDay - 1 };
      const isDay = text.startsWith('-') === edtf.startsWith('-') && fits;
      expect(possible(computeTime({ edtf }).keys, window), `${edtf} on ${text}`).toBe(isDay);
    }),
    { numRuns: 3_000 },
  );
});
