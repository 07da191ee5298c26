/**
 * Folds letters: `É` is `e`, `ß` is `ss`, `٣` is `3`. The rules are tables and properties of characters, never a
 * dictionary. A change of them needs a new `foldVersion` (terms.ts).
 */

/** Letters of which a stroke, a hook or a shape is no mark that Unicode could take apart. Keys are lower case. */
const tables: readonly (readonly [from: string, to: string])[] = [
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['þ', 'th'],
  ...pairs('øɔ', 'o'),
  ...pairs('łƚ', 'l'),
  ...pairs('đðɖɗ', 'd'),
  ...pairs('ıɨ', 'i'),
  ...pairs('ɛɇ', 'e'),
  ...pairs('ŋɲ', 'n'),
  ...pairs('ŧⱦ', 't'),
  ...pairs('ɓƀ', 'b'),
  ...pairs('ƴɏ', 'y'),
  ...pairs('ħ', 'h'),
  ...pairs('ƙ', 'k'),
  ...pairs('ʉ', 'u'),
  ...pairs('ɉ', 'j'),
  ...pairs('ɍ', 'r'),
  ...pairs('ȼ', 'c'),
  ...pairs('ⱥ', 'a'),
  ...pairs('ǥ', 'g'),
  ...pairs('ƶ', 'z'),
  ...pairs('ς', 'σ'),
  ...pairs('ёѐ', 'е'),
  ...pairs('ѝ', 'и'),
  // Alef with wasla or a wavy hamza; the other forms have marks.
  ...pairs('\u0671\u0672\u0673', '\u0627'),
  // Alef maksura and Farsi yeh.
  ...pairs('\u0649\u06cc', '\u064a'),
  // Keheh and swash kaf.
  ...pairs('\u06a9\u06aa', '\u0643'),
  // Teh marbuta, in Urdu too, and the forms of heh.
  ...pairs('\u0629\u06c3\u06c1\u06d5\u06be', '\u0647'),
];
const letters: ReadonlyMap<string, string> = new Map(tables);

function pairs(from: string, to: string): [string, string][] {
  return Array.from(from, (letter) => [letter, to]);
}

const cyrillic = /^\p{Script=Cyrillic}/u;
/** Scripts in which a mark is an accent, a vowel sign or a point that readers leave out. Digits and signs have none. */
const unmarked =
  /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Common}\p{Script=Inherited}]/u;
/** Scripts without spaces between words. */
const unspaced =
  /^[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]/u;
const inWord = /^[\p{L}\p{N}\p{M}\p{Co}]/u;
const letter = /^\p{L}/u;
const mark = /^\p{M}/u;
const marks = /\p{M}+/gu;
const decimal = /^\p{Nd}/u;
/** Apostrophes, with the modifier letters and the accents that stand for them. */
const apostrophe = /^['`´‘’‛ʹʻʼʽˈ′＇]/u;
/**
 * Signs that are not seen or say nothing of the word: soft hyphens, joiners, direction marks, variation selectors,
 * tatweel, high hamza, and the signs that transliterations have for hamza and ayn (ʾ, ʿ).
 */
const dropped = /[\p{Cf}\p{Default_Ignorable_Code_Point}\u0640\u0674ʾʿ]+/gu;

/**
 * A part of a folded text. A `run` is a letter of a script without spaces, a `gap` separates words. An apostrophe and
 * a dot separate words too, but between some letters.
 */
export type Piece = {
  readonly is: 'letter' | 'run' | 'gap' | 'dot' | 'apostrophe';
  readonly text: string;
  /** A letter of the alphabet, not a digit or a sign. */
  readonly isLetter: boolean;
  readonly isCyrillic: boolean;
};

const separator = (is: 'gap' | 'dot' | 'apostrophe'): Piece => ({
  is,
  text: '',
  isLetter: false,
  isCyrillic: false,
});
const gap = separator('gap');
const dot = separator('dot');
const mainApostrophe = separator('apostrophe');

/** Tells if a term is a run of a script without spaces between words. */
export const isRun = (term: string): boolean => unspaced.test(term);

/** Returns the pieces of a cluster: a character with the marks on it. One ligature may be several pieces. */
function foldCluster(cluster: string): readonly Piece[] {
  const seen = cluster.replace(dropped, '');
  // The normal form of an acute accent is a space with a mark.
  if (apostrophe.test(seen)) return [mainApostrophe];
  const pieces: Piece[] = [];
  let keepsMarks = false;
  // Presentation forms may have a tatweel in them.
  for (const character of seen.normalize('NFKC').replace(dropped, '')) {
    if (mark.test(character)) {
      const base = pieces.at(-1);
      if (!keepsMarks || base === undefined) continue;
      if (base.is === 'run') pieces.push({ ...base, text: character });
      else pieces[pieces.length - 1] = { ...base, text: base.text + character };
      continue;
    }
    const piece = pieceOf(character);
    pieces.push(piece);
    keepsMarks = piece.text !== '' && !piece.isCyrillic && !unmarked.test(piece.text);
  }
  return pieces;
}

function pieceOf(character: string): Piece {
  if (character === '.') return dot;
  if (apostrophe.test(character)) return mainApostrophe;
  if (!inWord.test(character)) return gap;
  const text = decimal.test(character) ? digitOf(character) : foldLetter(character);
  return {
    is: unspaced.test(text) ? 'run' : 'letter',
    text,
    isLetter: letter.test(text),
    isCyrillic: cyrillic.test(text),
  };
}

function foldLetter(character: string): string {
  const bare = unmarked.test(character) ? character.normalize('NFD').replace(marks, '') : character;
  // Letters with one capital are one letter, as Unicode's case folding has it (https://unicode.org/reports/tr44/#CaseFolding.txt).
  const lower = bare.toUpperCase().toLowerCase();
  return Array.from(lower, (each) => letters.get(each) ?? each).join('');
}

/** The ten digits of a script stand in a row, zero first (Unicode, section 4.6). */
function digitOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && decimal.test(String.fromCodePoint(code - value - 1))) value += 1;
  return String(value);
}

/** Folded clusters of one UTF-16 unit by their code, and some longer ones: nearly every text is made of few. */
const ofUnit = new Array<readonly Piece[] | undefined>(2 ** 16);
const ofCluster = new Map<string, readonly Piece[]>();
const keptClustersMax = 20_000;
const keptClusterMaxUnits = 8;

/** Returns the pieces of the cluster between two offsets. A cluster that says nothing has none. */
export function piecesAt(text: string, start: number, end: number): readonly Piece[] {
  if (end - start === 1) {
    const code = text.charCodeAt(start);
    const known = ofUnit[code];
    if (known !== undefined) return known;
    const pieces = foldCluster(text.charAt(start));
    ofUnit[code] = pieces;
    return pieces;
  }
  const cluster = text.slice(start, end);
  const kept = ofCluster.get(cluster);
  if (kept !== undefined) return kept;
  const pieces = foldCluster(cluster);
  if (ofCluster.size >= keptClustersMax) ofCluster.clear();
  if (cluster.length <= keptClusterMaxUnits) ofCluster.set(cluster, pieces);
  return pieces;
}

/** The folded code of each UTF-16 unit that is a letter or a digit of its own; -1 for others, 0 where it is not known yet. */
const plainCodes = new Int32Array(2 ** 16);

/** Returns the code of the letter that a UTF-16 unit is folded to; -1 if that takes more than to look at the unit. */
export function plainCodeOf(code: number): number {
  const known = plainCodes[code];
  if (known !== 0 && known !== undefined) return known;
  const [piece, ...others] = piecesAt(String.fromCharCode(code), 0, 1);
  const isPlain = piece?.is === 'letter' && piece.text.length === 1 && others.length === 0;
  const folded = isPlain && joiningOf(code) === never ? piece.text.charCodeAt(0) : -1;
  plainCodes[code] = folded;
  return folded;
}

/** Marks and dropped signs belong to the character before them. */
const extending = /^[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}\u0640\u0674ʾʿ]/u;
/** Letters that may be composed with a letter of the same script before them. */
const composing: readonly (readonly [letters: RegExp, bases: RegExp])[] = [
  // Jamo.
  [/^[\u1160-\u11ff\u3131-\u318e\ud7b0-\ud7ff\uffa0-\uffdc]/, /^\p{Script=Hangul}/u],
  // Halfwidth voiced sound marks.
  [/^[\uff9e\uff9f]/, /^[\p{Script=Katakana}\p{Script=Hiragana}]/u],
  // AM.
  [/^\u0e33/, /^\p{Script=Thai}/u],
  [/^\u0eb3/, /^\p{Script=Lao}/u],
];
/** For each UTF-16 unit, its part in a cluster: none, always one, or by an entry of `composing`; 0 if not known yet. */
const joins = new Uint8Array(2 ** 16);
const [never, always, firstComposing] = [1, 2, 3];

/** Returns the end of the cluster that begins at an offset. Clusters never change each other when they are normalised. */
export function clusterEnd(text: string, start: number): number {
  let end = start + (isPair(text, start) ? 2 : 1);
  while (end < text.length) {
    const code = text.charCodeAt(end);
    // The first mark is U+0300; of the dropped signs only the soft hyphen, ʾ and ʿ stand before it.
    if (code < 0x300 && code !== 0xad && code !== 0x2be && code !== 0x2bf) break;
    if (isPair(text, end)) {
      if (!extending.test(text.slice(end, end + 2))) break;
      end += 2;
    } else {
      if (!isJoined(joins[code] || joiningOf(code), text, start)) break;
      end += 1;
    }
  }
  return end;
}

const isJoined = (how: number, text: string, start: number): boolean =>
  how === always || (how !== never && composing[how - firstComposing]?.[1].test(text.charAt(start)) === true);

function joiningOf(code: number): number {
  const character = String.fromCharCode(code);
  const entry = composing.findIndex(([letters]) => letters.test(character));
  const how = extending.test(character) ? always : entry === -1 ? never : firstComposing + entry;
  joins[code] = how;
  return how;
}

/** Tells if an offset lies within a cluster: between the units of a character, or before a mark. */
export function isInCluster(text: string, at: number): boolean {
  if (at === 0 || at >= text.length) return false;
  if (isPair(text, at - 1)) return true;
  if (isPair(text, at)) return extending.test(text.slice(at, at + 2));
  const code = text.charCodeAt(at);
  return isJoined(joins[code] || joiningOf(code), text, at - 1);
}

/** Tells if a character of two UTF-16 units begins at an offset. */
export function isPair(text: string, at: number): boolean {
  const high = text.charCodeAt(at);
  if (high < 0xd800 || high > 0xdbff) return false;
  const low = text.charCodeAt(at + 1);
  return low >= 0xdc00 && low <= 0xdfff;
}
