import { describe, expect, test } from 'vitest';
import { displayTime } from '../../../src/domain/time/display.ts';
import { parseEdtf } from '../../../src/domain/time/edtf.ts';

function reads(rows: [string, string][]): void {
  test.each(rows)('%s reads "%s"', (expression, words) => {
    expect(displayTime(parseEdtf(expression))).toBe(words);
  });
}

describe('dates', () => {
  reads([
    ['2024-03-22', '22 March 2024'],
    ['2024-03', 'March 2024'],
    ['2024', '2024'],
    ['0079-08-24', '24 August 79 CE'],
    ['-0043-03-15', '15 March 44 BCE'],
    ['0000', '1 BCE'],
    ['Y170000002', '170,000,002 CE'],
    ['1950S2', '1950 as an estimate (1900 to 1999)'],
    ['2024-21', 'spring 2024'],
    ['2024-24', 'winter 2024–2025'],
    ['2024-25', 'spring 2024 (northern hemisphere)'],
    ['2024-30', 'summer 2024–2025 (southern hemisphere)'],
    ['2024-33', 'the first quarter of 2024'],
    ['2024-38', 'the middle four months of 2024'],
    ['2024-41', 'the second half of 2024'],
  ]);
});

describe('qualifiers', () => {
  reads([
    ['1984~', 'about 1984'],
    ['2004?', 'possibly 2004'],
    ['2004-06%', 'possibly about June 2004'],
    ['2004-06~-11', '11 June 2004 (year approximate, month approximate)'],
    ['2004?-06-~11', '11 June 2004 (year uncertain, day approximate)'],
    ['2024-03-22T19:58~', '22 March 2024, about 19:58'],
    ['2024-03-22T19:58Z?', 'possibly 22 March 2024, 19:58 UTC'],
  ]);
});

describe('masked digits', () => {
  reads([
    ['156X', 'the 1560s'],
    ['18XX', 'the 1800s'],
    ['180X', 'a year from 1800 to 1809'],
    ['1XXX', 'a year from 1000 to 1999'],
    ['-004X', 'a year from 50 BCE to 41 BCE'],
    ['XX84', 'a year of the form XX84 (84 CE to 9984)'],
    ['XXXX', 'an unknown year'],
    ['1985-XX', 'an unknown month in 1985'],
    ['1985-04-XX', 'an unknown day in April 1985'],
    ['1985-XX-XX', 'an unknown day in 1985'],
    ['156X-12-25', '25 December of an unknown year in the 1560s'],
    ['1560-XX-25', 'day 25 of an unknown month of 1560'],
    ['1984-1X', 'October, November or December of 1984'],
    ['2004-06-1X', 'a day from 10 to 19 June 2004'],
    ['2004-06-X1', 'day 1, 11, 21 or 31 of June 2004'],
  ]);
});

describe('times of day', () => {
  reads([
    ['2024-03-22T20', '22 March 2024, between 20:00 and 20:59'],
    ['2024-03-22T19:58+03:00', '22 March 2024, 19:58 UTC+03:00'],
    ['2024-03-22T19:58:01Z', '22 March 2024, 19:58:01 UTC'],
  ]);
});

describe('intervals', () => {
  reads([
    ['2024-03-22/2024-03-24', '22 to 24 March 2024'],
    ['2024-03-22/2024-04-02', '22 March 2024 to 2 April 2024'],
    ['2024-03-22/2024-03-22', '22 March 2024'],
    ['2024-03-22T19:58/2024-03-22T20:13', '22 March 2024, 19:58 to 20:13'],
    ['2004-06-01/', '1 June 2004 until an unknown date'],
    ['2004-06-01/..', '1 June 2004 onwards'],
    ['/2004', 'from an unknown date until 2004'],
    ['../2004', 'until 2004'],
    ['/', 'an unknown time'],
    ['../..', 'at any time'],
    ['../', 'until an unknown date'],
    ['/..', 'from an unknown date onwards'],
  ]);
});

describe('sets', () => {
  reads([
    ['[2024-02-01..2024-02-10]', 'early February 2024'],
    ['[2024-02-11..2024-02-20]', 'mid-February 2024'],
    ['[2024-02-21..2024-02-29]', 'late February 2024'],
    ['[2024-02-21..2024-02-28]', 'one of the days 21 to 28 February 2024'],
    ['{2024-02-11..2024-02-20}', 'all of the days 11 to 20 February 2024'],
    ['[..2024-03]', 'March 2024 or earlier'],
    ['[1760-12..]', 'December 1760 or later'],
    ['{..1984}', 'all of 1984 and earlier'],
    ['[1667,1668,1670..1672]', 'one of 1667, 1668 or 1670 to 1672'],
    ['{1960,1961-12}', 'all of 1960 and December 1961'],
    ['[1984]', '1984'],
  ]);
});
