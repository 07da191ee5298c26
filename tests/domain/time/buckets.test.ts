import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits } from '../../../src/domain/limits.ts';
import { type DayCount, TimelineIntervalTerms, timelineOf } from '../../../src/domain/time/buckets.ts';
import { daysFromCivil, dayText, highestYear } from '../../../src/domain/time/calendar.ts';
import { certain, type Inner, possible, type Span, underWay } from '../../../src/domain/time/match.ts';

const day = (text: string): number => Date.parse(text) / 86_400_000;
/** Events of which nothing more is known than that they lie between two days. */
const within = (firstDay: number | null, lastDay: number | null, events = 1): DayCount => ({
  firstDay,
  lastDay,
  latestStartDay: lastDay,
  earliestEndDay: firstDay,
  events,
});
const count = (first: string | null, last: string | null, events = 1): DayCount =>
  within(first === null ? null : day(first), last === null ? null : day(last), events);
const open = { firstDay: null, lastDay: null };
const window = (first: string | null, last: string | null) => count(first, last);
const edgesOf = (...[counts, within, interval]: Parameters<typeof timelineOf>) =>
  timelineOf(counts, within, interval).buckets.map(({ start, end }) => `${start} ${end}`);

describe('buckets', () => {
  it.each([
    [
      'day',
      '2024-02-28',
      '2024-03-01',
      ['2024-02-28 2024-02-28', '2024-02-29 2024-02-29', '2024-03-01 2024-03-01'],
    ],
    ['week', '2024-03-04', '2024-03-11', ['2024-03-04 2024-03-10', '2024-03-11 2024-03-17']],
    ['week', '1969-12-30', '1970-01-04', ['1969-12-29 1970-01-04']],
    [
      'month',
      '2023-12-31',
      '2024-02-01',
      ['2023-12-01 2023-12-31', '2024-01-01 2024-01-31', '2024-02-01 2024-02-29'],
    ],
    ['quarter', '2024-03-31', '2024-04-01', ['2024-01-01 2024-03-31', '2024-04-01 2024-06-30']],
    ['year', '1899-06-01', '1900-06-01', ['1899-01-01 1899-12-31', '1900-01-01 1900-12-31']],
    ['decade', '1999-12-31', '2000-01-01', ['1990-01-01 1999-12-31', '2000-01-01 2009-12-31']],
  ] as const)('of a %s are whole ones: %s to %s', (interval, first, last, expected) => {
    expect(edgesOf([count(first, last)], open, interval)).toEqual(expected);
  });

  it('before the year 0 go on', () => {
    const first = daysFromCivil(-1, 5, 5);
    const across = within(first, daysFromCivil(0, 2, 1));
    expect(edgesOf([across], open, 'year')).toEqual(['-0001-01-01 -0001-12-31', '0000-01-01 0000-12-31']);
    expect(edgesOf([across], open, 'decade')).toEqual(['-0010-01-01 -0001-12-31', '0000-01-01 0009-12-31']);
  });

  it('are cut by a window, on the side that it has', () => {
    const counts = [count('2024-01-10', '2024-03-20')];
    expect(edgesOf(counts, window('2024-01-15', '2024-02-10'), 'month')).toEqual([
      '2024-01-15 2024-01-31',
      '2024-02-01 2024-02-10',
    ]);
    expect(edgesOf(counts, window('2024-02-15', null), 'month')).toEqual([
      '2024-02-15 2024-02-29',
      '2024-03-01 2024-03-31',
    ]);
    expect(edgesOf(counts, window(null, '2024-01-20'), 'month')).toEqual(['2024-01-01 2024-01-20']);
    expect(edgesOf([], window('2024-02-15', null), 'month')).toEqual(['2024-02-15 2024-02-29']);
  });

  it('are none where no bound is known and none is asked for', () => {
    expect(timelineOf([count(null, null, 3)], open, undefined)).toEqual({
      interval: 'day',
      start: null,
      end: null,
      buckets: [],
      total: { possible: 3, underWay: 0, certain: 0 },
      unplaced: 3,
    });
  });

  it('are the finest that a person can look at, where no interval is asked for', () => {
    const chosen = (first: string, last: string) =>
      timelineOf([count(first, last)], open, undefined).interval;
    expect(chosen('2024-01-01', '2025-02-03')).toBe('day');
    expect(chosen('2024-01-01', '2025-02-04')).toBe('week');
    expect(chosen('2001-01-01', '2024-01-01')).toBe('month');
    expect(chosen('1950-01-01', '2024-01-01')).toBe('quarter');
    expect(chosen('1700-01-01', '2024-01-01')).toBe('year');
    expect(chosen('0100-01-01', '2024-01-01')).toBe('decade');
    const wide = within(daysFromCivil(-40_000, 1, 1), 0);
    expect(timelineOf([wide], open, undefined).interval).toBe('millennium');
    // A mistyped year among others: its span is told in coarser buckets.
    expect(chosen('0204-03-22', '2024-03-22')).toBe('decade');
    const everything = within(daysFromCivil(-highestYear, 1, 1), daysFromCivil(highestYear, 12, 31));
    const { interval, buckets } = timelineOf(
      [everything, count('2024-01-01', '2024-01-01')],
      open,
      undefined,
    );
    expect([interval, buckets.length]).toEqual(['million_years', 501]);
    expect(buckets.map(({ certain }) => certain).filter((events) => events > 0)).toEqual([1]);
  });

  it('are refused where there are too many, with what would do', () => {
    const first = daysFromCivil(1900, 1, 1);
    const last = first + limits.timelineBucketsMax;
    expect(timelineOf([within(first, last - 1)], open, 'day').buckets).toHaveLength(
      limits.timelineBucketsMax,
    );
    const refusal = (firstDay: number, lastDay: number, interval?: 'day') => {
      try {
        return timelineOf([within(firstDay, lastDay)], open, interval);
      } catch (error) {
        return error;
      }
    };
    expect(refusal(first, last, 'day')).toMatchObject({
      code: 'invalid_parameter',
      faults: [{ parameter: 'interval' }],
      message: expect.stringMatching(/^interval=day makes 5001 buckets from 1900-01-01 to .*interval=week/),
    });
    expect(refusal(daysFromCivil(-13e6, 1, 1), 0, 'day')).toMatchObject({
      message: expect.stringMatching(/: use interval=million_years, or a shorter window by from and to\.$/),
    });
  });

  it('count what the relations of time say, for any spans, window and interval', () => {
    const at = fc.integer({ min: -800, max: 800 });
    const side = fc.option(at, { nil: null, freq: 5 });
    const ordered = fc
      .tuple(side, side)
      .map(([a, b]) => (a !== null && b !== null && a > b ? [b, a] : [a, b]));
    /** Inner bounds: none, those of what lies within, or any between the outer ones. */
    const inside = ([first = null, last = null]: (number | null)[]) =>
      fc
        .tuple(
          fc.integer({ min: first ?? -800, max: last ?? 800 }),
          fc.integer({ min: first ?? -800, max: last ?? 800 }),
        )
        .map(([latestStart, earliestEnd]) => ({ latestStart, earliestEnd }));
    const span = ordered.chain((outer) => {
      const [first = null, last = null] = outer;
      const inner: fc.Arbitrary<Inner> = fc.oneof(
        fc.constant({ latestStart: last, earliestEnd: first }),
        inside(outer),
      );
      return fc.record({
        first: fc.constant(first),
        last: fc.constant(last),
        inner,
        events: fc.integer({ min: 1, max: 3 }),
      });
    });
    const spans = fc.array(span, { maxLength: 12 });
    // A million years reach beyond the days that `Date` knows, by which this test counts.
    const { million_years: _beyond, ...known } = TimelineIntervalTerms.terms;
    const interval = fc.constantFrom(undefined, ...(Object.keys(known) as 'day'[]));
    fc.assert(
      fc.property(spans, ordered, interval, (given, [first = null, last = null], asked) => {
        const counts = given.map(({ first: firstDay, last: lastDay, inner, events }) => ({
          firstDay,
          lastDay,
          latestStartDay: inner.latestStart,
          earliestEndDay: inner.earliestEnd,
          events,
        }));
        const { buckets, total } = timelineOf(counts, { firstDay: first, lastDay: last }, asked);
        const startOf = (of: number | null) => (of === null ? null : of * 86_400);
        const endOf = (of: number | null) => (of === null ? null : of * 86_400 + 86_399);
        const secondsOf = (of: DayCount): Span & Inner => ({
          start: startOf(of.firstDay),
          end: endOf(of.lastDay),
          latestStart: endOf(of.latestStartDay),
          earliestEnd: startOf(of.earliestEndDay),
        });
        const between = (start: string, end: string) =>
          countsIn({ start: day(start) * 86_400, end: day(end) * 86_400 + 86_399 });
        const countsIn = (range: Span) => {
          const sum = (relation: (record: Span & Inner, window: Span) => boolean) =>
            counts.reduce((so, of) => (relation(secondsOf(of), range) ? so + of.events : so), 0);
          return { possible: sum(possible), underWay: sum(underWay), certain: sum(certain) };
        };
        for (const { start, end, ...found } of buckets) expect(found).toEqual(between(start, end));
        for (const [index, { start }] of buckets.entries()) {
          if (index > 0) expect(day(start)).toBe(day(buckets[index - 1]?.end ?? '') + 1);
        }
        const [first1, last1] = [buckets[0], buckets.at(-1)];
        if (first1 === undefined || last1 === undefined) return;
        // As in lists, a side that the window leaves open rules nothing out.
        const hasWindow = first !== null || last !== null;
        const whole = { start: startOf(first), end: endOf(last) };
        expect(total).toEqual(hasWindow ? countsIn(whole) : between(first1.start, last1.end));
        if (first !== null) expect(first1.start).toBe(dayText(first));
        if (last !== null) expect(last1.end).toBe(dayText(last));
        expect(buckets.reduce((sum, bucket) => sum + bucket.certain, 0)).toBeLessThanOrEqual(total.certain);
        expect(buckets.reduce((sum, bucket) => sum + bucket.possible, 0)).toBeGreaterThanOrEqual(
          total.possible,
        );
      }),
      { numRuns: 500 },
    );
  });
});
