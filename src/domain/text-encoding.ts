import { encodingAdvice, markedEncoding, wideEncodingOf } from './encoding-guess.ts';
import { ClaimlineError } from './errors.ts';

/** Reads texts in other encodings than UTF-8, and names the first place of a text that is not in its encoding. */

/**
 * Returns a text as UTF-8 bytes. A UTF-16 byte order mark names its encoding and is dropped; one in UTF-8 is kept,
 * because offsets count it.
 * @param encoding a label of the WHATWG Encoding Standard, such as `latin1` or `windows-1251`
 * @throws ClaimlineError `invalid_parameter` if the encoding is unknown, or the bytes are not text in it
 */
export function utf8Of(bytes: Uint8Array, encoding?: string): Uint8Array {
  const marked = markedEncoding(bytes);
  if (marked === 'utf-32le' || marked === 'utf-32be') throw utf32(marked, 'its byte order mark');
  const utf16 = marked === 'utf-8' ? undefined : marked;
  const named = encoding === undefined ? undefined : decoderOf(encoding);
  // The label `utf-16` names no order of bytes; a mark does.
  const label = named?.encoding.startsWith('utf-16') ? (utf16 ?? named.encoding) : (named?.encoding ?? utf16);
  if (label === undefined || label === 'utf-8') {
    requireUtf8(bytes);
    return bytes;
  }
  try {
    return new TextEncoder().encode(decoderOf(label).decode(bytes));
  } catch (error) {
    throw new UnreadableText(`is not ${label}`, 'Give its own encoding.', error);
  }
}

/** Refuses a text that is not in its encoding. `fault` is the reason without advice, such as `is not UTF-8: byte 0xE9 …`. */
export class UnreadableText extends ClaimlineError {
  readonly fault: string;

  constructor(fault: string, advice: string, cause?: unknown) {
    super('invalid_parameter', `The text ${fault}. ${advice}`, [], cause);
    this.fault = fault;
  }
}

/** Makes the error for a text in UTF-32, which the Encoding Standard does not have. */
const utf32 = (encoding: string, reason: string) =>
  new UnreadableText(`is ${encoding.toUpperCase()}, as ${reason} shows`, 'Save it as UTF-8.');

/** Names both ways to read a text in another encoding. */
const saveOrName = (option: string): string =>
  `Save it as UTF-8, or name its encoding on the command line: ${option}.`;

/** Returns the name of an encoding. @throws ClaimlineError `invalid_parameter` if there is no such encoding */
export const requireEncoding = (label: string): string => decoderOf(label).encoding;

function decoderOf(label: string) {
  try {
    return new TextDecoder(label, { fatal: true });
  } catch (error) {
    const detail = `There is no encoding ${JSON.stringify(label)}: write, for example, utf-16le, latin1, windows-1251 or shift_jis.`;
    throw new ClaimlineError('invalid_parameter', detail, [], error);
  }
}

function requireUtf8(bytes: Uint8Array): void {
  const wide = wideEncodingOf(bytes);
  if (wide === 'utf-32le' || wide === 'utf-32be') throw utf32(wide, 'the order of its zero bytes');
  if (wide !== null) {
    const name = wide.toUpperCase();
    const fault = `is not UTF-8: by its zero bytes it is probably ${name} without a byte order mark`;
    throw new UnreadableText(fault, saveOrName(`--encoding ${wide}`));
  }
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new UnreadableText(
      `is not UTF-8: ${placeOfFault(bytes)}`,
      saveOrName(encodingAdvice(bytes)),
      error,
    );
  }
}

/** Names the first byte that is not part of UTF-8: it is the first that decoding with replacements changes. */
function placeOfFault(bytes: Uint8Array): string {
  const replaced = new TextEncoder().encode(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  const changed = bytes.findIndex((byte, index) => byte !== replaced[index]);
  // The start of a sequence that the text cuts off may be the start of the replacement too.
  const at = changed < 0 ? bytes.length - 1 : changed;
  const before = bytes.subarray(0, at);
  const line = before.reduce((lines, byte) => lines + Number(byte === 0x0a), 1);
  const hex = (bytes[at] ?? 0).toString(16).toUpperCase().padStart(2, '0');
  return `byte 0x${hex} at offset ${at}, in line ${line}`;
}
