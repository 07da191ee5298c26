import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anchor, type Passage } from '../../src/domain/anchoring.ts';
import type { Anchor } from '../../src/domain/evidence.ts';
import { fingerprintOf } from '../../src/domain/fingerprint.ts';
import { SourceText } from '../../src/domain/source-text.ts';

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');
const textOf = (text: string) => new SourceText(Buffer.from(text, 'utf8'));

const passageAt = (text: string, start: number, end: number): Passage => ({
  start,
  end,
  quoteSha256: sha256([...text].slice(start, end).join('')),
});

const withFingerprint = (text: string, passage: Passage): Passage => ({
  ...passage,
  quoteFingerprint: fingerprintOf([...text].slice(passage.start, passage.end).join('')),
});

/** The definition, word by word, without any regard to cost. */
function naive(text: string, { start, end, quoteSha256 }: Passage): Anchor {
  const characters = [...text];
  const length = end - start;
  const places = characters.flatMap((_, at) =>
    at + length <= characters.length && sha256(characters.slice(at, at + length).join('')) === quoteSha256
      ? [at]
      : [],
  );
  if (places.includes(start)) return { state: 'anchored', start };
  if (places.length === 0) return { state: 'missing', start: null };
  return places.length === 1
    ? { state: 'moved', start: places[0] ?? null }
    : { state: 'ambiguous', start: null };
}

/** Few characters, so that passages repeat: one, two, three and four bytes in UTF-8, and a combining mark. */
const character = fc.constantFrom('a', 'b', ' ', '\n', 'é', '\u0301', '—', '\ufeff', '𝄞', '🙂');
const prose = fc.array(character, { minLength: 1, maxLength: 60 }).map((parts) => parts.join(''));

/** Passages shorter and longer than the opening that a fingerprint tells apart, some of them without one. */
const passagesOf = (text: string) =>
  fc.array(
    fc
      .tuple(fc.nat([...text].length - 1), fc.integer({ min: 1, max: 40 }), fc.boolean())
      .map(([start, length, isMarked]) => {
        const passage = passageAt(text, start, Math.min([...text].length, start + length));
        return isMarked ? withFingerprint(text, passage) : passage;
      }),
    { minLength: 1, maxLength: 10 },
  );

const edit = fc.oneof(
  fc.record({ kind: fc.constant('insert' as const), at: fc.nat(60), text: prose }),
  fc.record({ kind: fc.constant('delete' as const), at: fc.nat(60), count: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ kind: fc.constant('repeat' as const), at: fc.nat(60), count: fc.integer({ min: 1, max: 30 }) }),
  fc.record({ kind: fc.constant('change' as const), at: fc.nat(60), text: character }),
);
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

function edited(text: string, change: Edit): string {
  const characters = [...text];
  switch (change.kind) {
    case 'insert':
      return characters.toSpliced(change.at, 0, change.text).join('');
    case 'delete':
      return characters.toSpliced(change.at, change.count).join('');
    case 'repeat':
      return characters
        .toSpliced(change.at, 0, ...characters.slice(change.at, change.at + change.count))
        .join('');
    case 'change':
      return characters.toSpliced(change.at, 1, change.text).join('');
  }
}

describe('anchoring a passage', () => {
  const text = 'One 🙂 two. Two 🙂 three.';

  it('finds it at its own place', async () => {
    expect(await anchor(textOf(text), [passageAt(text, 4, 9)])).toEqual([{ state: 'anchored', start: 4 }]);
  });

  it('counts a character outside the basic plane as one', () => {
    expect(textOf(text).length).toBe(23);
    expect(textOf('🙂').window(0, 1).toString()).toBe('🙂');
  });

  it('keeps to its own place even where the same words stand elsewhere too', async () => {
    const twice = 'echo echo';
    expect(await anchor(textOf(twice), [passageAt(twice, 5, 9)])).toEqual([{ state: 'anchored', start: 5 }]);
  });

  it('tells where it went, if there is one such place', async () => {
    const now = `🙂${text}`;
    expect(await anchor(textOf(now), [passageAt(text, 12, 23)])).toEqual([{ state: 'moved', start: 13 }]);
  });

  it('does not choose between two places', async () => {
    const before = 'xxecho';
    const found = await anchor(textOf('echo, echo'), [passageAt(before, 2, 6)]);
    expect(found).toEqual([{ state: 'ambiguous', start: null }]);
  });

  it('counts overlapping places apart', async () => {
    const found = await anchor(textOf('aaa'), [passageAt('bbbaa', 3, 5)]);
    expect(found).toEqual([{ state: 'ambiguous', start: null }]);
  });

  it('misses what is changed by one character, cut short, or longer than the text', async () => {
    const passage = passageAt(text, 4, 9);
    expect(await anchor(textOf(text.replace('two', 'twO')), [passage])).toEqual([
      { state: 'missing', start: null },
    ]);
    expect(await anchor(textOf('One 🙂'), [passage])).toEqual([{ state: 'missing', start: null }]);
    expect(await anchor(textOf(''), [passage])).toEqual([{ state: 'missing', start: null }]);
  });

  it('refuses bytes that are not UTF-8', () => {
    for (const bytes of [[0xff], [0xc3], [0xed, 0xa0, 0x80], [0xc0, 0x80]]) {
      expect(() => new SourceText(Uint8Array.from(bytes))).toThrowError(
        expect.objectContaining({ code: 'invalid_parameter' }),
      );
    }
  });

  it('counts a byte order mark as a character and hashes it', () => {
    const marked = textOf('\ufeffa');
    expect(marked.length).toBe(2);
    expect(marked.sha256).toBe(sha256('\ufeffa'));
  });
});

describe('anchoring, for any text and edits of it', () => {
  it('agrees with the definition', async () => {
    const cases = prose.chain((text) =>
      fc.record({
        text: fc.constant(text),
        passages: passagesOf(text),
        edits: fc.array(edit, { maxLength: 3 }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(cases, async ({ text, passages, edits }) => {
        const now = edits.reduce(edited, text);
        expect(await anchor(textOf(now), passages)).toEqual(passages.map((passage) => naive(now, passage)));
      }),
      { numRuns: 500 },
    );
  });

  it('anchors every passage of the text itself', async () => {
    const cases = prose.chain((text) => fc.tuple(fc.constant(text), passagesOf(text)));
    await fc.assert(
      fc.asyncProperty(cases, async ([text, passages]) => {
        const states = (await anchor(textOf(text), passages)).map(({ state }) => state);
        expect(states).toEqual(passages.map(() => 'anchored'));
      }),
    );
  });

  it('never calls a passage anchored that a change has touched', async () => {
    const cases = prose.chain((text) => fc.tuple(fc.constant(text), passagesOf(text), fc.nat(59)));
    await fc.assert(
      fc.asyncProperty(cases, async ([text, passages, at]) => {
        const touched = passages.filter(({ start, end }) => start <= at && at < end);
        const now = [...text].with(Math.min(at, [...text].length - 1), 'Z').join('');
        for (const { state } of await anchor(textOf(now), touched)) expect(state).not.toBe('anchored');
      }),
    );
  });
});

describe('the fingerprint of a passage', () => {
  it('is what its definition says', () => {
    const fold = (text: string) =>
      [...text].reduce((sum, character) => {
        return (sum * 2480367069n + BigInt(character.codePointAt(0) ?? 0)) % 2n ** 32n;
      }, 0n);
    const digits = (text: string) => fold(text).toString(16).padStart(8, '0');
    for (const text of ['a', '\u0001', 'é—🙂', 'exactly sixteen.', 'The Crocus City Hall attack 🏛']) {
      expect(fingerprintOf(text)).toBe(digits([...text].slice(0, 16).join('')) + digits(text));
    }
  });

  it('is the same whether the passage is at hand or stands in a text', () => {
    const anywhere = prose.chain((text) => {
      const last = [...text].length - 1;
      return fc.tuple(fc.constant(text), fc.nat(last), fc.nat(last));
    });
    fc.assert(
      fc.property(anywhere, ([text, one, other]) => {
        const start = Math.min(one, other);
        const length = Math.abs(one - other) + 1;
        const words = [...text].slice(start, start + length).join('');
        expect(textOf(text).fingerprint(start, length)).toBe(fingerprintOf(words));
      }),
    );
  });

  it('never decides by itself', async () => {
    const text = 'One 🙂 two. Two 🙂 three.';
    const stranger = { ...withFingerprint(text, passageAt(text, 4, 9)), quoteSha256: sha256('elsewhere') };
    expect(await anchor(textOf(`x${text}`), [stranger])).toEqual([{ state: 'missing', start: null }]);
    expect(await anchor(textOf(text), [stranger])).toEqual([{ state: 'missing', start: null }]);
  });
});

describe('anchoring in a long text', () => {
  const words = Array.from({ length: 40_000 }, (_, index) => `w${index} `).join('');
  const passages = Array.from({ length: 200 }, (_, index) => {
    const start = index * 900;
    return passageAt(words, start, start + 20 + index);
  });

  it('follows what an edit at the beginning has moved without searching for each', async () => {
    const begun = performance.now();
    const anchors = await anchor(textOf(`Preface. ${words}`), passages);
    expect(anchors).toEqual(passages.map(({ start }) => ({ state: 'moved', start: start + 9 })));
    expect(performance.now() - begun).toBeLessThan(2000);
  });

  it('searches all of it for hundreds of passages of as many lengths, if they have fingerprints', async () => {
    const long = words.repeat(9);
    const strangers = passages.map((passage) => ({
      ...passage,
      quoteSha256: sha256('elsewhere'),
      quoteFingerprint: fingerprintOf(`${words.slice(passage.start, passage.end - 1)}!`),
    }));
    const end = withFingerprint('The end.', passageAt('The end.', 0, 8));
    const wanted = [...strangers, end];
    const anchors = await anchor(textOf(`${long}The end.`), wanted);
    expect(anchors.at(-1)).toEqual({ state: 'moved', start: long.length });
    expect(new Set(anchors.slice(0, -1).map(({ state }) => state))).toEqual(new Set(['missing']));
  });

  it('lets other work go on, and stops at its deadline', async () => {
    const strangers = passages.map((passage) => ({ ...passage, quoteSha256: sha256('elsewhere') }));
    let ticks = 0;
    const timer = setInterval(() => {
      ticks += 1;
    }, 5);
    const search = anchor(textOf(words), strangers, 400);
    await expect(search).rejects.toMatchObject({
      code: 'deadline_exceeded',
      message: expect.stringMatching(
        /for 200 passages took longer than 400 ms\. 200 of them have no quoteFingerprint/,
      ),
    });
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(0);
  });
});
