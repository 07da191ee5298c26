/**
 * A query can be spelled in many ways that say the same, by percent-encoding letters that need none (RFC 3986 §2.3).
 * What remembers answers by their URL takes each for another.
 */
export function spellings(path: string, count: number): string[] {
  const start = path.indexOf('?') + 1;
  const from = start === 0 ? path.lastIndexOf('/') + 1 : start;
  const letters: number[] = [];
  for (let index = from; index < path.length; index += 1) {
    if (/[a-z0-9]/i.test(path.charAt(index)) && !inEscape(path, index)) letters.push(index);
  }
  const used = letters.slice(-20);
  return Array.from({ length: Math.min(count, 2 ** used.length) }, (_, nth) => {
    const encoded = new Set(used.filter((_, bit) => (nth >> bit) & 1));
    return [...path].map((letter, index) => (encoded.has(index) ? escaped(letter) : letter)).join('');
  });
}

const inEscape = (path: string, index: number) => /%.?$/.test(path.slice(Math.max(0, index - 2), index));
const escaped = (letter: string) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`;

/** Queries in at least so many spellings together, turn by turn, so that those of one lie far apart. */
export function spelled(paths: readonly string[], count: number): string[] {
  const each = Math.ceil(count / paths.length);
  const ways = paths.map((path) => spellings(path, each));
  return Array.from({ length: each }, (_, turn) => ways.flatMap((own) => own[turn] ?? [])).flat();
}
