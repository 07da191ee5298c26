import { describe, expect, it } from 'vitest';
import { Tag } from '../../src/domain/event.ts';

describe('a keyword', () => {
  it.each([
    'terrorism',
    'Strike Action',
    'забастовка',
    'ストライキ',
    'हड़ताल',
    'เด็ก',
    "rock'n'roll",
    'п’ята колона',
    'U.S.',
    'a_b-c',
    'a--b',
    '2024',
  ])('may be %s', (text) => expect(Tag.parse(text)).toBe(text));

  it.each(['', ' a', 'a ', 'a  b', 'a|b', '#a', 'a,b', 'a\nb', '-a', 'a/b', 'a'.repeat(65), 'a\u0000'])(
    'may not be %j',
    (text) => expect(Tag.safeParse(text).success).toBe(false),
  );

  it('is one keyword whether its accents are composed or not', () => {
    expect(Tag.parse('cafe\u0301')).toBe('caf\u00e9');
  });
});
