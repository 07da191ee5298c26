import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  computeTime,
  FuzzyTime,
  FuzzyTimeInput,
  resolveTime,
  timeKeys,
} from '../../../src/domain/time/fuzzy-time.ts';
import { refusal } from './expressions.ts';

describe('a written time resolves', () => {
  test('mid-February, one day of it', () => {
    const input = { edtf: '[2024-02-11..2024-02-20]', text: 'mid-February', basis: 'inferred' } as const;
    expect(resolveTime(input)).toEqual({
      edtf: '[2024-02-11..2024-02-20]',
      text: 'mid-February',
      display: 'mid-February 2024',
      earliest: '2024-02-11',
      latest: '2024-02-20',
      latestStart: null,
      earliestEnd: null,
      earliestKind: 'bounded',
      latestKind: 'bounded',
      precision: 'part_of_month',
      qualifier: 'exact',
      stretchCount: 1,
      extent: 'one_of',
      timeZone: null,
      zoneAssumed: true,
      basis: 'inferred',
      basisNote: null,
    });
    expect(timeKeys(input)).toMatchObject({ start: 1_707_609_600, end: 1_708_473_599 });
  });

  test('a minute in a zone', () => {
    const { fuzzy, keys } = computeTime({ edtf: '2024-03-22T19:58', timeZone: 'europe/moscow' });
    expect(fuzzy).toMatchObject({
      earliest: '2024-03-22T19:58:00+03:00',
      latest: '2024-03-22T19:58:59+03:00',
      precision: 'minute',
      extent: 'point_within',
      timeZone: 'Europe/Moscow',
      zoneAssumed: false,
      basis: 'stated',
    });
    expect(keys).toMatchObject({ start: 1_711_126_680, end: 1_711_126_739 });
  });

  test.each([
    ['2024-03-22', undefined, '2024-03-22', '2024-03-22', true],
    ['2024-03-22', 'Europe/Moscow', '2024-03-22', '2024-03-22', false],
    ['2024-03-22T20', undefined, '2024-03-22T20:00:00Z', '2024-03-22T20:59:59Z', true],
    ['2024-03-22T20:00-04:00', undefined, '2024-03-22T20:00:00-04:00', '2024-03-22T20:00:59-04:00', false],
    ['2024-03-22T20:00Z', 'Europe/Moscow', '2024-03-22T20:00:00Z', '2024-03-22T20:00:59Z', false],
    ['2024-03-22T20:00Z/2024-03-24', undefined, '2024-03-22T20:00:00Z', '2024-03-24', true],
    ['2024-10-27T02:30', 'Europe/Berlin', '2024-10-27T02:30:00+02:00', '2024-10-27T02:30:59+01:00', false],
    ['1850-01-01T12:00', 'Europe/Moscow', '1850-01-01T09:29:43Z', '1850-01-01T09:30:42Z', false],
    ['-0043-03-15', undefined, '-0043-03-15', '-0043-03-15', true],
    ['Y-17E7', undefined, '-170000000-01-01', '-170000000-12-31', true],
    ['Y12000', undefined, '+12000-01-01', '+12000-12-31', true],
    ['../..', undefined, null, null, false],
  ])('%s in %s', (edtf, timeZone, earliest, latest, zoneAssumed) => {
    const written = timeZone === undefined ? { edtf } : { edtf, timeZone };
    expect(resolveTime(written)).toMatchObject({ earliest, latest, zoneAssumed });
  });

  test.each([
    ['1985-04-12/..', 'bounded', 'open'],
    ['/1985', 'unknown', 'bounded'],
    ['/', 'unknown', 'unknown'],
    ['[..1760-12-03]', 'open', 'bounded'],
    ['{1760..}', 'bounded', 'open'],
  ])('%s keeps open and unknown apart', (edtf, earliestKind, latestKind) => {
    expect(resolveTime({ edtf })).toMatchObject({ earliestKind, latestKind });
  });

  test.each([
    ['2024-03-22T19:58:01', 'second'],
    ['2024-03-22T19:58', 'minute'],
    ['2024-03-22T19', 'hour'],
    ['2024-03-22', 'day'],
    ['[2024-02-21..2024-02-29]', 'part_of_month'],
    ['2024-03', 'month'],
    ['2024-03-XX', 'month'],
    ['2024-33', 'quarter'],
    ['2024-21', 'season'],
    ['2024-37', 'quadrimester'],
    ['2024-40', 'semester'],
    ['2024', 'year'],
    ['2024-XX-XX', 'year'],
    ['201X', 'decade'],
    ['156X-12-25', 'decade'],
    ['20XX', 'century'],
    ['1950S2', 'century'],
    ['1950S1', 'range'],
    ['1XXX', 'range'],
    ['XXXX-12-25', 'range'],
    ['2024-02-11/2024-02-20', 'range'],
    ['{2024-02-11..2024-02-20}', 'range'],
    ['[1984,1986]', 'range'],
    ['1985/..', 'range'],
    ['[1984]', 'year'],
    ['XXXX', 'unknown'],
    ['XXXX-XX-XX', 'unknown'],
    ['../..', 'unknown'],
  ])('the precision of %s is %s', (edtf, precision) => {
    expect(resolveTime({ edtf }).precision).toBe(precision);
  });

  test.each([
    ['2004-06-11', 'exact'],
    ['2004~-06-11', 'approximate'],
    ['2004-06-?11', 'uncertain'],
    ['2004-06-11%', 'approximate_uncertain'],
    ['2004?-06-~11', 'approximate_uncertain'],
    ['1984?/2004~', 'approximate_uncertain'],
    ['[1984,1986~..1988]', 'approximate'],
    ['2024-03-22T19:58~', 'approximate'],
  ])('the qualifier of %s is %s', (edtf, qualifier) => {
    expect(resolveTime({ edtf }).qualifier).toBe(qualifier);
  });
});

describe('extent', () => {
  test.each([
    ['2024', 'point_within'],
    ['2024/2025', 'throughout'],
    ['[2024,2025]', 'one_of'],
    ['{2024,2025}', 'all_of'],
  ])('%s is %s by itself', (edtf, extent) => {
    expect(resolveTime({ edtf }).extent).toBe(extent);
  });

  test('a written extent wins', () => {
    expect(resolveTime({ edtf: '2024-03-22', extent: 'throughout' }).extent).toBe('throughout');
    expect(resolveTime({ edtf: '2024/2025', extent: 'point_within' }).extent).toBe('point_within');
    expect(resolveTime({ edtf: '[2024..2025]', extent: 'point_within' }).extent).toBe('point_within');
  });

  test.each([
    ['2024-03-22/2024-03-28', 'one day of 22 to 28 March 2024'],
    ['2016-05/2016-08', 'one month of May 2016 to August 2016'],
    ['2001/2003', 'one year of 2001 to 2003'],
    ['2024-03-22/2024-04', 'some time from 22 March 2024 to April 2024'],
    ['2024-03-22/2024-03-22', '22 March 2024'],
    ['2024-03-22/..', 'some time from 22 March 2024 onwards'],
    ['../2024-03-22', 'some time until 22 March 2024'],
    ['/2024-03-22', 'some time until 22 March 2024'],
  ])('a moment within %s reads "%s"', (edtf, words) => {
    expect(resolveTime({ edtf, extent: 'point_within' }).display).toBe(words);
    expect(resolveTime({ edtf, extent: 'throughout' }).display).not.toContain(' of ');
  });

  test.each([
    ['2024', 'one_of', 'needs a set, which 2024 is not', 'point_within or throughout'],
    ['2024/2025', 'all_of', 'needs a set', 'point_within or throughout'],
    ['[2024,2025]', 'all_of', 'contradicts the brackets', 'a set in { }, or one_of'],
    ['{2024,2025}', 'one_of', 'contradicts the brackets', 'a set in [ ], or all_of'],
  ] as const)('%s cannot be %s', (edtf, extent, problem, expected) => {
    const error = refusal(() => resolveTime({ edtf, extent }));
    expect(error).toMatchObject({ parameter: 'extent', part: extent });
    expect(error.message).toContain(problem);
    expect(error.expected).toContain(expected);
  });
});

describe('the schemas', () => {
  test.each([
    [{ edtf: '2024-02-30' }, 'edtf', 'is not a day of month 02'],
    [{ edtf: '2024', timeZone: 'Nowhere/City' }, 'timeZone', 'is not a known time zone'],
    [{ edtf: '2024', extent: 'one_of' }, 'extent', 'needs a set'],
    [{ edtf: 'Y300000', timeZone: 'Europe/Moscow' }, 'timeZone', 'has no rules for the year 300000'],
    [{ edtf: '' }, 'edtf', ''],
    [{ edtf: '2024', text: 'x'.repeat(201) }, 'text', ''],
    [{ edtf: '2024', basis: 'guessed' }, 'basis', ''],
    [{}, 'edtf', ''],
  ])('%j is refused at its field', (input, field, message) => {
    const issues = FuzzyTimeInput.safeParse(input).error?.issues ?? [];
    expect(issues.map((issue) => issue.path)).toEqual([[field]]);
    expect(issues[0]?.message).toContain(message);
  });

  test('fields nobody knows are refused, as are computed ones', () => {
    expect(FuzzyTimeInput.safeParse({ edtf: '2024', earliest: '2024-01-01' }).success).toBe(false);
  });

  test('their examples are true', () => {
    for (const example of examplesOf(FuzzyTimeInput)) FuzzyTimeInput.parse(example);
    for (const example of examplesOf(FuzzyTime)) {
      const served = FuzzyTime.parse(example);
      const { edtf, text, basis } = served;
      expect(resolveTime({ edtf, basis, ...(text === null ? {} : { text }) })).toEqual(served);
    }
  });

  test('they become JSON Schema components, every property described', () => {
    const { schemas } = z.toJSONSchema(z.globalRegistry);
    for (const id of ['FuzzyTimeInput', 'FuzzyTime']) {
      const schema = schemas[id];
      expect(schema).toMatchObject({ type: 'object', additionalProperties: false });
      expect(Object.keys(schema?.properties ?? {})).toContain('edtf');
      for (const [name, property] of Object.entries(schema?.properties ?? {})) {
        expect(property, name).toHaveProperty('description');
      }
    }
    const names = [
      'Edtf',
      'FuzzyTime',
      'FuzzyTimeInput',
      'TimeBasis',
      'TimeBound',
      'TimeBoundKind',
      'TimeExtent',
    ];
    expect(Object.keys(schemas)).toEqual(
      expect.arrayContaining([...names, 'TimePrecision', 'TimeQualifier']),
    );
  });
});

function examplesOf(schema: z.ZodType): readonly unknown[] {
  const { examples } = z.object({ examples: z.array(z.unknown()).min(1) }).parse(schema.meta());
  return examples;
}

describe('a time that was read before', () => {
  test('keeps what is its own: words, extent, basis', () => {
    const plain = resolveTime({ edtf: '2024-03-22' });
    const own = {
      text: 'that Friday',
      extent: 'throughout',
      basis: 'inferred',
      basisNote: 'By the day of the week.',
    } as const;
    const lasting = { latestStart: '2024-03-22', earliestEnd: '2024-03-22' };
    expect(resolveTime({ edtf: '2024-03-22', ...own })).toEqual({ ...plain, ...own, ...lasting });
    expect(resolveTime({ edtf: '2024-03-22' })).toEqual(plain);
  });

  test('in another zone is another time', () => {
    const of = (timeZone?: string) =>
      timeKeys({ edtf: '2024-03-22', ...(timeZone === undefined ? {} : { timeZone }) }).start;
    const starts = [of(), of('Europe/Moscow'), of('Asia/Tokyo')];
    expect([of(), of('Europe/Moscow'), of('Asia/Tokyo')]).toEqual(starts);
    expect(new Set(starts).size).toBe(3);
  });

  test('makes nothing readable that is not', () => {
    resolveTime({ edtf: '2024-03-22', timeZone: 'Europe/Moscow' });
    for (const input of [
      { edtf: 'Europe/Moscow\n2024-03-22' },
      { edtf: '2024-03-22', timeZone: '' },
      { edtf: '2024-03-22', timeZone: 'Europe/Moscow\n' },
      { edtf: '2024-03-22\n' },
      { edtf: '\n2024-03-22', timeZone: 'Europe/Moscow' },
    ]) {
      expect(() => resolveTime(input)).toThrow();
    }
  });
});
