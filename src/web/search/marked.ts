/** Reads the texts of search results: escaped HTML with `<mark>` around the words. */

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
export const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => escapes[sign] ?? sign);

const signs = new Map(Object.entries(escapes).map(([sign, name]) => [name, sign]));

/** Splits a text of the API at its marks. Plain and marked parts alternate: `['', 'Attack', ' at …']`. */
export const markedParts = (html: string): string[] =>
  html
    .split(/<\/?mark>/)
    .map((part) => part.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, (name) => signs.get(name) ?? name));

/** Marks those words in an escaped text that are marked in another one. */
export function markedAs(text: string, other: string): string {
  const words = new Set([...other.matchAll(/<mark>(.*?)<\/mark>/g)].map(([, word = '']) => word));
  return text
    .split(/(\s+)/)
    .map((word) => {
      const [, before = '', bare = '', after = ''] = /^([("“]*)(.*?)([)"”,:.]*)$/.exec(word) ?? [];
      return words.has(bare) ? `${before}<mark>${bare}</mark>${after}` : word;
    })
    .join('');
}
