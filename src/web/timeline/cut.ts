/** Cuts texts that are too long for their place. */

/** A text longer than this is cut before it is measured: nothing that long fits a label. */
const longest = 200;
const mostRemembered = 5_000;
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const letters = new Map<string, readonly string[]>();

/** Cuts a text into what people take for its letters (Unicode Standard Annex 29). */
function lettersOf(text: string): readonly string[] {
  const known = letters.get(text);
  if (known !== undefined) return known;
  if (letters.size >= mostRemembered) letters.clear();
  const cut = Array.from(graphemes.segment(text.slice(0, longest * 4)), ({ segment }) => segment);
  letters.set(text, cut);
  return cut;
}

/**
 * Returns a text cut to fit, with an ellipsis where something is missing, and never within a letter. The measure tells
 * the width of a text; nothing fits where not even two letters do.
 */
export function cutTo(text: string, most: number, measure: (text: string) => number): string {
  if (text.length <= longest && measure(text) <= most) return text;
  const all = lettersOf(text);
  const cut = (count: number) => `${all.slice(0, count).join('').trimEnd()}…`;
  let [fits, fails] = [1, Math.min(all.length, longest)];
  while (fails - fits > 1) {
    const middle = Math.floor((fits + fails) / 2);
    if (measure(cut(middle)) <= most) fits = middle;
    else fails = middle;
  }
  return fits < 2 ? '' : cut(fits);
}
