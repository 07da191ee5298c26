import { describe, expect, test } from 'vitest';
import { fragmentWords } from '../../src/web/evidence/fragment-words.ts';
import { quantityWords } from '../../src/web/parts/quantity.ts';

/** Numbers with their units, and parts of sources, in words. */

describe('a part of a source', () => {
  test.each([
    ['t=83,91', '1:23 to 1:31'],
    ['t=npt:10', 'from 0:10'],
    ['t=,3725', 'until 1:02:05'],
    ['t=1:02:05,1:03:00', '1:02:05 to 1:03:00'],
    ['t=7.5', 'from 0:07.5'],
    ['page=12', 'page 12'],
    ['page=3&xywh=percent:5,5,40,30', 'page 3, a region of the picture (percent:5,5,40,30)'],
  ])('%s is %s', (fragment, words) => {
    expect(fragmentWords(fragment)).toBe(words);
  });
});

describe('a quantity', () => {
  const quantity = { min: null, best: null, max: null, unit: 'persons' };
  test.each([
    [{ ...quantity, min: 143 }, 'at least 143 persons'],
    [{ ...quantity, min: 10, max: 12 }, '10–12 persons'],
    [{ ...quantity, min: 7, max: 7 }, '7 persons'],
    [{ ...quantity, min: 10, best: 11, max: 12 }, '11 (10–12) persons'],
    [{ ...quantity, max: 5, unit: 'square_km' }, 'at most 5 square km'],
    [{ ...quantity, best: 3, unit: 'USD' }, 'USD 3'],
    [quantity, 'an unknown number of persons'],
  ])('%j is %s', (given, words) => {
    expect(quantityWords(given)).toBe(words);
  });
});
