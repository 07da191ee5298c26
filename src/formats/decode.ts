import { encodingAdvice, markedEncoding, wideEncodingOf } from '../domain/encoding-guess.ts';
import { requireEncoding } from '../domain/text-encoding.ts';
import { type Bytes, peeked } from './bytes.ts';
import { DamagedInput } from './damaged-input.ts';

/** Reads inputs in other encodings than UTF-8, and refuses files that are no text. */

/** Bytes that tell the encoding of an input, if it has so many. */
const sampleBytes = 64 * 1024;

/**
 * Returns the bytes as UTF-8. A byte order mark names UTF-16; any other encoding must be given.
 * @param encoding a label of the WHATWG Encoding Standard, such as `windows-1252`
 * @throws DamagedInput, from the iteration, if the bytes are no text or in an encoding that is not read
 */
export async function* decoded(bytes: Bytes, encoding: string | undefined): AsyncGenerator<Buffer> {
  const { start, rest } = await peeked(bytes, sampleBytes);
  const foreign = foreignFile(start);
  if (foreign !== undefined) throw new DamagedInput(foreign, null);
  const marked = markedEncoding(start);
  if (marked === 'utf-32le' || marked === 'utf-32be') throw wideDamage(marked);
  const named = encoding === undefined ? undefined : requireEncoding(encoding);
  const isUtf16 = (label: string | undefined) => label?.startsWith('utf-16') === true;
  // The label `utf-16` names no order of bytes; a mark does.
  const label = isUtf16(marked) && (named === undefined || isUtf16(named)) ? marked : named;
  if (label !== undefined && label !== 'utf-8') {
    yield* recoded(rest, label);
    return;
  }
  const wide = wideEncodingOf(start);
  if (wide !== null) throw wideDamage(wide);
  yield* rest;
}

async function* recoded(bytes: Bytes, label: string): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(label, { fatal: true });
  const text = (piece?: Buffer): string => {
    try {
      return decoder.decode(piece, { stream: piece !== undefined });
    } catch (error) {
      const named = decoder.encoding;
      throw new DamagedInput(
        `the input is not ${named} text: give its own encoding with --encoding`,
        null,
        error,
      );
    }
  };
  for await (const piece of bytes) {
    const part = text(piece);
    if (part !== '') yield Buffer.from(part, 'utf8');
  }
  const last = text();
  if (last !== '') yield Buffer.from(last, 'utf8');
}

function wideDamage(encoding: string): DamagedInput {
  const name = encoding.toUpperCase();
  const advice = encoding.startsWith('utf-16') ? `give --encoding ${encoding}, or save it` : 'save it';
  return new DamagedInput(`the input is probably ${name}, not UTF-8: ${advice} as UTF-8`, null);
}

/** Returns what is wrong with bytes that are not UTF-8, as the end of a sentence. */
export const notUtf8 = (bytes: Uint8Array): string =>
  `is not UTF-8 text: save the input as UTF-8, or give its encoding, ${encodingAdvice(bytes)}`;

const asCsv = 'save the table as CSV, in Excel with File > Save As > "CSV UTF-8 (Comma delimited)"';

/** Returns why a file is no text that can be imported; undefined if it may be one. */
function foreignFile(start: Buffer): string | undefined {
  const begins = (...bytes: number[]) => bytes.every((byte, index) => start[index] === byte);
  if (begins(0x50, 0x4b, 0x03, 0x04)) return `the input is an Excel workbook or another ZIP file: ${asCsv}`;
  if (begins(0xd0, 0xcf, 0x11, 0xe0)) return `the input is an old Excel workbook: ${asCsv}`;
  if (begins(0x25, 0x50, 0x44, 0x46)) return `the input is a PDF document: ${asCsv}`;
  if (
    /^\s*<(!doctype|html|head|body|table|\?xml)/i.test(
      start.subarray(0, 200).toString('latin1').replace(/^ï»¿/, ''),
    )
  ) {
    return `the input is a web page or another document in markup: download the table itself, or ${asCsv}`;
  }
  return undefined;
}
