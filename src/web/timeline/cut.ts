/** Shortens texts that are too long for their space. */

/** Longest text, in characters, that is measured whole: nothing longer fits a label. */
const longest = 200;
const mostRemembered = 5_000;
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const letters = new Map<string, readonly string[]>();

/** Splits a text into grapheme clusters, which people see as letters (Unicode Standard Annex 29). */
function lettersOf(text: string): readonly string[] {
  const known = letters.get(text);
  if (known !== undefined) return known;
  if (letters.size >= mostRemembered) letters.clear();
  const cut = Array.from(graphemes.segment(text.slice(0, longest * 4)), ({ segment }) => segment);
  letters.set(text, cut);
  return cut;
}

/**
 * Shortens a text to fit a width, with an ellipsis at the end and never within a letter. Returns an empty text if not
 * even two letters fit. `measure` returns the width of a text.
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
