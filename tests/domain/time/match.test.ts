import { describe, expect, test } from 'vitest';
import { certain, parseWindow, possible, type WindowEnd } from '../../../src/domain/time/match.ts';
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
    const { start, end } = parseWindow(parameter, text);
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
    const error = refusal(() => parseWindow(parameter, text));
    expect(error).toMatchObject({ part });
    expect(error.message).toContain(message);
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
