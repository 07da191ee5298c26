import { type CsvError, type Info, type Parser, parse } from 'csv-parse';
import { limits } from '../domain/limits.ts';
import type { Table } from './csv-dialect.ts';
import { DamagedInput } from './damaged-input.ts';

/** Splits a table (RFC 4180) into rows of cells. The columns and their types do not matter here. */

/**
 * A row without its line break. Each character of a cell is one byte (Latin-1); UTF-8 is decoded later. `isOpen` is true
 * for the last row of an input that does not end in a line break.
 */
export type CsvRow = { line: number; raw: Buffer; cells: string[]; isOpen: boolean };
/** A row that cannot be split into cells; `raw` is null if the row is too long to keep. */
export type FaultyCsvRow = { line: number; raw: Buffer | null; fault: string };

/**
 * Reads rows in batches, without empty rows.
 * @throws DamagedInput if the end of a row cannot be found
 */
export async function* rowsOf({
  bytes,
  delimiter,
  before,
}: Table): AsyncGenerator<(CsvRow | FaultyCsvRow)[]> {
  const reader = new RowReader(delimiter, before.lines);
  try {
    for await (const piece of bytes) {
      await reader.push(piece);
      if (reader.hasRows) yield reader.drain();
    }
    await reader.end();
    yield reader.drain();
  } catch (error) {
    if (error instanceof DamagedInput) yield reader.drain();
    throw error;
  } finally {
    reader.stop();
  }
}

/** A table may have all of them, as when rows of one program were added to those of another. */
const lineBreaks = ['\r\n', '\n', '\r'];
const lineBreak = /\r\n|\n|\r/g;
const breaksIn = (text: string): number => text.match(lineBreak)?.length ?? 0;
const lineEnd = /(\r\n|\n|\r)$/;
const [lineFeed, carriageReturn] = [0x0a, 0x0d];

const nothing = Buffer.alloc(0);
/** Bytes of the input to keep: more than the parser holds back to look ahead. */
const tailBytes = 64;

/** A row with a misplaced quote, which is skipped up to the end of its line. */
type SkippedRow = { line: number; fault: string; pieces: Buffer[]; bytes: number };

/**
 * Parses pieces with csv-parse. That stops for good at a misplaced quote; the row with the quote still ends at the end
 * of its line, so that a new parser goes on from there.
 */
class RowReader {
  #rows: (CsvRow | FaultyCsvRow)[] = [];
  readonly #delimiter: string;
  #lastLine: number;
  /** The last byte was a CR that ended a faulty row: an LF after it belongs to it. */
  #isAfterReturn = false;
  #skipped: SkippedRow | null = null;
  #parser: Parser | null = null;
  /** Bytes that the parser was given, and bytes up to the end of its last row. */
  #fedBytes = 0;
  #readBytes = 0;
  /** The last bytes that the parser was given before the present piece. */
  #tail = nothing;

  constructor(delimiter: string, lastLine: number) {
    this.#delimiter = delimiter;
    this.#lastLine = lastLine;
  }

  get hasRows(): boolean {
    return this.#rows.length > 0;
  }

  drain(): (CsvRow | FaultyCsvRow)[] {
    return this.#rows.splice(0);
  }

  stop(): void {
    this.#parser?.destroy();
    this.#parser = null;
  }

  /** @throws DamagedInput */
  async push(piece: Buffer): Promise<void> {
    let rest = piece;
    while (rest.length > 0) {
      if (this.#isAfterReturn && rest[0] === lineFeed) rest = rest.subarray(1);
      this.#isAfterReturn = false;
      rest = this.#skipped === null ? await this.#parse(rest) : this.#skip(rest, this.#skipped);
    }
  }

  /** @throws DamagedInput */
  async end(): Promise<void> {
    let rest = await this.#parse(null);
    while (this.#skipped !== null) {
      await this.push(rest);
      if (this.#skipped !== null) this.#close(this.#skipped);
      rest = await this.#parse(null);
    }
  }

  /** Parses a piece; null parses the bytes that the parser holds back. Returns the bytes after a misplaced quote. */
  async #parse(piece: Buffer | null): Promise<Buffer> {
    if (this.#parser === null && piece === null) return nothing;
    const error = await feed(this.#parser ?? this.#start(), piece);
    const recent = Buffer.concat([this.#tail, piece ?? nothing]);
    this.#fedBytes += piece?.length ?? 0;
    this.#tail = recent.subarray(-tailBytes);
    if (error === null && piece !== null) return nothing;
    this.stop();
    if (error === null) return nothing;
    const skipped = this.#faultyRow(error);
    const unread = this.#fedBytes - this.#readBytes - skipped.bytes;
    this.#skipped = skipped;
    return recent.subarray(recent.length - unread);
  }

  #start(): Parser {
    this.#fedBytes = 0;
    this.#readBytes = 0;
    this.#tail = nothing;
    const parser = parse({
      encoding: 'latin1',
      delimiter: this.#delimiter,
      record_delimiter: lineBreaks,
      raw: true,
      relax_column_count: true,
      max_record_size: limits.importLineMaxBytes,
      // With `raw`, csv-parse passes the record and its text; its types do not say so.
      on_record: (found: unknown, { bytes }: Info) => {
        this.#add(found as { record: string[]; raw: string }, bytes);
        return null;
      },
    });
    parser.on('error', () => undefined).resume();
    this.#parser = parser;
    return parser;
  }

  #add({ record: cells, raw }: { record: string[]; raw: string }, read: number): void {
    const text = raw.replace(lineEnd, '');
    this.#readBytes = read;
    if (text !== '') {
      const isOpen = raw === text;
      this.#rows.push({ line: this.#lastLine + 1, raw: Buffer.from(text, 'latin1'), cells, isOpen });
    }
    // csv-parse counts a CRLF in quotes as two lines, so that its line numbers are of no use.
    this.#lastLine += 1 + breaksIn(text);
  }

  /** Returns the row with the misplaced quote. @throws DamagedInput if the error is another one */
  #faultyRow(error: Error): SkippedRow {
    const { code, raw = '' } = error as CsvError & { raw?: string };
    const line = this.#lastLine + 1;
    const fault = quoteFaults[code];
    if (fault === undefined) throw damageOf(error, code, line);
    this.#lastLine += 1 + breaksIn(raw);
    return { line, fault, pieces: [Buffer.from(raw, 'latin1')], bytes: raw.length };
  }

  /** Skips the rest of a faulty row; returns the bytes after it. */
  #skip(piece: Buffer, row: SkippedRow): Buffer {
    const end = lineEndIn(piece);
    const skipped = end < 0 ? piece : piece.subarray(0, end);
    row.bytes += skipped.length;
    if (row.bytes <= limits.importLineMaxBytes) row.pieces.push(skipped);
    else row.pieces = [];
    if (end < 0) return nothing;
    this.#close(row);
    this.#isAfterReturn = piece[end] === carriageReturn;
    return piece.subarray(end + 1);
  }

  #close({ line, fault, pieces, bytes }: SkippedRow): void {
    this.#skipped = null;
    const isKept = bytes <= limits.importLineMaxBytes;
    const text = Buffer.concat(pieces).toString('latin1').replace(lineEnd, '');
    this.#rows.push({ line, raw: isKept ? Buffer.from(text, 'latin1') : null, fault });
  }
}

/** Returns the place of the first line feed or carriage return; -1 if there is none. */
function lineEndIn(piece: Buffer): number {
  const [feed, carriage] = [piece.indexOf(lineFeed), piece.indexOf(carriageReturn)];
  return feed < 0 || carriage < 0 ? Math.max(feed, carriage) : Math.min(feed, carriage);
}

/** Gives a piece to the parser; null ends it. Returns the parser's error; null if there is none. */
const feed = (parser: Parser, piece: Buffer | null): Promise<Error | null> =>
  new Promise((done) => {
    const settle = (error?: Error | null) => done(error ?? null);
    if (piece === null) parser.end(settle);
    else parser.write(piece, settle);
  });

/** Faults of quotes by the error code of csv-parse, as the end of a sentence about the row. */
const quoteFaults: Readonly<Record<string, string>> = {
  CSV_INVALID_CLOSING_QUOTE:
    'has a quote that closes in the middle of a cell: double a quote inside a cell, such as "say ""yes""", because a ' +
    'backslash does not quote it',
  INVALID_OPENING_QUOTE:
    'has a quote in the middle of a cell: quote the whole cell and double the quotes inside, such as "say ""yes"""',
};

/** Faults after which the end of the row cannot be found, by the error code of csv-parse. */
const damages: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is opened in the row that begins here and never closed',
  CSV_MAX_RECORD_SIZE:
    `the row that begins here has more than ${limits.importLineMaxBytes} bytes: ` +
    'a quote in it may not be closed',
};

/** Returns the damage that an error means; an error with an unknown code is no fault of the input and stays as it is. */
function damageOf(error: Error, code: string, line: number): Error {
  const damage = damages[code];
  return damage === undefined ? error : new DamagedInput(damage, line, error);
}
