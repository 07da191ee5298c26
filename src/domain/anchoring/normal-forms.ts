import { type Editor, replacing, rewrite } from './rewriting.ts';

/**
 * Declares the differences between two copies of a text that do not change its words. Undoing all of them gives the
 * plain form of a text.
 */

export type NormalForm = 'byte_order_mark' | 'line_ends' | 'unicode_form' | 'spaces' | 'quotes' | 'plain';

/** A form in which copies differ. `undo` makes it plain. `redo` makes the other common form of a plain text. */
export type Form = {
  name: Exclude<NormalForm, 'plain'>;
  undo: Editor;
  redo?: Editor;
  /** True if it changes the number of code points, so that all places after it are shifted. */
  shifts: boolean;
};

/** Characters that normalization may join with the character before: marks, and vowels and finals of syllables. */
const joining = '\\p{M}\\u1160-\\u11ff\\u{16d63}\\u{16d67}-\\u{16d6a}';
/** A run that normalization may change. Plain ASCII before a mark belongs to it. */
const runs = /[\0-\x7f]?[^\0-\x7f]+/gu;
/** The parts of a run that can be normalized each on its own (Unicode Standard Annex #15, section 9). */
const segments = new RegExp(`[^${joining}]?[${joining}]+|[^${joining}]`, 'gsu');

const normalizing = (form: 'NFC' | 'NFD'): Editor =>
  function* (text) {
    if (text.normalize(form) === text) return;
    for (const { 0: run, index } of text.matchAll(runs)) {
      if (run.normalize(form) === run) continue;
      for (const { 0: was, index: at } of run.matchAll(segments)) {
        yield { at: index + at, was, becomes: was.normalize(form) };
      }
    }
  };

const straight = (quote: string) => ('“”„‟«»'.includes(quote) ? '"' : "'");

/** The forms, in the order in which the plain form undoes them. */
export const forms: readonly Form[] = [
  {
    name: 'byte_order_mark',
    shifts: true,
    undo: replacing(/^\ufeff+/g, () => ''),
    redo: replacing(/^/g, () => '\ufeff'),
  },
  {
    name: 'line_ends',
    shifts: true,
    undo: replacing(/\r\n?/g, () => '\n'),
    redo: replacing(/(?<!\r)\n/g, () => '\r\n'),
  },
  { name: 'unicode_form', shifts: true, undo: normalizing('NFC'), redo: normalizing('NFD') },
  {
    name: 'spaces',
    shifts: false,
    undo: replacing(/[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g, () => ' '),
  },
  { name: 'quotes', shifts: false, undo: replacing(/[“”„‟«»‘’‚‛‹›]/g, straight) },
];

/** Returns a text without byte order mark, with LF, in NFC, with plain spaces and straight quotes. */
export const plainForm = (text: string): string =>
  forms.reduce((before, { undo }) => rewrite(before, undo).text, text);

/** A byte order mark stands before a text, not in a passage. */
const formsOfPassages = forms.filter(({ name }) => name !== 'byte_order_mark');

export type Variant = { text: string; forms: NormalForm[] };

/** Returns the other forms of a passage, fewest differences first: each form may be undone, redone or left as it is. */
export function variantsOf(passage: string): Variant[] {
  const found = new Map<string, NormalForm[]>([[passage, []]]);
  for (const { name, undo, redo } of formsOfPassages) {
    for (const [text, names] of [...found]) {
      for (const editor of redo === undefined ? [undo] : [undo, redo]) {
        const { text: changed } = rewrite(text, editor);
        if (!found.has(changed)) found.set(changed, [...names, name]);
      }
    }
  }
  found.delete(passage);
  return [...found]
    .map(([text, names]) => ({ text, forms: names }))
    .sort((a, b) => a.forms.length - b.forms.length);
}
