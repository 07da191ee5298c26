import { describe, expect, test } from 'vitest';
import { parseEdtf } from '../../../src/domain/time/edtf.ts';
import { refusal } from './expressions.ts';

/** [expression, the part that is named, a piece of the sentence, a piece of what was expected] */
type Row = [string, string, string, string];

function refused(rows: Row[]): void {
  test.each(rows)('%j names %j', (expression, part, problem, expected) => {
    const error = refusal(() => parseEdtf(expression));
    expect(error).toMatchObject({ name: 'TimeError', expression, part });
    expect(expression.slice(error.offset, error.offset + part.length)).toBe(part);
    expect(error.message).toContain(part === '' ? JSON.stringify(expression) : JSON.stringify(part));
    expect(error.message).toContain(problem);
    expect(error.expected).toContain(expected);
    expect(error.message).toMatch(/; expected .+\.$/);
  });
}

describe('days, months and years no calendar has', () => {
  refused([
    ['2024-02-30', '30', 'is not a day of month 02 of the year 2024', '01 to 29'],
    ['2025-02-29', '29', 'is not a day of month 02', '01 to 28'],
    ['1960-06-31', '31', 'is not a day of month 06', '01 to 30'],
    ['1900-02-29', '29', 'is not a day', '01 to 28'],
    ['2024-01-00', '00', 'is not a day', '01 to 31'],
    ['2024-00', '00', 'is not a month', '01 to 12'],
    ['2024-13', '13', 'is not a month', '21 to 41'],
    ['2042-42', '42', 'is not a month', '21 to 41'],
    ['2024-2X', '2X', 'is not a month', '01 to 12'],
    ['2023-02-3X', '2023-02-3X', 'matches no day', 'at least one day'],
    ['XXX1-02-29', 'XXX1-02-29', 'matches no day', 'at least one day'],
    ['XXXX-02-30', 'XXXX-02-30', 'matches no day', 'at least one day'],
    ['2024-01-4X', '2024-01-4X', 'matches no day', 'at least one day'],
    ['-0001-02-29', '29', 'is not a day of month 02 of the year -0001', '01 to 28'],
    ['-0000', '-0000', 'is not a year', '0000'],
    ['-0000-01-01', '-0000', 'is not a year', '0000'],
    ['2024-21-01', '-01', 'follows a season', 'the end of the date'],
  ]);
});

describe('times of day', () => {
  refused([
    ['2024-02-11T25', '25', 'is not a', '00 to 23'],
    ['2024-02-11T24:30', '24', 'is not an hour', '24:00 for the end of the day'],
    ['2024-02-11T24', '24', 'is not an hour', '24:00 for the end of the day'],
    ['9999-12-31T24:00', '24', 'is the end of the last day', 'an earlier time of day'],
    ['2024-02-11T10:10+04300', '+04300', 'is not an offset', '+hh:mm'],
    ['2024-02-11T23:60', '60', 'is not a minute', '00 to 59'],
    ['2024-02-11T23:59:60', '60', 'is a leap second', '00 to 59'],
    ['2024-02-11T1:10:1', '1', 'is not a two-digit hour', '00 to 23'],
    ['2024-02-11T10:10:1', '1', 'is not a two-digit second', '00 to 59'],
    ['2024-02-11T', '', 'ends too early', 'two digits for the hour'],
    ['2024-02-11T10:', '', 'ends too early', 'two digits for the minute'],
    ['2024-02-11T10:10-05:60', '-05:60', 'is not an offset of any place', '-12:00 to +14:00'],
    ['2024-02-11T10:10+14:01', '+14:01', 'is not an offset of any place', '-12:00 to +14:00'],
    ['2024-02-11T10:10-12:01', '-12:01', 'is not an offset of any place', '-12:00 to +14:00'],
    ['2024-02-11T10:10+24', '+24', 'is not an offset of any place', '-12:00 to +14:00'],
    ['2024-02-11T10-00:00', '-00:00', 'is not an offset', 'Z or +00:00'],
    ['2024-02-11T10:10:10Z12:00', '1', 'cannot follow a time of day', 'an offset such as +03:00'],
    ['2024-02-11T10:10:10+02:00:30', ':', 'cannot follow a time of day', 'T09:30:15'],
    [
      '2024-02-XXT10:10',
      '2024-02-XX',
      'has unspecified digits before its time of day',
      'digits only before T',
    ],
    ['2024-02-11~T10:10', '2024-02-11~', 'has a qualifier before its time of day', 'at the very end'],
    ['2024-02T10:10', 'T', 'cannot follow a month', 'a hyphen and a day'],
  ]);
});

describe('notations the profile leaves out are named', () => {
  refused([
    ['2024-W05', '2024-W05', 'ISO week date', '2024-01-29/2024-02-04'],
    ['2024W05-1', '2024W05-1', 'ISO week date', '2024-01-29'],
    ['2024-W54', '2024-W54', 'ISO week date', 'the day itself'],
    ['2024-042', '2024-042', 'ordinal date', '2024-02-11'],
    ['2024042', '2024042', 'ordinal date', '2024-02-11'],
    ['2023-366', '2023-366', 'ordinal date', 'year, month and day'],
    ['2024-01-01/P1M', 'P1M', 'is a duration', 'the date the interval starts or ends on'],
    ['P1Y', 'P1Y', 'is a duration', 'the date'],
    ['R5/2024-01-01/P1M', 'R5/2024-01-01/P1M', 'is a repeating interval', 'one interval'],
    ['2024-02-11T0930', 'T0930', 'has no colons', 'T09:30'],
    ['99999999', '99999999', 'basic format', 'Y before a year of more than four digits'],
    ['24-1-1', '24-1-1', 'too few digits for a year', 'four digits'],
    ['Mar-24', 'Mar-24', 'a year of two digits, or a day without its year, as spreadsheets', 'four digits'],
    ['24-Mar', '24-Mar', 'a year of two digits, or a day without its year, as spreadsheets', 'four digits'],
    ['24 березня', '24 березня', 'or a day without its year', '2024-03-24 for a day'],
    ['2024-03/Apr-24', 'Apr-24', 'as spreadsheets write dates', '2024-03 for March 2024'],
    ['9-Mar-24', '9-Mar-24', 'has a year of two digits, as spreadsheets', '2024-03-09 for 9 March 2024'],
    ['09-mars-24', '09-mars-24', 'has a year of two digits, as spreadsheets', 'four digits'],
    ['March 9, 24', 'March 9, 24', 'has a year of two digits', 'four digits'],
    ['Mar ’24', 'Mar ’24', 'has a year of two digits', '2024-03 for March 2024'],
    ['March 9', 'March 9', 'is a day without its year', '2024-03-09 for 9 March 2024'],
    ['9. März', '9. März', 'is a day without its year', '2024-03-09 for 9 March 2024'],
    ['3/9/24', '3/9/24', 'has a year of two digits', 'a year of four digits, then month and day'],
    ['03.09.24', '03.09.24', 'has a year of two digits', 'a year of four digits, then month and day'],
    ['3. 9. 24', '3. 9. 24', 'has a year of two digits', 'a year of four digits, then month and day'],
    ['13/13/2024', '13/13/2024', 'is not in ISO 8601 order and form', 'joined by hyphens'],
    ['unknown/2006', 'unknown', '2012 draft', 'nothing at all'],
    ['2004/open', 'open', '2012 draft', '.. for an open one'],
    ['+2006', '+', 'is no sign for a year', 'no plus'],
  ]);
});

describe('what people and spreadsheets write is told in EDTF', () => {
  const told = (rows: [string, string, string][]) =>
    test.each(rows)('%j: write %s', (expression, meant, problem) => {
      const error = refusal(() => parseEdtf(expression));
      expect(error).toMatchObject({ expression, part: expression, offset: 0 });
      expect(error.expected).toBe(meant);
      expect(error.message).toContain(problem);
      // Each proposal is an expression that can be read.
      const proposals = meant.replace(/, (format|with|because|the first) .*$/, '').split(' or ');
      for (const proposal of proposals) expect(parseEdtf(proposal)).toBeDefined();
    });

  told([
    ['44927', '2023-01-01, format the column as text or as ISO dates before you save it', 'spreadsheet'],
    ['44927.5', '2023-01-01, format the column as text or as ISO dates before you save it', 'spreadsheet'],
    ['1706918400', '2024-02-03T00:00:00Z', 'seconds since 1970'],
    ['1706918400123', '2024-02-03T00:00:00Z', 'milliseconds since 1970'],
    ['3 March 2024', '2024-03-03', 'in words'],
    ['3rd Mar. 2024', '2024-03-03', 'in words'],
    ['March 3, 2024', '2024-03-03', 'in words'],
    ['Feb 2024', '2024-02', 'in words'],
    ['mid-February 2024', '[2024-02-11..2024-02-20], with these words in `text`', 'in words'],
    ['late February 2024', '[2024-02-21..2024-02-29], with these words in `text`', 'in words'],
    ['44 BC', '-0043, because the year 1 BC is 0000', 'a year in words'],
    ['1 BCE', '0000, because the year 1 BC is 0000', 'a year in words'],
    ['AD 79', '0079', 'a year in words'],
    ['300 CE', '0300', 'a year in words'],
    ['circa 1984', '1984~', 'in words'],
    ['c. 1999', '1999~', 'in words'],
    ['1560s', '156X', 'decade or century'],
    ['19th century', '18XX', 'decade or century'],
    ['Q1 2024', '2024-33', 'a quarter'],
    ['2024-Q4', '2024-36', 'a quarter'],
    ['Fall 2024', '2024-23', 'a season'],
    ['2024-02-11T09:30:01.5Z', '2024-02-11T09:30:01Z', 'has a fraction'],
    ['2024-02-11T09:30:01,25+03:00', '2024-02-11T09:30:01+03:00', 'has a fraction'],
    ['2024-02-11T10:10+0430', '2024-02-11T10:10+04:30', 'an offset that is not like +02:00'],
    ['2024-02-11T10:10+2', '2024-02-11T10:10+02:00', 'an offset that is not like +02:00'],
    ['156x', '156X', 'has a small letter'],
    ['Y-17e7', 'Y-17E7', 'has a small letter'],
    ['1985-04-12T23:20:30z', '1985-04-12T23:20:30Z', 'has a small letter'],
    ['since 2024', '2024/.., with .. for the side that is open', 'an interval in words'],
    [
      '2024-03-05..2024-03-10',
      '[2024-03-05..2024-03-10] or 2024-03-05/2024-03-10, the first for one moment in that range, the second for what ' +
        'lasted from its beginning to its end',
      'is a range, which stands in brackets with .. in it, or an interval',
    ],
    ['2024-03-05/10', '2024-03-05/2024-03-10', 'not written as in EDTF'],
    ['2003–05', '2003-05 or 2003/2005', 'is a month with – instead of a hyphen, or two years in short'],
    [
      '2024-02-11T10:10+03:00[Europe/Moscow]',
      '2024-02-11T10:10+03:00, with the zone in `timeZone`',
      'brackets',
    ],
    ['2024-02-11T10:10 UTC', '2024-02-11T10:10Z', 'name of a zone'],
    ['2024-02-11 09:30', '2024-02-11T09:30', 'a space between date and time'],
    ['11/02/2024', '2024-02-11 or 2024-11-02', 'not in ISO 8601 order'],
    ['13/02/2024', '2024-02-13', 'not in ISO 8601 order'],
    ['02/13/2024', '2024-02-13', 'not in ISO 8601 order'],
    ['03.02.2024', '2024-02-03', 'not in ISO 8601 order'],
    ['2024/2/11', '2024-02-11', 'not in ISO 8601 order'],
    ['2/2024', '2024-02', 'not in ISO 8601 order'],
    ['2024-1-1', '2024-01-01', 'of one digit'],
    ['2024-01-1', '2024-01-01', 'of one digit'],
    ['20240211', '2024-02-11', 'basic format'],
    ['20240211T093000', '2024-02-11T09:30:00', 'basic format'],
    ['2024-02-03 to 2024-02-05', '2024-02-03/2024-02-05', 'an interval in words'],
    ['2024–02–03', '2024-02-03', 'a dash'],
    ['\u0662\u0660\u0662\u0664-02-03', '2024-02-03', 'digits of another script'],
    ['２０２４', '2024', 'digits of another script'],
  ]);

  test('nothing is proposed that cannot be read', () => {
    for (const expression of ['31 February 2024', '45/45/2024', '20241399', '2024-13-1', '99999.9']) {
      expect(refusal(() => parseEdtf(expression)).part).not.toBe('');
      expect(refusal(() => parseEdtf(expression)).message).not.toContain('2024-02-31');
    }
  });
});

test('the end of a day is the beginning of the next (ISO 8601-1:2019/Amd 1:2022)', () => {
  expect(parseEdtf('2024-02-11T24:00')).toEqual(parseEdtf('2024-02-12T00:00'));
  expect(parseEdtf('2024-12-31T24:00:00+03:00')).toEqual(parseEdtf('2025-01-01T00:00:00+03:00'));
  expect(parseEdtf('2024-02-29T24:00:00Z/2024-03-31T24:00:00Z')).toEqual(
    parseEdtf('2024-03-01T00:00:00Z/2024-04-01T00:00:00Z'),
  );
});

describe('years in the long forms', () => {
  refused([
    ['Y2006', 'Y2006', 'four digits or fewer', '2006 without the Y'],
    ['Y-44', 'Y-44', 'four digits or fewer', '-0044 without the Y'],
    ['Y020067890', 'Y020067890', 'begins with zero', 'Y170000002'],
    ['Y', '', 'ends too early', 'digits after Y'],
    ['Y17E', '', 'ends too early', 'digits after E'],
    ['Y250000001', 'Y250000001', 'beyond the limit', '250000000'],
    ['Y-250000001', 'Y-250000001', 'beyond the limit', '250000000'],
    ['Y17E8', 'Y17E8', 'beyond the limit', '250000000'],
    ['Y1E999', 'Y1E999', 'beyond the limit', '250000000'],
    ['Y250000000S1', 'Y250000000S1', 'beyond the limit', '250000000'],
    ['Y20067890-14-10', '-14-10', 'follows a year written with Y or S', 'takes no month'],
    ['1950S2-05', '-05', 'follows a year written with Y or S', 'takes no month'],
    ['1950S5', 'S5', 'is not a count', 'S1 to S4'],
    ['1950S0', 'S0', 'is not a count', 'S1 to S4'],
    [
      '19XXS2',
      '19XXS2',
      'counts the significant digits of a year with an unspecified digit',
      'either X or S',
    ],
    ['20240-01-01', '20240', 'too many digits', 'Y before more than four'],
    ['NONE', 'N', 'cannot begin a date', 'four digits'],
  ]);
});

describe('intervals and sets', () => {
  refused([
    ['2024-06/2024-02', '2024-06/2024-02', 'ends before it begins', 'the earlier date first'],
    ['2024-03-16/2024-03-15', '2024-03-16/2024-03-15', 'ends before it begins', 'the earlier date first'],
    ['-1000/-2000', '-1000/-2000', 'ends before it begins', 'the earlier date first'],
    ['2012-24/2012-21', '2012-24/2012-21', 'ends before it begins', 'the earlier date first'],
    ['2012/2013/2014', '/2014', 'follows a complete interval', 'one /'],
    ['2012///4444', '//4444', 'follows a complete interval', 'one /'],
    ['[2001]/2004', '/2004', 'follows a complete set', 'nothing after ]'],
    ['2000/[2001]', '[', 'cannot begin a date', 'four digits'],
    ['[]', '[]', 'is an empty set', 'at least one date'],
    ['{ }', '{ }', 'is an empty set', 'at least one date'],
    ['[..]', '..', 'leaves both sides of a range open', 'a date before or after'],
    ['[1984', '', 'ends too early', ']'],
    ['[1984,]', ']', 'where a date is missing', 'a date'],
    ['[,1984]', ',', 'where a date is missing', 'a date'],
    ['[1984,,1985]', ',', 'where a date is missing', 'a date'],
    ['[ 1984]', ' ', 'cannot begin a date', 'four digits'],
    ['2024-03-22T12:00Z/2024-03-20', '2024-03-22T12:00Z/2024-03-20', 'ends before it begins', 'the earlier'],
    ['[1672..1670]', '1672..1670', 'ends before it begins', 'the earlier date first'],
    ['[1984,..1990]', '..1990', 'is open inside the set', 'only as the first member'],
    ['{1984..,1990}', '1984..', 'is open inside the set', 'only as the first member'],
    ['[1984]]', ']', 'follows a complete set', 'nothing after'],
  ]);
});

describe('spaces, qualifiers and other text', () => {
  refused([
    ['', '', 'is empty', 'a date'],
    [' 2024', ' ', 'is space before the date', '2024-02-11'],
    ['2024-02-11 ', ' ', 'is space after the date', '2024-02-11'],
    ['2024\n', '\n', 'is space after the date', '2024-02-11'],
    ['1863- 03-29', ' ', 'cannot begin a month', 'two digits for the month'],
    ['18 63-03-29', '18', 'too few digits for a year', 'four digits'],
    ['1984??', '??', 'repeats a qualifier', '% (both)'],
    ['1984%?', '%?', 'repeats a qualifier', '% (both)'],
    ['?~?1984', '?~', 'repeats a qualifier', '% (both)'],
    ['2001-21^southernHemisphere', '^southernHemisphere', 'follows a season', 'the end of the date'],
    ['2024-', '', 'ends too early', 'two digits for the month'],
  ]);

  test('an overlong expression says how long it may be', () => {
    const error = refusal(() => parseEdtf(`[${'1984,'.repeat(120)}1984]`));
    expect(error.message).toContain('has 606 characters; expected at most 400');
    expect(error.message.length).toBeLessThan(300);
  });

  test('control characters and lone surrogates do not reach the message', () => {
    const { message } = refusal(() => parseEdtf('20\u001b[31m\ud800'));
    expect(message).toContain('\\u001b');
    expect(message.isWellFormed()).toBe(true);
  });

  test('a set as long as an expression may be is read', () => {
    const longest = `[${Array.from({ length: 79 }, (_, index) => 1000 + index).join(',')}]`;
    expect(parseEdtf(longest)).toMatchObject({ type: 'set', members: { length: 79 } });
  });
});
