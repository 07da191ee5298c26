import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anchor } from '../../../src/domain/anchoring/anchor.ts';
import { type Passage, sha256 } from '../../../src/domain/anchoring/copy.ts';
import { locatorAt } from '../../../src/domain/anchoring/locator-at.ts';
import { SourceText } from '../../../src/domain/anchoring/source-text.ts';

/** The rules by which a displaced passage is placed, with and without context hashes. */

const textOf = (text: string) => new SourceText(Buffer.from(text, 'utf8'));
const refrain = 'The commander denied it.';
const lengthOf = (text: string) => [...text].length;

/** A text of sentences that all differ, each but the last followed by the same one. */
const story = (sentences: number) =>
  Array.from(
    { length: sentences },
    (_, index) => `Unit ${index} reported at ${index} o’clock, near hill ${index}. `,
  )
    .join(`${refrain} `)
    .trimEnd();

const placesOf = (text: string, words: string) =>
  [...text.matchAll(new RegExp(words.replaceAll('.', '\\.'), 'gu'))].map(({ index }) => index);

type Keep = (passage: ReturnType<typeof locatorAt>) => Passage;
const withContext: Keep = (passage) => passage;
const bare: Keep = ({ start, end, quoteSha256 }) => ({ start, end, quoteSha256 });

/** Locators of all refrains, and of the sentence before and after each. */
function locatorsOf(text: string, keep: Keep): Passage[] {
  const source = textOf(text);
  const sentences = placesOf(text, 'Unit ').map((start) => keep(locatorAt(source, start, start + 12)));
  const refrains = placesOf(text, refrain).map((start) =>
    keep(locatorAt(source, start, start + refrain.length)),
  );
  return [...sentences, ...refrains];
}

async function found(text: string, passages: readonly Passage[], contentLength: number | null = null) {
  const anchors = await anchor(textOf(text), passages, { contentSha256: null, contentLength });
  return anchors.map(({ state, place, candidates }) =>
    [state, place?.start ?? candidates.map(({ start }) => start)].flat(),
  );
}

const inserted = fc.string({
  unit: fc.constantFrom('x', ' ', 'é', '🚨', '“', '\n'),
  minLength: 1,
  maxLength: 20,
});

describe.each([
  ['with context', withContext],
  ['without context', bare],
])('passages %s', (_, keep) => {
  it('are all shifted by whatever is inserted before the text', async () => {
    await fc.assert(
      fc.asyncProperty(inserted, fc.integer({ min: 2, max: 6 }), async (prefix, sentences) => {
        const text = story(sentences);
        const locators = locatorsOf(text, keep);
        const shift = lengthOf(prefix);
        expect(await found(prefix + text, locators)).toEqual(
          locators.map(({ start }) => ['moved', start + shift]),
        );
      }),
    );
  });

  it('never jump to equal words that are another passage, whatever else is inserted', async () => {
    const cases = fc.record({
      sentences: fc.integer({ min: 3, max: 6 }),
      prefix: fc.oneof(fc.constant(''), inserted),
      altered: fc.nat(100),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ sentences, prefix, altered }) => {
        const text = story(sentences);
        const locators = locatorsOf(text, keep);
        const at = placesOf(text, refrain)[altered % (sentences - 1)] ?? 0;
        const now = `${prefix}${text.slice(0, at)}The commander denies it.${text.slice(at + refrain.length)}`;
        const shift = lengthOf(prefix);
        expect(await found(now, locators)).toEqual(
          locators.map(({ start }) => {
            if (start === at) return ['missing'];
            return [shift === 0 ? 'anchored' : 'moved', start + shift];
          }),
        );
      }),
    );
  });
});

describe('by context', () => {
  const text = story(4);
  const [first = 0, second = 0] = placesOf(text, refrain);
  const locator = locatorAt(textOf(text), second, second + refrain.length);

  it('one side is enough', async () => {
    for (const [before, after] of [
      ['Unit 1', 'Squad one'],
      ['Unit 2', 'Squad two'],
    ] as const) {
      const now = `New. ${text.replace(before, after)}`;
      const shift = 5 + after.length - before.length;
      expect(await found(now, [locator])).toEqual([['moved', second + (before === 'Unit 1' ? shift : 5)]]);
    }
  });

  it('equal words in other surroundings are candidates, not the passage', async () => {
    const now = `Later, somebody else said: ${refrain} Nobody asked why he did.`;
    expect(await found(now, [locator])).toEqual([['ambiguous', 27]]);
  });

  it('the place with both sides goes before one with a single side', async () => {
    const around = text.slice(second - 40, second + refrain.length + 40);
    const half = `${text.slice(second - 40, second + refrain.length)} Another end of this altogether.`;
    const now = `Begin: ${half} ${around}`;
    expect(await found(now, [locator])).toEqual([['moved', now.lastIndexOf(refrain)]]);
    expect(await found(`${half} ${half}`, [locator])).toMatchObject([['ambiguous', 40, expect.any(Number)]]);
  });

  it('a context too short to tell anything is as none', async () => {
    const short = 'A: yes.';
    const passage = locatorAt(textOf(short), 3, 6);
    expect(await found('B: yes.', [passage])).toEqual([['anchored', 3]]);
    expect(await found('Bob: yes.', [passage], lengthOf(short))).toEqual([['moved', 5]]);
  });

  it('two passages whose contexts lead to one place are both left open', async () => {
    const other = locatorAt(textOf(text), first, first + refrain.length);
    // The end of the first and the beginning of the second are cut, so that one refrain stands between both contexts.
    const now = `Cut. ${text.slice(0, first)}${text.slice(second)}`;
    expect(await found(now, [other, locator])).toEqual([
      ['ambiguous', first + 5, now.lastIndexOf(refrain)],
      ['ambiguous', first + 5, now.lastIndexOf(refrain)],
    ]);
  });
});

describe('a copy with other breaks between paragraphs', () => {
  const breaks = ['\n', '\n\n', '\n\n\n', '\n\n\n\n', '\n \n', '\n\n\u00a0\n'];
  const paragraphs = ['Dateline, here.', 'Unit 1 fired.', refrain, 'Unit 2 fired.', refrain, 'It went on.'];
  const passagesIn = (text: string, keep: Keep) => {
    let at = 0;
    return paragraphs.map((words) => {
      const start = text.indexOf(words, at);
      at = start + words.length;
      return keep(locatorAt(textOf(text), start, at));
    });
  };

  it('has every passage that keeps a context at its place', async () => {
    const pairs = fc.record({ was: fc.constantFrom(...breaks), now: fc.constantFrom(...breaks) });
    await fc.assert(
      fc.asyncProperty(pairs, async ({ was, now }) => {
        const [recorded, copy] = [paragraphs.join(was), paragraphs.join(now)];
        const places = passagesIn(copy, bare).map(({ start }) => start);
        const anchors = await found(copy, passagesIn(recorded, withContext), recorded.length);
        expect(anchors.map(([, start]) => start)).toEqual(places);
      }),
      { numRuns: 72 },
    );
  });

  it('places no passage worse for its context', async () => {
    const [recorded, copy] = [paragraphs.join('\n\n'), paragraphs.join('\n\n\n\n')];
    const states = async (keep: Keep) =>
      (await found(copy, passagesIn(recorded, keep), recorded.length)).map(([state]) => state);
    const [kept, none] = [await states(withContext), await states(bare)];
    expect(none).toEqual(['anchored', 'moved', 'ambiguous', 'moved', 'ambiguous', 'moved']);
    expect(kept).toEqual(['anchored', 'moved', 'moved', 'moved', 'moved', 'moved']);
  });
});

describe('by the shift of neighbours', () => {
  it('also if the context of a passage was edited', async () => {
    const lines = [
      'He came at noon, on a horse of the post.',
      'Soldiers stood a long way off,',
      refrain,
      'with a long face for those who asked,',
      'and then the rider left again for home.',
    ];
    const text = lines.join(' ');
    const passageOf = (words: string) =>
      locatorAt(textOf(text), text.indexOf(words), text.indexOf(words) + words.length);
    const passages = ['He came at noon', refrain, 'left again for home.'].map(passageOf);
    const now = `New. ${text.replace('way off,', 'way out,').replace('with a long', 'with a cold')}`;
    expect(await found(now, passages)).toEqual(passages.map(({ start }) => ['moved', start + 5]));
  });

  const text = story(3);
  const [first = 0, second = 0] = placesOf(text, refrain);
  const [sentence, refrains] = [locatorsOf(text, bare).slice(0, 3), locatorsOf(text, bare).slice(3)];

  it('neighbours of different shifts tell nothing', async () => {
    const now = `New. ${text.replace('near hill 1', 'near the hill of 1')}`;
    const extra = 'near the hill of 1'.length - 'near hill 1'.length;
    expect(
      await found(now, [sentence[0] as Passage, refrains[1] as Passage, sentence[2] as Passage]),
    ).toEqual(
      [
        ['moved', 5],
        ['ambiguous', first + 5, second + 5 + extra],
        ['moved', (sentence[2]?.start ?? 0) + 5 + extra],
      ].map((each) => each),
    );
  });

  it('the end of a text of known length is a neighbour of the last passage', async () => {
    const ends = `${text} ${refrain}`;
    const last = bare(locatorAt(textOf(ends), text.length + 1, ends.length));
    const passages = [sentence[2] as Passage, last];
    expect(await found(`New. ${ends}`, passages)).toMatchObject([
      ['moved', expect.any(Number)],
      ['ambiguous', first + 5, second + 5, text.length + 6],
    ]);
    expect(await found(`New. ${ends}`, passages, ends.length)).toMatchObject([
      ['moved', expect.any(Number)],
      ['moved', text.length + 6],
    ]);
  });

  it('lines with other ends do not count as shifts', async () => {
    const lines = 'One here.\nEcho.\nTwo here.\nEcho.\nThree here.';
    const source = textOf(lines);
    const passages = [
      bare(locatorAt(source, 0, 9)),
      bare(locatorAt(source, 10, 15)),
      bare(locatorAt(source, 16, 25)),
      bare(locatorAt(source, 26, 31)),
      bare(locatorAt(source, 32, 43)),
    ];
    const now = `New.\r\n${lines.replaceAll('\n', '\r\n')}`;
    expect(await found(now, passages)).toEqual(
      ['One', 'Echo', 'Two', '', 'Three'].map((word) => [
        'moved',
        word === '' ? now.lastIndexOf('Echo') : now.indexOf(word),
      ]),
    );
  });
});

describe('by being the only one', () => {
  it('words that another locator has too are nobody’s', async () => {
    const text = `${refrain} Nothing else. ${refrain}`;
    const passages = placesOf(text, refrain).map((start) => bare(locatorAt(textOf(text), start, start + 24)));
    expect(await found(`Now: ${refrain}`, passages)).toEqual([
      ['ambiguous', 5],
      ['ambiguous', 5],
    ]);
  });

  it('a part of another passage’s place is taken too', async () => {
    const text = `${refrain} Then the commander denied it.`;
    const whole = bare(locatorAt(textOf(text), 0, refrain.length));
    const part = bare(locatorAt(textOf(text), text.lastIndexOf('commander denied it'), text.length - 1));
    expect(await found(`${refrain} Then he did not.`, [whole, part])).toEqual([['anchored', 0], ['missing']]);
    expect(await found(text, [whole, part])).toEqual([
      ['anchored', 0],
      ['anchored', part.start],
    ]);
  });

  it('locators of one recorded place are found together', async () => {
    const passage = bare(locatorAt(textOf(refrain), 4, 13));
    expect(
      await found(`Now: ${refrain}`, [
        passage,
        { ...passage, plainSha256: sha256('commander'), plainLength: 9 },
      ]),
    ).toEqual([
      ['moved', 9],
      ['moved', 9],
    ]);
  });
});
