import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anchor } from '../../../src/domain/anchoring/anchor.ts';
import type { Passage } from '../../../src/domain/anchoring/copy.ts';
import { plainForm } from '../../../src/domain/anchoring/normal-forms.ts';
import type { RecordedText } from '../../../src/domain/anchoring/own-places.ts';
import { SourceText } from '../../../src/domain/anchoring/source-text.ts';
import { fingerprintOf } from '../../../src/domain/fingerprint.ts';

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');
const textOf = (text: string) => new SourceText(Buffer.from(text, 'utf8'));
const sliced = (text: string, start: number, end: number) => [...text].slice(start, end).join('');

const passageAt = (text: string, start: number, end: number): Passage => ({
  start,
  end,
  quoteSha256: sha256([...text].slice(start, end).join('')),
});

const withFingerprint = (text: string, passage: Passage): Passage => ({
  ...passage,
  quoteFingerprint: fingerprintOf([...text].slice(passage.start, passage.end).join('')),
});

/** Returns each passage as its state, and its start or those of its candidates. */
async function found(text: string, passages: readonly Passage[], recorded?: RecordedText) {
  const anchors = await anchor(textOf(text), passages, recorded);
  return anchors.map(({ state, place, candidates }) =>
    [state, place?.start ?? candidates.map(({ start }) => start)].flat(),
  );
}

/** Returns every place of some words in a text, in code points. */
function placesOf(text: string, words: string): number[] {
  const [characters, { length }] = [[...text], [...words]];
  return characters.flatMap((_, at) => (characters.slice(at, at + length).join('') === words ? [at] : []));
}
const isMarked = (passages: readonly Passage[], start: number, end: number) =>
  passages.some((passage) => passage.start === start && passage.end === end && passage.quoteFingerprint);
const overlaps = (place: { start: number; end: number }, start: number, end: number) =>
  place.start < end && start < place.end;

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
    expect(await found(text, [passageAt(text, 4, 9)])).toEqual([['anchored', 4]]);
  });

  it('counts a character outside the basic plane as one', () => {
    expect(textOf(text).length).toBe(23);
    expect(textOf('a🙂b').slice(1, 2)).toBe('🙂');
  });

  it('keeps to its own place even where the same words stand elsewhere too', async () => {
    const twice = 'echo echo';
    expect(await found(twice, [passageAt(twice, 5, 9)])).toEqual([['anchored', 5]]);
  });

  it('tells where it went, if there is one such place', async () => {
    expect(await found(`🙂${text}`, [passageAt(text, 12, 23)])).toEqual([['moved', 13]]);
  });

  it('lists two places without choosing', async () => {
    expect(await found('echo, echo', [passageAt('xxecho', 2, 6)])).toEqual([['ambiguous', 0, 6]]);
  });

  it('counts overlapping places apart', async () => {
    expect(await found('aaa', [passageAt('bbbaa', 3, 5)])).toEqual([['ambiguous', 0, 1]]);
  });

  it('misses what is changed by one character, cut short, or longer than the text', async () => {
    const passage = passageAt(text, 4, 9);
    for (const changed of [text.replace('two', 'twO'), 'One 🙂', '']) {
      expect(await found(changed, [passage])).toEqual([['missing']]);
    }
  });

  it('counts a byte order mark as a character and hashes it', () => {
    const marked = textOf('\ufeffa');
    expect(marked.length).toBe(2);
    expect(marked.sha256).toBe(sha256('\ufeffa'));
  });
});

describe('anchoring, for any text and edits of it', () => {
  const cases = prose.chain((text) =>
    fc.record({
      text: fc.constant(text),
      passages: passagesOf(text),
      edits: fc.array(edit, { maxLength: 3 }),
    }),
  );
  const isFound = (state: string) => state === 'anchored' || state === 'moved';

  it('finds its words in plain form, and calls it missing only if they stand nowhere free', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ text, passages, edits }) => {
        const now = edits.reduce(edited, text);
        const anchors = await anchor(textOf(now), passages);
        for (const [index, { state, place, candidates }] of anchors.entries()) {
          const { start, end } = passages[index] as Passage;
          const words = sliced(text, start, end);
          for (const at of place === null ? candidates : [place]) {
            expect(plainForm(sliced(now, at.start, at.end))).toBe(plainForm(words));
          }
          // A fingerprint is that of the plain form, which a passage cut within a character does not keep.
          if (state === 'missing' && !isMarked(passages, start, end)) {
            for (const at of placesOf(now, words)) {
              const takers = anchors.filter(
                (other) => other.place && overlaps(other.place, at, at + [...words].length),
              );
              expect(takers).not.toEqual([]);
            }
          }
          expect(isFound(state)).toBe(place !== null);
          expect(state === 'ambiguous').toBe(candidates.length > 0);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('never puts two passages at one place, unless they were recorded at one', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ text, passages, edits }) => {
        const anchors = await anchor(textOf(edits.reduce(edited, text)), passages);
        const owners = new Map<string, string>();
        for (const [index, { place }] of anchors.entries()) {
          if (place === null) continue;
          const key = `${place.start} ${place.end}`;
          const owner = `${passages[index]?.start} ${passages[index]?.end}`;
          expect(owners.get(key) ?? owner).toBe(owner);
          owners.set(key, owner);
        }
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
      [...plainForm(text)].reduce((sum, character) => {
        return (sum * 2480367069n + BigInt(character.codePointAt(0) ?? 0)) % 2n ** 32n;
      }, 0n);
    const digits = (text: string) => fold(text).toString(16).padStart(8, '0');
    for (const text of [
      'a',
      '\u0001',
      'é—🙂',
      'exactly sixteen.',
      '\u201cCafe\u0301\u201d\r\n',
      'The Crocus City Hall attack 🏛',
    ]) {
      expect(fingerprintOf(text)).toBe(digits([...plainForm(text)].slice(0, 16).join('')) + digits(text));
    }
  });

  it('is the same in every form of the passage', () => {
    fc.assert(
      fc.property(prose, (text) => {
        expect(fingerprintOf(plainForm(text))).toBe(fingerprintOf(text));
      }),
    );
  });

  it('never decides by itself', async () => {
    const text = 'One 🙂 two. Two 🙂 three.';
    const stranger = { ...withFingerprint(text, passageAt(text, 4, 9)), quoteSha256: sha256('elsewhere') };
    expect(await found(`x${text}`, [stranger])).toEqual([['missing']]);
    expect(await found(text, [stranger])).toEqual([['missing']]);
  });
});

describe('anchoring in a long text', () => {
  const words = Array.from({ length: 40_000 }, (_, index) => `w${index} `).join('');
  const passages = Array.from({ length: 200 }, (_, index) => {
    const start = index * 900;
    return passageAt(words, start, start + 20 + index);
  });

  it('follows what an edit at the beginning has moved without searching for each', async () => {
    // A search for each of them would need 200 hashes at each of 200,000 places.
    expect(await found(`Preface. ${words}`, passages)).toEqual(
      passages.map(({ start }) => ['moved', start + 9]),
    );
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
    const anchors = await found(`${long}The end.`, wanted);
    expect(anchors.at(-1)).toEqual(['moved', long.length]);
    expect(new Set(anchors.slice(0, -1).flat())).toEqual(new Set(['missing']));
  });

  it('lets other work go on, and stops at its deadline', async () => {
    const strangers = passages.map((passage) => ({ ...passage, quoteSha256: sha256('elsewhere') }));
    let ticks = 0;
    const timer = setInterval(() => {
      ticks += 1;
    }, 5);
    const search = anchor(textOf(words), strangers, undefined, 400);
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
