import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { daysFromCivil, dayText, secondsPerDay } from '../../../src/domain/time/calendar.ts';
import { computeTime, FuzzyTimeInput } from '../../../src/domain/time/fuzzy-time.ts';
import { certain, possible, underWay } from '../../../src/domain/time/match.ts';
import { parseWindow } from '../../../src/domain/time/window.ts';
import { utcZone } from '../../../src/domain/time/zone.ts';
import { expression, span } from './arbitraries.ts';
import { refusal } from './expressions.ts';

/** What is surely going on in a window: by the inner bounds of what lasts throughout, else by all of it. */

const inner = (input: FuzzyTimeInput) => {
  const { latestStart, earliestEnd } = computeTime(input).fuzzy;
  return [latestStart, earliestEnd];
};

describe('the inner bounds', () => {
  test.each<[FuzzyTimeInput, string | null, string | null]>([
    [{ edtf: '2016-05/2016-08' }, '2016-05-31', '2016-08-01'],
    [{ edtf: '2016-05-03/2016-05-03' }, '2016-05-03', '2016-05-03'],
    [{ edtf: '2016/2016-05' }, '2016-05-31', '2016-05-01'],
    [{ edtf: '2016-05/2016' }, '2016-05-31', '2016-05-01'],
    [{ edtf: '2016-05/..' }, '2016-05-31', '2016-05-01'],
    [{ edtf: '/2016-08' }, '2016-08-31', '2016-08-01'],
    [{ edtf: '../..' }, null, null],
    [{ edtf: '1984~/1990' }, '1984-12-31', '1990-01-01'],
    [{ edtf: '2016-05', extent: 'throughout' }, '2016-05-01', '2016-05-31'],
    [{ edtf: '201X', extent: 'throughout' }, '2010-01-01', '2019-12-31'],
    [{ edtf: '2024-1X', extent: 'throughout' }, '2024-10-01', '2024-12-31'],
    [{ edtf: '1960-XX-25' }, null, null],
    [{ edtf: '2016-05' }, null, null],
    [{ edtf: '2016-05/2016-08', extent: 'point_within' }, null, null],
    [{ edtf: '[1995..1999]' }, null, null],
    [{ edtf: '{1995..1999}' }, null, null],
    [
      { edtf: '2024-03-22T19:58/2024-03-22T20:30', timeZone: 'Europe/Moscow' },
      '2024-03-22T19:58:59+03:00',
      '2024-03-22T20:30:00+03:00',
    ],
  ])('of %o', (input, latestStart, earliestEnd) => {
    expect(inner(input)).toEqual([latestStart, earliestEnd]);
  });

  test.each([
    '[1995,1999]',
    '[2024-03-01..2024-03-10]',
    '{1995,1999}',
    '{2024-03-01..2024-03-10}',
    '1960-XX-25',
    '1X60',
    '201X-21',
  ])('are none for %s, which cannot last throughout', (edtf) => {
    const error = refusal(() => computeTime({ edtf, extent: 'throughout' }));
    expect(error).toMatchObject({ parameter: 'extent', part: 'throughout' });
    expect(error.message).toBe(
      `"throughout" needs one stretch of time without gaps, which ${edtf} does not state; expected an interval such as ` +
        '2024-03-01/2024-03-10, or no extent.',
    );
  });
});

describe('under way', () => {
  const goesOn = (input: FuzzyTimeInput, on: string) =>
    underWay(computeTime(input).keys, parseWindow('on', on, utcZone).window);
  test.each([
    ['2016-07-01', true],
    ['2016-05', true],
    ['2016-06', true],
    ['2016-08', true],
    ['2016-05-31', true],
    ['2016-08-01', true],
    ['2016-05-10', false],
    ['2016-08-02', false],
    ['2016-04', false],
    ['2016-09', false],
  ])('a siege from May to August 2016 is in %s: %s', (on, expected) => {
    expect(goesOn({ edtf: '2016-05/2016-08' }, on)).toBe(expected);
  });

  test('a moment within May to August 2017 is in no month of it, and in 2017', () => {
    const moment = { edtf: '2017-05/2017-08', extent: 'point_within' } as const;
    for (const month of ['2017-05', '2017-06', '2017-07', '2017-08'])
      expect(goesOn(moment, month)).toBe(false);
    expect(goesOn(moment, '2017')).toBe(true);
  });

  const extent = fc.constantFrom(undefined, 'throughout' as const, 'point_within' as const);
  test('what is certain is under way, and what is under way is possible, for any time and window', () => {
    const edges = fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -3, max: 3 }));
    fc.assert(
      fc.property(expression, extent, span, edges, fc.boolean(), (edtf, of, any, [before, after], near) => {
        const written = of === undefined ? { edtf } : { edtf, extent: of };
        fc.pre(FuzzyTimeInput.safeParse(written).success);
        const { keys } = computeTime(written);
        // Beside any window, one around the edges of the time itself.
        const [from, to] = [(keys.start ?? 0) + before, (keys.end ?? 0) + after];
        const window = near ? { start: Math.min(from, to), end: Math.max(from, to) } : any;
        if (certain(keys, window)) expect(underWay(keys, window)).toBe(true);
        if (underWay(keys, window)) expect(possible(keys, window)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test('an interval is under way where every beginning and end that it may have leaves a moment inside', () => {
    const days = Array.from(
      { length: 12 },
      (_, index) => Date.UTC(2024, 2, 5 + index) / 1000 / secondsPerDay,
    );
    // Days, and stretches of ten days, so that the beginning and the end may be the same day or overlap.
    const sides = ['2024-03-06', '2024-03-09', '2024-03-11', '2024-03-0X', '2024-03-1X', '..', ''];
    const side = fc.constantFrom(...sides);
    const daysOf = (text: string): number[] =>
      days.filter((day) => {
        if (text === '' || text === '..') return true;
        const date = new Date(day * secondsPerDay * 1000).toISOString().slice(0, 10);
        return [...text].every((letter, index) => letter === 'X' || letter === date[index]);
      });
    const readable = fc.tuple(side, side).filter(([from, to]) => {
      const [first = 0, last = 0] = [daysOf(from)[0], daysOf(to).at(-1)];
      return first <= last && `${from}${to}`.includes('2024');
    });
    const window = fc.tuple(fc.constantFrom(...days.slice(1, -1)), fc.nat({ max: 5 }));
    fc.assert(
      fc.property(readable, window, ([from, to], [first, length]) => {
        const last = Math.min(first + length, days.at(-2) ?? first);
        const { keys } = computeTime({ edtf: `${from}/${to}` });
        const asked = { start: first * secondsPerDay, end: (last + 1) * secondsPerDay - 1 };
        const pairs = daysOf(from).flatMap((begin) =>
          daysOf(to).flatMap((end) => (begin <= end ? [[begin, end] as const] : [])),
        );
        const always = pairs.every(([begin, end]) => begin <= last && end >= first);
        expect(underWay(keys, asked), `${from}/${to} in ${asked.start}`).toBe(always);
      }),
      { numRuns: 1_000 },
    );
  });

  test('a set of which all are meant is under way where a member lies inside, whether listed or in a range', () => {
    const first = daysFromCivil(2024, 2, 20);
    const day = fc.integer({ min: 0, max: 40 });
    const units = {
      day: (text: string) => text,
      month: (text: string) => text.slice(0, 7),
    };
    const unit = fc.constantFrom<keyof typeof units>('day', 'month');
    const range = fc.tuple(day, fc.nat({ max: 12 }), unit).map(([from, length, of]) => {
      const days = Array.from({ length: length + 1 }, (_, index) => dayText(first + from + index));
      const members = [...new Set(days.map(units[of]))];
      return { members, text: members.length === 1 ? `${members[0]}` : `${members[0]}..${members.at(-1)}` };
    });
    const sets = fc.array(range, { minLength: 1, maxLength: 4 });
    // Windows begin and end at noon or at midnight: a part of a day holds no day.
    const half = secondsPerDay / 2;
    const windows = fc
      .tuple(fc.integer({ min: -4, max: 110 }), fc.nat({ max: 40 }))
      .map(([from, length]) => ({
        start: first * secondsPerDay + from * half,
        end: first * secondsPerDay + (from + length + 1) * half - 1,
      }));
    fc.assert(
      fc.property(sets, windows, (ranges, window) => {
        const members = ranges.flatMap((each) => each.members);
        const written = `{${ranges.map(({ text }) => text).join(',')}}`;
        const spans = members.map((edtf) => computeTime({ edtf }).keys);
        const { keys } = computeTime({ edtf: written });
        expect(underWay(keys, window), written).toBe(spans.some((span) => certain(span, window)));
        expect(possible(keys, window), written).toBe(spans.some((span) => possible(span, window)));
        expect(certain(keys, window), written).toBe(spans.every((span) => certain(span, window)));
      }),
      { numRuns: 2_000 },
    );
  });
});
