/** Tells the encoding of bytes: by their byte order mark, or by a guess that errors can suggest. */

/** The byte order marks of the Unicode Standard, section 23.8. That of UTF-32LE begins with that of UTF-16LE. */
const marks = {
  'utf-32le': [0xff, 0xfe, 0, 0],
  'utf-32be': [0, 0, 0xfe, 0xff],
  'utf-8': [0xef, 0xbb, 0xbf],
  'utf-16le': [0xff, 0xfe],
  'utf-16be': [0xfe, 0xff],
} as const satisfies Record<string, readonly number[]>;
export type MarkedEncoding = keyof typeof marks;
const markedEncodings = Object.keys(marks) as MarkedEncoding[];

/** Returns the encoding that the byte order mark of a text names; undefined if it has none. */
export const markedEncoding = (bytes: Uint8Array): MarkedEncoding | undefined =>
  markedEncodings.find((name) => marks[name].every((byte, index) => bytes[index] === byte));

/** Bytes that a guess looks at. */
const sampleBytes = 64 * 1024;
/** Least share of zeros among the bytes that are zero in the texts of an encoding. Even a Chinese text has some spaces. */
const zerosMin = 0.1;

/** Returns the Unicode encoding in which a text without a byte order mark probably is, as its zero bytes tell. */
export function wideEncodingOf(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | 'utf-32le' | 'utf-32be' | null {
  const zeros = [0, 0, 0, 0];
  const length = Math.min(bytes.length, sampleBytes);
  for (let at = 0; at < length; at += 1) if (bytes[at] === 0) zeros[at % 4] = (zeros[at % 4] ?? 0) + 1;
  const [first = 0, second = 0, third = 0, fourth = 0] = zeros.map(
    (count) => count / Math.max(1, length / 4),
  );
  // A character of UTF-32 has its highest byte zero, and mostly the next one.
  if (second > 0.5 && third > 0.5 && fourth > 0.9) return 'utf-32le';
  if (first > 0.9 && second > 0.5 && third > 0.5) return 'utf-32be';
  const [even, odd] = [(first + third) / 2, (second + fourth) / 2];
  if (odd >= zerosMin && even < odd / 10) return 'utf-16le';
  return even >= zerosMin && odd < even / 10 ? 'utf-16be' : null;
}

/** Bytes without a character in windows-1252. */
const unused = [0x81, 0x8d, 0x8f, 0x90, 0x9d];
/** Non-ASCII letters that follow each other more often than this are not those of a Western European text. */
const neighboursMax = 0.3;

/** Tells if bytes that are not UTF-8 are probably windows-1252: its letters beyond ASCII stand among ASCII letters. */
function isProbablyWestern(bytes: Uint8Array): boolean {
  let letters = 0;
  let neighbours = 0;
  for (const [at, byte] of bytes.subarray(0, sampleBytes).entries()) {
    if (unused.includes(byte)) return false;
    if (byte < 0xc0) continue;
    letters += 1;
    if ((bytes[at - 1] ?? 0) >= 0xc0) neighbours += 1;
  }
  return neighbours <= letters * neighboursMax;
}

/** Returns the way to read bytes that are not UTF-8, as a part of a sentence. */
export const encodingAdvice = (bytes: Uint8Array): string =>
  isProbablyWestern(bytes)
    ? 'probably --encoding windows-1252 (Western European)'
    : 'such as --encoding windows-1251 (Cyrillic), shift_jis or gb18030';
