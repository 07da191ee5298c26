import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCursor, encodeCursor } from '../../src/domain/cursor.ts';
import { limits } from '../../src/domain/limits.ts';
import type { SortKey } from '../../src/domain/query.ts';

const key: fc.Arbitrary<SortKey> = fc.array(
  fc.oneof(
    fc.maxSafeInteger(),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constant(Number.MAX_SAFE_INTEGER),
  ),
  { maxLength: 4 },
);
const refused = { code: 'invalid_cursor', faults: [{ parameter: 'cursor', code: 'invalid_cursor' }] };

function outcomeOf(cursor: string, query: string): unknown {
  try {
    return decodeCursor(cursor, query);
  } catch (error) {
    return error;
  }
}

describe('a cursor', () => {
  it('reads back to the key that it was written from', () => {
    fc.assert(
      fc.property(key, fc.string(), (written, query) => {
        expect(decodeCursor(encodeCursor(written, query), query)).toEqual(
          written.map((part) => (part === 0 ? 0 : part)),
        );
      }),
    );
  });

  it('is safe in an address', () => {
    fc.assert(
      fc.property(key, fc.string(), (written, query) => /^[\w-]+$/.test(encodeCursor(written, query))),
    );
  });

  it('cut off anywhere is refused', () => {
    const whole = encodeCursor([1_711_065_600, 'Č-event', 42], 'query');
    for (let length = 0; length < whole.length; length += 1) {
      expect(outcomeOf(whole.slice(0, length), 'query'), `${length}`).toMatchObject(refused);
    }
  });

  it('with any one character replaced, removed or added is refused', () => {
    const whole = encodeCursor([1_711_065_600, 'event'], 'query');
    const characters = ['A', 'b', '0', '_', '-', '=', '+', '/', ' ', '.', 'é', '\0'];
    for (let at = 0; at <= whole.length; at += 1) {
      const [before, own, after] = [whole.slice(0, at), whole.slice(at, at + 1), whole.slice(at + 1)];
      for (const character of characters.filter((one) => one !== own)) {
        expect(outcomeOf(before + character + after, 'query'), `${character} at ${at}`).toMatchObject(
          refused,
        );
        expect(
          outcomeOf(before + character + own + after, 'query'),
          `${character} before ${at}`,
        ).toMatchObject(refused);
      }
      if (own !== '' && own !== after[0]) expect(outcomeOf(before + after, 'query')).toMatchObject(refused);
    }
  });

  it('of another query is refused', () => {
    fc.assert(
      fc.property(key, fc.string(), fc.string(), (written, query, other) => {
        fc.pre(query !== other);
        expect(outcomeOf(encodeCursor(written, query), other)).toMatchObject(refused);
      }),
    );
  });

  it('that nobody wrote is refused', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(outcomeOf(text, 'query')).toMatchObject(refused);
      }),
    );
    for (const text of ['', 'null', '[]', 'W10', 'A'.repeat(limits.cursorMaxChars + 1)]) {
      expect(outcomeOf(text, 'query'), text).toMatchObject(refused);
    }
  });

  it('that is right but holds something else than a sort key is refused', () => {
    for (const value of [null, {}, 'text', [1.5], [null], [[1]], [Number.MAX_SAFE_INTEGER + 1], [true]]) {
      const cursor = encodeCursor(value as unknown as SortKey, 'query');
      expect(outcomeOf(cursor, 'query'), JSON.stringify(value)).toMatchObject(refused);
    }
  });
});
