import { describe, expect, test } from 'vitest';
import { certain, parseWindow, possible, type WindowEnd } from '../../../src/domain/time/match.ts';
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
    ['on', '../..', '../..', 'has no bound; expected a date'],
    ['from', '../2024', '../2024', 'has no earliest bound; expected a date'],
    ['to', '2024/', '2024/', 'has no latest bound; expected a date'],
  ])('%s=%s is rejected', (parameter, text, part, message) => {
    const error = refusal(() => parseWindow(parameter, text, utcZone));
    expect(error).toMatchObject({ part });
    expect(error.message).toContain(message);
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
