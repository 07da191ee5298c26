import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { overallQualifier } from '../../../src/domain/time/ast.ts';
import { boundsOf, memberBounds } from '../../../src/domain/time/bounds.ts';
import {
  civilFromDays,
  daysFromCivil,
  daysInMonth,
  highestYear,
  secondsPerDay,
  twoDigits,
} from '../../../src/domain/time/calendar.ts';
import { displayTime } from '../../../src/domain/time/display.ts';
import { parseEdtf, TimeError } from '../../../src/domain/time/edtf.ts';
import { computeTime, FuzzyTime } from '../../../src/domain/time/fuzzy-time.ts';
import { certain, possible, type Span } from '../../../src/domain/time/match.ts';
import { printEdtf } from '../../../src/domain/time/print.ts';
import { utcZone, zoneOf } from '../../../src/domain/time/zone.ts';
import { edtfValue, expression, maskedDate, plainDate, span } from './arbitraries.ts';

const runs = { numRuns: 2_000 };

describe('parse and print', () => {
  test('what is printed reads back as the same value', () => {
    fc.assert(
      fc.property(edtfValue, (value) => {
        expect(parseEdtf(printEdtf(value))).toEqual(value);
      }),
      runs,
    );
  });

  test('printing twice changes nothing', () => {
    fc.assert(
      fc.property(expression, (text) => {
        const once = printEdtf(parseEdtf(text));
        expect(printEdtf(parseEdtf(once))).toBe(once);
      }),
      runs,
    );
  });

  test('every value has words and a served form that its own schema accepts', () => {
    fc.assert(
      fc.property(expression, (edtf) => {
        const { fuzzy } = computeTime({ edtf });
        expect(FuzzyTime.parse(fuzzy)).toEqual(fuzzy);
        expect(fuzzy.display).toBe(displayTime(parseEdtf(edtf)));
        expect(fuzzy.display).not.toMatch(/undefined|null|NaN|^\s*$| {2}/);
      }),
      runs,
    );
  });

  test('any text is either read or refused with a TimeError', () => {
    const alphabet = fc.constantFrom(...'0123456789XYESTZ-+:./,?~%[]{} W');
    fc.assert(
      fc.property(fc.string({ unit: alphabet, maxLength: 24 }), (text) => {
        try {
          boundsOf(parseEdtf(text), utcZone);
        } catch (error) {
          expect(error).toBeInstanceOf(TimeError);
        }
      }),
      { numRuns: 20_000 },
    );
  });
});

describe('bounds', () => {
  test('earliest is not after latest, and both are exact integers', () => {
    fc.assert(
      fc.property(edtfValue, (value) => {
        const { start, end } = boundsOf(value, utcZone);
        for (const bound of [start, end]) if (bound !== null) expect(Number.isSafeInteger(bound)).toBe(true);
        if (start !== null && end !== null) expect(start).toBeLessThanOrEqual(end);
      }),
      runs,
    );
  });

  test('a set holds every one of its members, and touches the outermost', () => {
    fc.assert(
      fc.property(edtfValue, (value) => {
        fc.pre(value.type === 'set');
        if (value.type !== 'set') return;
        const { start, end } = boundsOf(value, utcZone);
        const members = value.members.map((member) => memberBounds(member, utcZone));
        const starts = members.map((member) => member.start?.moment ?? null);
        const ends = members.map((member) => member.end?.moment ?? null);
        expect(start).toBe(starts.includes(null) ? null : Math.min(...starts.map(Number)));
        expect(end).toBe(ends.includes(null) ? null : Math.max(...ends.map(Number)));
      }),
      runs,
    );
  });

  test('a qualifier does not move a bound', () => {
    fc.assert(
      fc.property(plainDate, fc.constantFrom('?', '~', '%'), (date, mark) => {
        expect(boundsOf(parseEdtf(date + mark), utcZone)).toEqual(boundsOf(parseEdtf(date), utcZone));
        expect(overallQualifier(parseEdtf(date + mark))).not.toBe('exact');
      }),
    );
  });

  test('a mask is bounded by the first and last of all the days that match it', () => {
    fc.assert(
      fc.property(maskedDate, (mask) => {
        const days = matchingDays(mask);
        if (days === null) {
          expect(() => parseEdtf(mask)).toThrow(TimeError);
          return;
        }
        const { start, end } = boundsOf(parseEdtf(mask), utcZone);
        expect(start).toBe(days.first * secondsPerDay);
        expect(end).toBe(days.last * secondsPerDay + secondsPerDay - 1);
      }),
      { numRuns: 60 },
    );
  });
});

/** The first and last matching day by trying every day of every year the mask's sign allows. */
function matchingDays(mask: string): { first: number; last: number } | null {
  const pattern = new RegExp(`^${mask.replaceAll('X', '\\d')}$`);
  const negative = mask.startsWith('-');
  let first: number | null = null;
  let last: number | null = null;
  for (let magnitude = negative ? 1 : 0; magnitude <= 9999; magnitude += 1) {
    const yearText = (negative ? '-' : '') + String(magnitude).padStart(4, '0');
    if (!new RegExp(`^${mask.slice(0, negative ? 5 : 4).replaceAll('X', '\\d')}$`).test(yearText)) continue;
    const year = negative ? -magnitude : magnitude;
    for (let month = 1; month <= 12; month += 1) {
      for (let day = 1; day <= daysInMonth(year, month); day += 1) {
        if (!pattern.test(`${yearText}-${twoDigits(month)}-${twoDigits(day)}`)) continue;
        const days = daysFromCivil(year, month, day);
        first = first === null ? days : Math.min(first, days);
        last = last === null ? days : Math.max(last, days);
      }
    }
  }
  return first === null || last === null ? null : { first, last };
}

describe('day arithmetic', () => {
  test('a day and its civil date are inverse, over the whole range of years', () => {
    const furthest = daysFromCivil(highestYear, 12, 31);
    fc.assert(
      fc.property(fc.integer({ min: -furthest, max: furthest }), (days) => {
        const { year, month, day } = civilFromDays(days);
        expect(daysFromCivil(year, month, day)).toBe(days);
        expect(day).toBeGreaterThanOrEqual(1);
        expect(day).toBeLessThanOrEqual(daysInMonth(year, month));
      }),
      runs,
    );
  });

  test('it agrees with Temporal wherever Temporal reaches', () => {
    const epoch = new Temporal.PlainDate(1970, 1, 1);
    fc.assert(
      fc.property(fc.integer({ min: -100_000_000, max: 100_000_000 }), (days) => {
        const date = epoch.add({ days });
        expect(civilFromDays(days)).toEqual({ year: date.year, month: date.month, day: date.day });
      }),
      { numRuns: 500 },
    );
  });
});

describe('matching', () => {
  const inOrder = ({ start, end }: Span) => start === null || end === null || start <= end;
  const anySpan = span.filter(inOrder);

  test('what is certain is possible', () => {
    fc.assert(
      fc.property(anySpan, anySpan, (record, window) => {
        if (certain(record, window)) expect(possible(record, window)).toBe(true);
      }),
      runs,
    );
  });

  test('a wider window loses no match', () => {
    const widening = fc.option(fc.nat({ max: 30 }));
    fc.assert(
      fc.property(anySpan, anySpan, widening, widening, (record, window, before, after) => {
        const wider = {
          start: window.start === null || before === null ? null : window.start - before,
          end: window.end === null || after === null ? null : window.end + after,
        };
        if (possible(record, window)) expect(possible(record, wider)).toBe(true);
        if (certain(record, window)) expect(certain(record, wider)).toBe(true);
      }),
      runs,
    );
  });

  test('possible is the overlap of the two, second by second', () => {
    const seconds = Array.from({ length: 301 }, (_, index) => index - 150);
    const holds = ({ start, end }: Span, second: number) =>
      (start === null || start <= second) && (end === null || second <= end);
    fc.assert(
      fc.property(anySpan, anySpan, (record, window) => {
        const both = seconds.some((second) => holds(record, second) && holds(window, second));
        expect(possible(record, window)).toBe(both);
      }),
      runs,
    );
  });
});

describe('zones', () => {
  const names = ['Europe/Moscow', 'America/Sao_Paulo', 'Pacific/Apia', 'America/Toronto', 'Asia/Kathmandu'];
  const zones = names.map((name) => zoneOf(name));
  const anyDay = fc.integer({ min: daysFromCivil(1850, 1, 1), max: daysFromCivil(2037, 12, 31) });

  test('days follow one another without a hole, and hold every second of themselves', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), anyDay, fc.nat({ max: 86_399 }), (zone, day, second) => {
        expect(zone.dayStart(day)).toBeLessThanOrEqual(zone.dayEnd(day));
        expect(zone.dayStart(day + 1)).toBeLessThanOrEqual(zone.dayEnd(day) + 1);
        expect(zone.earliest(day, second)).toBeLessThanOrEqual(zone.latest(day, second));
      }),
      { numRuns: 1_000 },
    );
  });

  test('a moment lies within the bounds of the local day and minute that name it', () => {
    const anyMoment = fc.integer({ min: -3_000_000_000, max: 2_100_000_000 });
    fc.assert(
      fc.property(fc.constantFrom(...names), anyMoment, (timeZone, seconds) => {
        const local = Temporal.Instant.fromEpochMilliseconds(seconds * 1_000).toZonedDateTimeISO(timeZone);
        const date = local.toPlainDate().toString();
        const minute = `${date}T${twoDigits(local.hour)}:${twoDigits(local.minute)}`;
        for (const edtf of [date, minute]) {
          const { start, end } = computeTime({ edtf, timeZone }).keys;
          expect(start).toBeLessThanOrEqual(seconds);
          expect(end).toBeGreaterThanOrEqual(seconds);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
