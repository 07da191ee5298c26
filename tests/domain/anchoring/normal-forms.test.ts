import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anchor } from '../../../src/domain/anchoring/anchor.ts';
import { type Passage, sha256 } from '../../../src/domain/anchoring/copy.ts';
import { locatorAt } from '../../../src/domain/anchoring/locator-at.ts';
import { forms, plainForm, variantsOf } from '../../../src/domain/anchoring/normal-forms.ts';
import { replacing, rewrite } from '../../../src/domain/anchoring/rewriting.ts';
import { SourceText } from '../../../src/domain/anchoring/source-text.ts';
import { NormalFormTerms } from '../../../src/domain/verification.ts';

/** The forms in which copies differ: what undoes them, and how passages are found in either form. */

const textOf = (text: string) => new SourceText(Buffer.from(text, 'utf8'));
const character = fc.constantFrom(
  ...[
    'a',
    'e',
    ' ',
    '.',
    '"',
    "'",
    '\n',
    '\r',
    '\r\n',
    '\ufeff',
    '\u00e9',
    '\u0301',
    '\u0323',
    '\u212b',
    '\uac01',
  ],
  ...[
    '\u1100',
    '\u1161',
    '\u11a8',
    '\u00a0',
    '\u202f',
    '\u3000',
    '“',
    '”',
    '‘',
    '’',
    '«',
    '›',
    '🙂',
    '\u09c7',
    '\u09be',
  ],
);
const prose = fc.array(character, { maxLength: 40 }).map((parts) => parts.join(''));

describe('the plain form', () => {
  it('is plain already', () => {
    fc.assert(
      fc.property(prose, (text) => {
        expect(plainForm(plainForm(text))).toBe(plainForm(text));
      }),
    );
  });

  it('is the same for a text with any form undone or redone', () => {
    fc.assert(
      fc.property(prose, fc.constantFrom(...forms), (text, { undo, redo }) => {
        expect(plainForm(rewrite(text, undo).text)).toBe(plainForm(text));
        if (redo !== undefined) expect(plainForm(rewrite(plainForm(text), redo).text)).toBe(plainForm(text));
      }),
    );
  });

  it('is in NFC, part by part as a whole', () => {
    const unicode = forms.find(({ name }) => name === 'unicode_form');
    fc.assert(
      fc.property(fc.oneof(prose, fc.string({ unit: 'binary' })), (text) => {
        expect(unicode && rewrite(text, unicode.undo).text).toBe(text.normalize('NFC'));
        expect(unicode?.redo && rewrite(text, unicode.redo).text).toBe(text.normalize('NFD'));
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps words, case, hyphens and the number of spaces', () => {
    for (const text of ['Own-ers  said', 'ÉTÉ', 'a\tb', 'a\n\nb', '— …']) expect(plainForm(text)).toBe(text);
  });

  it.each([
    ['byte_order_mark', '\ufeffSaid', 'Said'],
    ['line_ends', 'one\r\ntwo\rthree\n', 'one\ntwo\nthree\n'],
    ['unicode_form', 'Cafe\u0301', 'Caf\u00e9'],
    ['spaces', 'two\u00a0by\u2009two\u3000', 'two by two '],
    ['quotes', '“So”, ‘she’ said, «so» „so“ ‹so›', '"So", \'she\' said, "so" "so" \'so\''],
  ])('undoes %s', (name, text, plain) => {
    expect(plainForm(text)).toBe(plain);
    expect(forms.filter(({ undo }) => rewrite(text, undo).text !== text).map((form) => form.name)).toEqual([
      name,
    ]);
  });

  it('has a documented name for each form', () => {
    const names = forms.map(({ name }) => name);
    expect(Object.keys(NormalFormTerms.terms)).toEqual([...names, 'plain']);
  });
});

describe('the variants of a passage', () => {
  it('have its plain form, differ from it and from each other', () => {
    fc.assert(
      fc.property(prose, (text) => {
        const variants = variantsOf(text);
        expect(new Set([text, ...variants.map((variant) => variant.text)]).size).toBe(variants.length + 1);
        for (const variant of variants) {
          expect(plainForm(variant.text)).toBe(plainForm(text));
          expect(variant.forms.length).toBeGreaterThan(0);
        }
      }),
    );
  });
});

describe('a map of places', () => {
  it('leads from each untouched character of the old text to the same one in the new, and back', () => {
    const editor = replacing(/a+|\n|🙂/gu, (was) => ({ '\n': '\r\n', '🙂': '' })[was] ?? 'A');
    const any = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '🙂', 'é') });
    fc.assert(
      fc.property(any, (text) => {
        const { text: rewritten, map } = rewrite(text, editor);
        const [before, after] = [[...text], [...rewritten]];
        expect(map.toNew(before.length)).toBe(after.length);
        for (const [place, is] of before.entries()) {
          if (!'bé'.includes(is)) continue;
          expect(after[map.toNew(place)]).toBe(is);
          expect(map.toOld(map.toNew(place))).toBe(place);
        }
      }),
    );
  });
});

/** A text that has every form at once, and the sentences that locators are made of. */
const sentences = [
  'Café owners in Orléans said: "We heard two blasts."',
  "It wasn't the first\nnight of shelling.",
  'Ås and Ürümqi are far away.',
  'Nobody was hurt there.',
  '"Go home," the mayor said.',
];
const plain = `${sentences.join('\n\n')}\n`;
const put: Record<string, (text: string) => string> = {
  byte_order_mark: (text) => `\ufeff${text}`,
  line_ends: (text) => text.replaceAll('\n', '\r\n'),
  unicode_form: (text) => text.normalize('NFD'),
  spaces: (text) => text.replaceAll(' said', '\u00a0said').replaceAll('two ', 'two\u202f'),
  quotes: (text) => text.replaceAll(/"([^"]+)"/g, '“$1”').replaceAll("'", '’'),
};
const bare = ({ start, end, quoteSha256 }: Passage): Passage => ({ start, end, quoteSha256 });
const unmarked = ({ quoteFingerprint: _, ...passage }: Passage): Passage => passage;

function locatorsIn(text: string): Passage[] {
  const inForm = (words: string) =>
    Object.values(put)
      .slice(1)
      .reduce((now, change) => (text.includes(now) ? now : change(now)), words);
  return sentences.map((sentence) => {
    const words =
      [sentence, inForm(sentence), ...[...variantsAll(sentence)]].find((each) => text.includes(each)) ?? '';
    const start = [...text.slice(0, text.indexOf(words))].length;
    return locatorAt(textOf(text), start, start + [...words].length);
  });
}

/** Returns a sentence with each choice of forms. */
function variantsAll(sentence: string): Set<string> {
  const found = new Set([sentence]);
  for (const change of Object.values(put).slice(1)) for (const text of [...found]) found.add(change(text));
  return found;
}

const someForms = fc.subarray(Object.keys(put), { minLength: 1 });
const inForms = (names: readonly string[], text: string) =>
  names.reduce((now, name) => put[name]?.(now) ?? now, text);

describe('a copy in other forms', () => {
  const anchored = async (recorded: string, copy: string, keep: (passage: Passage) => Passage) => {
    const locators = locatorsIn(recorded);
    const content = { contentSha256: sha256(recorded), contentLength: [...recorded].length };
    const anchors = await anchor(textOf(copy), locators.map(keep), content);
    expect(anchors.map(({ state }) => state)).toEqual(locators.map(() => 'anchored'));
    const wanted = locatorsIn(copy).map(({ start, end }) => [start, end]);
    expect(anchors.map(({ place }) => [place?.start, place?.end])).toEqual(wanted);
    return anchors.flatMap(({ place }) => place?.normalization ?? []);
  };

  it('of a plain text has every passage at its place, whatever the locators keep', async () => {
    const keeps = fc.constantFrom(bare, unmarked, (passage: Passage) => passage);
    await fc.assert(
      fc.asyncProperty(someForms, keeps, async (names, keep) => {
        const used = await anchored(plain, inForms(names, plain), keep);
        expect([...new Set(used)].sort()).toEqual([...names].sort());
      }),
    );
  });

  it('is found by its own locators in the plain text', async () => {
    // Without its hash, a text that lost its mark cannot be told from one that lost its first letter.
    const provable = someForms.filter((names) => names[0] !== 'byte_order_mark' || names.length === 1);
    await fc.assert(
      fc.asyncProperty(provable, async (names) => {
        const used = new Set(await anchored(inForms(names, plain), plain, (passage) => passage));
        const redone = names.filter((name) => name !== 'spaces' && name !== 'quotes');
        const isReduced = redone.length < names.length;
        for (const name of used) expect([...redone, ...(isReduced ? ['plain'] : [])]).toContain(name);
        expect(used.has('plain')).toBe(isReduced);
      }),
    );
  });

  it('and moved is found in both directions', async () => {
    await fc.assert(
      fc.asyncProperty(someForms, fc.boolean(), async (names, isBack) => {
        const other = inForms(
          names.filter((name) => name !== 'byte_order_mark'),
          plain,
        );
        const [recorded, copy] = isBack ? [other, `New text. ${plain}`] : [plain, `New text. ${other}`];
        const anchors = await anchor(textOf(copy), locatorsIn(recorded));
        expect(anchors.map(({ state }) => state)).toEqual(sentences.map(() => 'moved'));
        expect(anchors.map(({ place }) => place?.start)).toEqual(locatorsIn(copy).map(({ start }) => start));
      }),
    );
  });

  it('is not called another form where an edit explains more', async () => {
    const recorded = 'One.\r\nTwo here.\r\nThree here.\r\nFour here.';
    const locators = ['Two here', 'Three here', 'Four here'].map((words) => {
      const start = recorded.indexOf(words);
      return locatorAt(textOf(recorded), start, start + words.length);
    });
    const anchors = await anchor(textOf(`X${recorded}`), locators);
    expect(anchors.map(({ state, place }) => [state, place?.normalization])).toEqual(
      locators.map(() => ['moved', []]),
    );
    const shorter = recorded.replaceAll('\r\n', '\n').slice(1);
    const lf = ['Two here', 'Three here'].map((words) => {
      const start = recorded.replaceAll('\r\n', '\n').indexOf(words);
      return locatorAt(textOf(recorded.replaceAll('\r\n', '\n')), start, start + words.length);
    });
    expect((await anchor(textOf(shorter), lf)).map(({ state }) => state)).toEqual(['moved', 'moved']);
  });
});
