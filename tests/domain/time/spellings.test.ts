import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { daysFromCivil, dayText } from '../../../src/domain/time/calendar.ts';
import { isExpression, parseEdtf } from '../../../src/domain/time/edtf.ts';
import { rewriteOf } from '../../../src/domain/time/rewrite.ts';
import { refusal } from './expressions.ts';

/** Dates as people write them are refused with what to write instead: never with another date. */

const meantBy = (text: string) => rewriteOf(text, isExpression)?.meant ?? [];

const spellings = readFileSync(new URL('../../fixtures/time/spellings.tsv', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => line.split('\t') as [string, string]);

test.each(spellings)('%j means %s', (written, meaning) => {
  const meant = meaning === '-' ? [] : meaning.split(' | ');
  expect(meantBy(written)).toEqual(meant);
  const { message } = refusal(() => parseEdtf(written));
  for (const each of meant) {
    expect(message).toContain(each);
    expect(parseEdtf(each)).toBeDefined();
  }
});

describe('any day', () => {
  const day = fc
    .integer({ min: daysFromCivil(1000, 1, 1), max: daysFromCivil(2999, 12, 31) })
    .map((count) => ({ text: dayText(count), date: new Date(count * 86_400_000) }));
  const locales = ['en-GB', 'en-US', 'de', 'de-AT', 'fr', 'es', 'ru', 'uk'] as const;
  const inWords = (locale: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: 'UTC', calendar: 'gregory', year: 'numeric', ...options });

  test.each(locales)('in words of %s is that day', (locale) => {
    const styles = fc.constantFrom<Intl.DateTimeFormatOptions>(
      { day: 'numeric', month: 'long' },
      { day: 'numeric', month: 'short' },
      { day: 'numeric', month: 'long', weekday: 'long' },
      { day: '2-digit', month: 'long' },
    );
    fc.assert(
      fc.property(day, styles, ({ text, date }, style) => {
        const written = inWords(locale, style).format(date);
        expect(meantBy(written), written).toEqual([text]);
      }),
    );
    fc.assert(
      fc.property(day, ({ text, date }) => {
        const written = inWords(locale, { month: 'long' }).format(date);
        expect(meantBy(written), written).toEqual([text.slice(0, 7)]);
      }),
    );
  });

  test('in numbers is that day, or both days that it may be', () => {
    fc.assert(
      fc.property(day, fc.constantFrom('/', '-', ' ', '.'), ({ text }, mark) => {
        const [year = '', month = '', of = ''] = text.split('-');
        const written = [of, month, year].join(mark);
        const other = `${year}-${of}-${month}`;
        const isEither = mark !== '.' && other !== text && isExpression(other);
        // 2024-21-05 would be no date: a season takes no day.
        expect(meantBy(written), written).toEqual(isEither ? [text, other] : [text]);
        expect(meantBy([year, month, of].join(mark === '-' ? '.' : mark))).toEqual([text]);
        expect(meantBy(year + month + of)).toEqual([text]);
      }),
    );
  });

  test('to another day, with any mark between them, is the interval of both', () => {
    const mark = fc.constantFrom(' - ', '–', ' – ', ' — ', ' to ', ' until ', ' bis ', '-');
    fc.assert(
      fc.property(day, day, mark, fc.constantFrom('en-GB', 'de', 'iso'), (one, other, between, how) => {
        const [from, to] = one.text <= other.text ? [one, other] : [other, one];
        const format = ({ text, date }: typeof one) =>
          how === 'iso' ? text : inWords(how, { day: 'numeric', month: 'long' }).format(date);
        const written = format(from) + between + format(to);
        expect(meantBy(written), written).toEqual([`${from.text}/${to.text}`]);
      }),
    );
  });

  test('with a time of day keeps it', () => {
    const seconds = fc.integer({ min: 0, max: 1_439 });
    const locale = fc.constantFrom('en-GB', 'en-US', 'de', 'fr', 'es');
    fc.assert(
      fc.property(day, seconds, locale, ({ text, date }, minutes, of) => {
        const at = new Date(date.getTime() + minutes * 60_000);
        const written = inWords(of, {
          day: 'numeric',
          month: 'long',
          hour: 'numeric',
          minute: '2-digit',
        }).format(at);
        expect(meantBy(written), written).toEqual([`${text}T${at.toISOString().slice(11, 16)}`]);
      }),
    );
  });
});

test('of any text, only what can be read is proposed', () => {
  const pieces = fc.constantFrom(
    ...[
      '2024',
      '1914',
      '03',
      '5',
      '–',
      '-',
      '/',
      '.',
      '..',
      ' ',
      ', ',
      ':',
      'T',
      'x',
      '~',
      '?',
      '[',
      ']',
      '{',
      '}',
    ],
    ...[
      'March',
      'mars',
      'bis',
      'to',
      'and',
      'or',
      'before',
      'BC',
      'c.',
      'early',
      'winter',
      's',
      'Q1',
      '14:30',
      'pm',
    ],
    ...['since', 'between', 'century', 'XIX', 'Z', '+2', '(', ')', '\u0663', '年'],
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(text, (written) => {
      for (const each of meantBy(written)) expect(isExpression(each), `${written}: ${each}`).toBe(true);
    }),
    { numRuns: 3_000 },
  );
});

test('a long text of many dates and times ends at once', () => {
  for (const piece of [
    '1:11 ',
    '2024 ',
    '2024, ',
    '~ ',
    '5 March ',
    '5/',
    '2024-',
    '–',
    '2024..',
    ' bis ',
    '[',
    'x',
  ]) {
    expect(() => parseEdtf(piece.repeat(400 / piece.length).trim())).toThrow();
  }
});
