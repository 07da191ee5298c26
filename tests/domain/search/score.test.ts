import { expect, it } from 'vitest';
import { matcherOf } from '../../../src/domain/search/matcher.ts';
import { scoreOf } from '../../../src/domain/search/score.ts';
import { searchTermsOf } from '../../../src/domain/search/terms.ts';

const score = (terms: readonly string[], title: string, text = '') =>
  scoreOf(
    [
      { text: title, weight: 1 },
      { text, weight: 0.5 },
    ],
    matcherOf(searchTermsOf(terms.join(' ')), 'event'),
  );

it.each([
  ['a title above a text', score(['siege'], 'Siege'), score(['siege'], 'Fire', 'Siege')],
  ['a whole word above a beginning', score(['siege'], 'Siege'), score(['sieg'], 'Siege')],
  [
    'a short title above a long one',
    score(['siege'], 'The siege'),
    score(['siege'], 'The siege of the town'),
  ],
  ['twice above once', score(['siege'], 'x', 'siege, siege'), score(['siege'], 'x', 'siege')],
  ['all words in the title above one', score(['red', 'sea'], 'Red sea'), score(['red', 'sea'], 'Red', 'sea')],
  ['a text above what is only in the index', score(['sea'], 'x', 'sea'), score(['sea'], 'x', 'y')],
  [
    'a short run of Han above a long one',
    score(['北京'], '北京市'),
    score(['北京'], '昨天晚上在北京发生爆炸'),
  ],
  ['a beginning in a title above a text', score(['sieg'], 'Siege'), score(['sieg'], 'x', 'Siege')],
])('%s', (_, better, worse) => {
  expect(better).toBeGreaterThan(worse);
});

it('is between 0 and 1, in thousandths', () => {
  for (const value of [
    score(['a'], 'a '.repeat(1000)),
    score(['a', 'b'], ''),
    score([], 'x'),
    score(['人'], '人人人'),
  ]) {
    expect(value).toBeGreaterThanOrEqual(0);
    expect(value).toBeLessThanOrEqual(1);
    expect(Math.round(value * 1000) / 1000).toBe(value);
  }
});
