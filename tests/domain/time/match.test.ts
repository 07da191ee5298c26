import { describe, expect, test } from 'vitest';
import { certain, parseWindow, possible, type WindowText } from '../../../src/domain/time/match.ts';
import { moment, refusal } from './expressions.ts';

function windowText(texts: WindowText): [string | null, string | null] {
  const { start, end } = parseWindow(texts);
  return [start === null ? null : moment(start), end === null ? null : moment(end)];
}

describe('a window', () => {
  test.each<[WindowText, string | null, string | null]>([
    [{}, null, null],
    [{ from: '2024-03' }, '2024-03-01T00:00:00', null],
    [{ to: '2024-03' }, null, '2024-03-31T23:59:59'],
    [{ from: '2024-03-22', to: '2024-03-22' }, '2024-03-22T00:00:00', '2024-03-22T23:59:59'],
    [{ from: '2024-03-22T19:58+03:00' }, '2024-03-22T16:58:00', null],
    [{ from: '2024-03', to: '2024-03-10' }, '2024-03-01T00:00:00', '2024-03-10T23:59:59'],
    [{ on: '2024-02' }, '2024-02-01T00:00:00', '2024-02-29T23:59:59'],
    [{ on: '156X' }, '1560-01-01T00:00:00', '1569-12-31T23:59:59'],
    [{ on: '1985/..' }, '1985-01-01T00:00:00', null],
    [{ from: '[2024-02-11..2024-02-20]' }, '2024-02-11T00:00:00', null],
  ])('%j', (texts, start, end) => {
    expect(windowText(texts)).toEqual([start, end]);
  });

  test.each<[WindowText, string, string, string]>([
    [{ from: '2024-02-30' }, 'from', '30', 'is not a day of month 02'],
    [{ to: '20240211' }, 'to', '20240211', 'basic format'],
    [{ on: '' }, 'on', '', 'is empty; expected a date'],
    [{ on: '2024', from: '2023' }, 'on', '2024', 'cannot be combined with from or to; expected on alone'],
    [{ on: '../..' }, 'on', '../..', 'has no bound; expected a date'],
    [{ from: '../2024' }, 'from', '../2024', 'has no earliest bound; expected a date'],
    [{ to: '2024/' }, 'to', '2024/', 'has no latest bound; expected a date'],
    [{ from: '2024-03', to: '2024-02' }, 'to', '2024-02', 'ends before 2024-03 begins; expected a date that'],
  ])('%j is refused, naming %s', (texts, parameter, part, message) => {
    const error = refusal(() => parseWindow(texts));
    expect(error).toMatchObject({ parameter, part });
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
