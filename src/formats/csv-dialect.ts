import { afterBytes, type Bytes, peeked, withoutMark } from './bytes.ts';

/** Detects the character that separates the cells of a table. */

/** The separators that are detected; any other must be given. */
const usual = [',', ';', '\t'] as const;

/** Bytes in which the header is looked for. */
const sampleBytes = 64 * 1024;

/** A table: its bytes from the header on, its separator, and the lines and bytes before the header. */
export type Table = { bytes: Bytes; delimiter: string; before: { lines: number; raw: Buffer } };

/** Excel reads and writes this line before the header: `sep=;`. */
const separatorLine = /^"?sep=(.)"?[ \t]*(?:\r\n|\n|\r)/i;

/**
 * Returns a table with its separator: the given one, else that of a line `sep=;`, else the usual one that the header has
 * most often.
 */
export async function tableOf(bytes: Bytes, given: string | undefined): Promise<Table> {
  const { start, rest } = await peeked(withoutMark(bytes), sampleBytes);
  const text = start.toString('latin1');
  const [line, named] = separatorLine.exec(text) ?? [];
  const delimiter = given ?? named ?? mostFrequent(headerOf(text));
  if (line === undefined) return { bytes: rest, delimiter, before: { lines: 0, raw: Buffer.alloc(0) } };
  const raw = Buffer.from(line, 'latin1');
  return { bytes: afterBytes(rest, raw.length), delimiter, before: { lines: 1, raw } };
}

/** Returns the first line that is not blank, up to a line end outside quotes; the whole text if all are blank. */
function headerOf(text: string): string {
  const begin = text.search(/[^\s;,]/);
  if (begin < 0) return text;
  let isQuoted = false;
  for (let at = begin; at < text.length; at += 1) {
    const char = text[at];
    if (char === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (char === '\n' || char === '\r')) return text.slice(begin, at);
  }
  return text.slice(begin);
}

function mostFrequent(header: string): string {
  const outside = header.replace(/"[^"]*"/g, '');
  const counts = usual.map((delimiter) => outside.split(delimiter).length);
  return usual[counts.indexOf(Math.max(...counts))] ?? ',';
}
