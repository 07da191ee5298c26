/** Rewrites a text by edits, and maps places in code points between the text before and after. */

/** A change at a UTF-16 index of a text: `was` becomes `becomes`. Edits come in the order of their places. */
type Edit = { at: number; was: string; becomes: string };
export type Editor = (text: string) => Iterable<Edit>;

/** Returns an editor that replaces each match of a global pattern. */
export const replacing = (pattern: RegExp, becomes: (was: string) => string): Editor =>
  function* (text) {
    for (const { 0: was, index: at } of text.matchAll(pattern)) yield { at, was, becomes: becomes(was) };
  };

/** Returns the rewritten text, and the map of places from the old to the new text. */
export function rewrite(text: string, editor: Editor): { text: string; map: PositionMap } {
  const map = new PositionMap();
  const parts: string[] = [];
  let index = 0;
  let place = 0;
  for (const { at, was, becomes } of editor(text)) {
    if (was === becomes) continue;
    parts.push(text.slice(index, at), becomes);
    place += codePointsIn(text, index, at);
    const length = codePointsIn(was);
    map.add(place, length, codePointsIn(becomes));
    place += length;
    index = at + was.length;
  }
  if (parts.length === 0) return { text, map };
  parts.push(text.slice(index));
  return { text: parts.join(''), map };
}

/** Returns the number of code points between two UTF-16 indexes of a text without lone surrogates. */
export function codePointsIn(text: string, from = 0, to = text.length): number {
  let count = to - from;
  for (let at = from; at < to; at += 1) if ((text.charCodeAt(at) & 0xfc00) === 0xdc00) count -= 1;
  return count;
}

/** Maps places in an old text to places in a new one. Only edits that change the number of code points matter. */
export class PositionMap {
  readonly #oldAt: number[] = [];
  readonly #oldLength: number[] = [];
  readonly #newAt: number[] = [];
  readonly #newLength: number[] = [];
  #growth = 0;

  /** Adds an edit that begins at a place of the old text, after all edits added before. */
  add(oldAt: number, oldLength: number, newLength: number): void {
    if (oldLength === newLength) return;
    this.#oldAt.push(oldAt);
    this.#oldLength.push(oldLength);
    this.#newAt.push(oldAt + this.#growth);
    this.#newLength.push(newLength);
    this.#growth += newLength - oldLength;
  }

  /** Returns the new place of an old one. A place within an edit is mapped to a place within its replacement. */
  toNew(place: number): number {
    return mapped(place, this.#oldAt, this.#oldLength, this.#newAt, this.#newLength);
  }

  /** Returns the last old place that is mapped to this new place or to one before it. */
  toOld(place: number): number {
    return mapped(place, this.#newAt, this.#newLength, this.#oldAt, this.#oldLength);
  }
}

type Numbers = readonly number[];

function mapped(place: number, from: Numbers, fromLength: Numbers, to: Numbers, toLength: Numbers): number {
  const edit = lastAtMost(from, place);
  if (edit < 0) return place;
  const within = place - (from[edit] ?? 0);
  const [length, becomes] = [fromLength[edit] ?? 0, toLength[edit] ?? 0];
  return (to[edit] ?? 0) + (within < length ? Math.min(within, becomes) : becomes + within - length);
}

/** Returns the index of the last of some ascending numbers that is at most a value; -1 if there is none. */
export function lastAtMost(numbers: Numbers, value: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
