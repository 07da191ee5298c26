import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayText } from '../../../src/domain/time/calendar.ts';
import { certain, possible } from '../../../src/domain/time/match.ts';
import { parseWindow, type WindowEnd } from '../../../src/domain/time/window.ts';
import { utcZone, zoneOf } from '../../../src/domain/time/zone.ts';
import { moment, refusal } from './expressions.ts';

describe('a parameter of a window', () => {
  test.each<[WindowEnd, string, string | null, string | null]>([
    ['from', '2024-03', '2024-03-01T00:00:00', null],
    ['to', '2024-03', null, '2024-03-31T23:59:59'],
    ['from', '2024-03-22T19:58+03:00', '2024-03-22T16:58:00', null],
    ['on', '2024-02', '2024-02-01T00:00:00', '2024-02-29T23:59:59'],
    ['on', '156X', '1560-01-01T00:00:00', '1569-12-31T23:59:59'],
    ['on', '1985/..', '1985-01-01T00:00:00', null],
    ['from', '[2024-02-11..2024-02-20]', '2024-02-11T00:00:00', null],
    ['to', '../2024', null, '2024-12-31T23:59:59'],
  ])('%s=%s', (parameter, text, first, last) => {
    const { window, calendar } = parseWindow(parameter, text, utcZone);
    const { start, end } = window;
    expect(calendar).toEqual(window);
    expect(start === null ? null : moment(start)).toBe(first);
    expect(end === null ? null : moment(end)).toBe(last);
  });

  test.each<[WindowEnd, string, string, string]>([
    ['from', '2024-02-30', '30', 'is not a day of month 02'],
    ['to', '20240211', '20240211', 'basic format'],
    ['on', '', '', 'is empty; expected a date'],
    ['on', '../..', '../..', 'has no bound, so that it would find everything; expected a date'],
    ['on', '/', '/', 'has no bound, so that it would find everything; expected a date'],
    ['from', '../2024', '../2024', 'has no earliest bound; expected a date'],
    ['to', '2024/', '2024/', 'has no latest bound; expected a date'],
  ])('%s=%s is rejected', (parameter, text, part, message) => {
    const error = refusal(() => parseWindow(parameter, text, utcZone));
    expect(error).toMatchObject({ part });
    expect(error.message).toContain(message);
  });
});

describe('a window that leaves gaps', () => {
  test.each<[WindowEnd, string, string]>([
    ['on', '[2024-03-03,2024-03-10]', 'such as 2024-03-03/2024-03-10,'],
    ['on', '{2024-03-03,2024-03-10}', 'such as 2024-03-03/2024-03-10,'],
    ['on', '1960-XX-25', 'such as 1960-01-25/1960-12-25,'],
    ['on', '196X-06', 'such as 1960-06-01/1969-06-30,'],
    ['on', 'XXXX-12-25', 'such as 0000-12-25/9999-12-25,'],
    ['on', '[..2024-03-03,2024-03-10]', 'such as ../2024-03-10,'],
    ['on', '{2024-03-03T10:00Z,2024-03-10T12:00Z}', 'such as 2024-03-03T10:00:00Z/2024-03-10T12:00:59Z,'],
    ['on', '[2024,Y12024]', 'one stretch, or'],
    ['from', '[2024-03-03,2024-03-10]', 'such as 2024-03-03,'],
    ['to', '1960-XX-25', 'such as 1960-12-25,'],
  ])('%s=%s is rejected', (parameter, text, example) => {
    const error = refusal(() => parseWindow(parameter, text, utcZone));
    expect(error).toMatchObject({ part: text });
    expect(error.message).toContain(
      'stands for separate stretches of time, and a window is one; expected one',
    );
    expect(error.message).toContain(example);
    expect(error.message).toMatch(/or a request for each stretch\.$/);
  });

  test.each([
    ['[2024-03-03,2024-03-04]', '2024-03-03/2024-03-04'],
    ['{2024-03-03,2024-03-04}', '2024-03-03/2024-03-04'],
    ['{2024-03-03..2024-03-10}', '2024-03-03/2024-03-10'],
    ['[2024-02,2024-03-01..2024-03-10]', '2024-02-01/2024-03-10'],
    ['2024-03-0X', '2024-03-01/2024-03-09'],
    ['202X', '2020/2029'],
    ['2024-21', '2024-03/2024-05'],
    ['{2020-01-01..2024-12-31}', '2020/2024'],
    ['XXXX', '0000/9999'],
  ])('is none where the stretches touch: on=%s is on=%s', (text, whole) => {
    expect(parseWindow('on', text, utcZone)).toEqual(parseWindow('on', whole, utcZone));
  });

  test('is one for a span exactly if some day between its bounds is not possible in it', () => {
    const days = fc.uniqueArray(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(days, fc.constantFrom('[]', '{}'), (given, brackets) => {
        const text = `${brackets[0]}${given.map((day) => dayText(19_780 + day)).join(',')}${brackets[1]}`;
        const isWhole = Math.max(...given) - Math.min(...given) === given.length - 1;
        const read = () => parseWindow('on', text, utcZone);
        if (isWhole) expect(read().window.end).not.toBeNull();
        else expect(read).toThrow('separate stretches');
      }),
    );
  });
});

describe('a window in a zone', () => {
  test.each<[WindowEnd, string, string, string | null, string | null, string | null, string | null]>([
    // A day of Kyiv begins two hours before the day of UTC, and is the same day on the calendar.
    [
      'on',
      '2024-03-22',
      'Europe/Kyiv',
      '2024-03-21T22:00:00',
      '2024-03-22T21:59:59',
      '2024-03-22T00:00:00',
      '2024-03-22T23:59:59',
    ],
    [
      'on',
      '2024-03-22',
      'America/New_York',
      '2024-03-22T04:00:00',
      '2024-03-23T03:59:59',
      '2024-03-22T00:00:00',
      '2024-03-22T23:59:59',
    ],
    ['from', '2024-03-22T10:30', 'Europe/Kyiv', '2024-03-22T08:30:00', null, '2024-03-22T10:30:00', null],
    ['from', '2024-03-22T23:30Z', 'Europe/Kyiv', '2024-03-22T23:30:00', null, '2024-03-23T01:30:00', null],
    // The clocks of Beirut went from 24:00 to 01:00: the day has no midnight, and is whole on the calendar all the same.
    [
      'on',
      '2022-03-27',
      'Asia/Beirut',
      '2022-03-26T22:00:00',
      '2022-03-27T20:59:59',
      '2022-03-27T00:00:00',
      '2022-03-27T23:59:59',
    ],
    [
      'on',
      '2024-03-31',
      'Europe/Kyiv',
      '2024-03-30T22:00:00',
      '2024-03-31T20:59:59',
      '2024-03-31T00:00:00',
      '2024-03-31T23:59:59',
    ],
    ['to', '2024-03', 'Pacific/Kiritimati', null, '2024-03-31T09:59:59', null, '2024-03-31T23:59:59'],
  ])('%s=%s in %s', (parameter, text, timeZone, start, end, first, last) => {
    const { window, calendar } = parseWindow(parameter, text, zoneOf(timeZone));
    const texts = [window.start, window.end, calendar.start, calendar.end].map((at) =>
      at === null ? null : moment(at),
    );
    expect(texts).toEqual([start, end, first, last]);
  });
});

describe('possible and certain', () => {
  const window = { start: 10, end: 20 };
  test.each([
    ['inside', { start: 10, end: 20 }, true, true],
    ['touches the first second', { start: 5, end: 10 }, true, false],
    ['touches the last second', { start: 20, end: 25 }, true, false],
    ['before', { start: 5, end: 9 }, false, false],
    ['after', { start: 21, end: 25 }, false, false],
    ['around', { start: 5, end: 25 }, true, false],
    ['no end', { start: 15, end: null }, true, false],
    ['no start', { start: null, end: 15 }, true, false],
    ['no end, after', { start: 21, end: null }, false, false],
    ['no bounds', { start: null, end: null }, true, false],
  ])('a record %s', (_, record, isPossible, isCertain) => {
    expect(possible(record, window)).toBe(isPossible);
    expect(certain(record, window)).toBe(isCertain);
  });

  test('a side the window leaves open asks nothing', () => {
    expect(certain({ start: 15, end: null }, { start: 10, end: null })).toBe(true);
    expect(certain({ start: null, end: 15 }, { start: null, end: 20 })).toBe(true);
    expect(certain({ start: null, end: null }, { start: null, end: null })).toBe(true);
    expect(certain({ start: null, end: 15 }, { start: 10, end: null })).toBe(false);
  });
});
