import { type CsvError, type Info, type Parser, parse } from 'csv-parse';
import { limits } from '../domain/limits.ts';
import { type Bytes, withoutMark } from './bytes.ts';
import { DamagedInput } from './damaged-input.ts';

/** Rows of a table (RFC 4180) as bytes, before anything is known of its columns. */

/** A row without the end of its line. Each character of its cells is a byte: whether they are UTF-8 is checked later. */
export type CsvRow = { line: number; raw: Buffer; cells: string[] };
/** A row that cannot be taken apart; without its bytes where they are too many to be kept. */
export type FaultyCsvRow = { line: number; raw: Buffer | null; fault: string };

/**
 * Rows, some at a time; those that are empty are skipped.
 * @throws DamagedInput where it is open where a row ends
 */
export async function* rowsOf(bytes: Bytes): AsyncGenerator<(CsvRow | FaultyCsvRow)[]> {
  const reader = new RowReader();
  try {
    for await (const piece of withoutMark(bytes)) {
      await reader.take(piece);
      if (reader.hasRows) yield reader.taken();
    }
    await reader.end();
    yield reader.taken();
  } catch (error) {
    if (error instanceof DamagedInput) yield reader.taken();
    throw error;
  } finally {
    reader.stop();
  }
}

const lineBreak = /\r\n|\n|\r/g;
const breaksIn = (text: string): number => text.match(lineBreak)?.length ?? 0;
const lineEnd = /(\r\n|\n|\r)$/;

const nothing = Buffer.alloc(0);
/** More bytes than the parser holds back to look ahead. */
const tailBytes = 64;

/** A row with a quote where none may be, which is read up to the end of its line. */
type Begun = { line: number; fault: string; pieces: Buffer[]; bytes: number };

/**
 * Gives pieces to csv-parse, which can go no further than a quote that stands where none may. Where its row ends is
 * told by the end of the line all the same: there another parser goes on.
 */
class RowReader {
  #rows: (CsvRow | FaultyCsvRow)[] = [];
  #lastLine = 0;
  #lineEnd = '\n';
  #begun: Begun | null = null;
  #parser: Parser | null = null;
  /** Bytes given to the parser, and those up to the end of the last row that it found. */
  #given = 0;
  #read = 0;
  /** The last bytes given to it before the present piece. */
  #tail = nothing;

  get hasRows(): boolean {
    return this.#rows.length > 0;
  }

  taken(): (CsvRow | FaultyCsvRow)[] {
    return this.#rows.splice(0);
  }

  stop(): void {
    this.#parser?.destroy();
    this.#parser = null;
  }

  /** @throws DamagedInput */
  async take(piece: Buffer): Promise<void> {
    let rest = piece;
    while (rest.length > 0)
      rest = this.#begun === null ? await this.#parse(rest) : this.#skip(rest, this.#begun);
  }

  /** @throws DamagedInput */
  async end(): Promise<void> {
    let rest = await this.#parse(null);
    while (this.#begun !== null) {
      await this.take(rest);
      if (this.#begun !== null) this.#close(this.#begun);
      rest = await this.#parse(null);
    }
  }

  /** Parses a piece, or all that was held back; answers with what it did not come to. */
  async #parse(piece: Buffer | null): Promise<Buffer> {
    if (this.#parser === null && piece === null) return nothing;
    const error = await given(this.#parser ?? this.#start(), piece);
    const recent = Buffer.concat([this.#tail, piece ?? nothing]);
    this.#given += piece?.length ?? 0;
    this.#tail = recent.subarray(-tailBytes);
    if (error === null && piece !== null) return nothing;
    this.stop();
    if (error === null) return nothing;
    const begun = this.#beginning(error);
    const unread = this.#given - this.#read - begun.bytes;
    this.#begun = begun;
    return recent.subarray(recent.length - unread);
  }

  #start(): Parser {
    this.#given = 0;
    this.#read = 0;
    this.#tail = nothing;
    const parser = parse({
      encoding: 'latin1',
      raw: true,
      relax_column_count: true,
      max_record_size: limits.importLineMaxBytes,
      // With `raw`, csv-parse hands over both; its types do not say so.
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
    // Of a CRLF, the text has only the first.
    if (raw !== text) this.#lineEnd = raw.endsWith('\r') && read - this.#read === raw.length ? '\r' : '\n';
    this.#read = read;
    if (text !== '') this.#rows.push({ line: this.#lastLine + 1, raw: Buffer.from(text, 'latin1'), cells });
    // Counted here: csv-parse takes a CRLF in quotes for two lines.
    this.#lastLine += 1 + breaksIn(text);
  }

  /** The row in which the parser met a quote. @throws DamagedInput where it met something else */
  #beginning(error: Error): Begun {
    const { code, raw = '' } = error as CsvError & { raw?: string };
    const line = this.#lastLine + 1;
    const fault = quoteFaults[code];
    if (fault === undefined) throw damageOf(error, code, line);
    this.#lastLine += 1 + breaksIn(raw);
    return { line, fault, pieces: [Buffer.from(raw, 'latin1')], bytes: raw.length };
  }

  /** Passes over the rest of a faulty row; answers with what comes after it. */
  #skip(piece: Buffer, begun: Begun): Buffer {
    const end = piece.indexOf(this.#lineEnd);
    const skipped = end < 0 ? piece : piece.subarray(0, end);
    begun.bytes += skipped.length;
    if (begun.bytes <= limits.importLineMaxBytes) begun.pieces.push(skipped);
    else begun.pieces = [];
    if (end < 0) return nothing;
    this.#close(begun);
    return piece.subarray(end + 1);
  }

  #close({ line, fault, pieces, bytes }: Begun): void {
    this.#begun = null;
    const isKept = bytes <= limits.importLineMaxBytes;
    const text = Buffer.concat(pieces).toString('latin1').replace(lineEnd, '');
    this.#rows.push({ line, raw: isKept ? Buffer.from(text, 'latin1') : null, fault });
  }
}

/** Feeds the parser; null ends it. Answers with what it fails on. */
const given = (parser: Parser, piece: Buffer | null): Promise<Error | null> =>
  new Promise((done) => {
    const settle = (error?: Error | null) => done(error ?? null);
    if (piece === null) parser.end(settle);
    else parser.write(piece, settle);
  });

/** What csv-parse finds wrong with a quote, by its codes, as the end of a sentence about the row. */
const quoteFaults: Readonly<Record<string, string>> = {
  CSV_INVALID_CLOSING_QUOTE: 'has a quote that closes in the middle of a cell: write quotes inside twice',
  INVALID_OPENING_QUOTE:
    'has a quote in the middle of a cell: put the whole cell in quotes, and write quotes inside twice',
};

/** What leaves open where the row ends. */
const damages: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is opened in the row that begins here and never closed',
  CSV_MAX_RECORD_SIZE:
    `the row that begins here has more than ${limits.importLineMaxBytes} bytes: ` +
    'a quote in it may not be closed',
};

/** What was not foreseen is no fault of the input. */
function damageOf(error: Error, code: string, line: number): Error {
  const damage = damages[code];
  return damage === undefined ? error : new DamagedInput(damage, line, error);
}
