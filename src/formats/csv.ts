import { isUtf8 } from 'node:buffer';
import { type CsvError, type Parser, parse } from 'csv-parse';
import { type RecordKind, recordKinds } from '../domain/dataset-file.ts';
import { limits } from '../domain/limits.ts';
import { type Bytes, withoutMark } from './bytes.ts';
import { hasColumn, RowShape } from './csv-columns.ts';
import { DamagedInput } from './damaged-input.ts';
import { badLine, LineChecker, type LineDefaults, type LineReader, type ReadLine } from './read-line.ts';

/** Records as CSV (RFC 4180): a header of paths, one record a row, `kind` and `datasetId` as columns where given. */
export function csvReader(bytes: Bytes, defaults: LineDefaults): LineReader {
  return new CsvReader(bytes, defaults);
}

/** A row as csv-parse gives it: cells and its text without the end of its line, each character a byte. */
type Row = { cells: string[]; raw: string; line: number };

/** The columns that every table may have beside those of the records. */
const ownColumns = ['kind', 'datasetId'];

class CsvReader implements LineReader {
  readonly #bytes: Bytes;
  readonly #defaults: LineDefaults;
  readonly #checker: LineChecker;
  readonly #shapes = new Map<RecordKind, RowShape>();
  #columns: readonly string[] | undefined;
  #header: Buffer | null = null;

  constructor(bytes: Bytes, defaults: LineDefaults) {
    this.#bytes = bytes;
    this.#defaults = defaults;
    this.#checker = new LineChecker(defaults);
  }

  get header(): Buffer | null {
    return this.#header;
  }

  async *batches(): AsyncGenerator<ReadLine[]> {
    for await (const rows of rowsOf(this.#bytes)) {
      if (this.#columns === undefined) {
        const [header] = rows.splice(0, 1);
        if (header === undefined) continue;
        this.#columns = columnsOf(header, this.#defaults.kind);
        this.#header = rawOf(header);
      }
      const columns = this.#columns;
      yield rows.map((row) => this.#read(row, columns));
    }
  }

  #read(row: Row, columns: readonly string[]): ReadLine {
    const came = { line: row.line, raw: rawOf(row) };
    if (row.cells.length > columns.length) {
      return badLine(came, `has ${row.cells.length} cells, where the header has ${columns.length}`);
    }
    const cells: string[] = [];
    for (const [column, cell] of row.cells.entries()) {
      const text = textOf(cell);
      if (text === null) return badLine(came, `is not UTF-8 text in the column "${columns[column]}"`);
      cells.push(text);
    }
    const own = (name: string) => cells[columns.indexOf(name)] || undefined;
    const kind = own('kind') ?? this.#defaults.kind;
    const value = recordKinds.some((known) => known === kind)
      ? this.#shape(kind as RecordKind, columns).valueOf(cells)
      : {};
    return this.#checker.check(came, { ...value, kind, datasetId: own('datasetId') });
  }

  #shape(kind: RecordKind, columns: readonly string[]): RowShape {
    const shape = this.#shapes.get(kind) ?? new RowShape(kind, columns, ownColumns);
    this.#shapes.set(kind, shape);
    return shape;
  }
}

const rawOf = ({ raw }: Row): Buffer => Buffer.from(raw, 'latin1');

const isAscii = /^[\x20-\x7e\s]*$/;
/** The text of a cell whose characters are bytes; null where they are not UTF-8. */
function textOf(cell: string): string | null {
  if (isAscii.test(cell)) return cell;
  const bytes = Buffer.from(cell, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : null;
}

/** @throws DamagedInput where the header is not one that records can be read by */
function columnsOf(header: Row, only: RecordKind | undefined): string[] {
  const columns = header.cells.map((cell) => textOf(cell) ?? '');
  const kinds = only === undefined ? recordKinds : [only];
  for (const [index, name] of columns.entries()) {
    const known = ownColumns.includes(name) || kinds.some((kind) => hasColumn(kind, name));
    if (!known) {
      const whose = only === undefined ? 'no kind of record has' : `records of the kind ${only} do not have`;
      throw new DamagedInput(`the header names a column that ${whose}: ${JSON.stringify(name)}`, header.line);
    }
    if (columns.indexOf(name) !== index) {
      throw new DamagedInput(`the header names the column "${name}" twice`, header.line);
    }
  }
  return columns;
}

const lineBreak = /\r\n|\n|\r/g;
const lineEnd = /(\r\n|\n|\r)$/;

/** Rows, some at a time; those that are empty are skipped. */
async function* rowsOf(bytes: Bytes): AsyncGenerator<Row[]> {
  let rows: Row[] = [];
  let lastLine = 0;
  const parser = parse({
    // Characters as bytes: whether they are UTF-8 is checked row by row.
    encoding: 'latin1',
    raw: true,
    relax_column_count: true,
    max_record_size: limits.importLineMaxBytes,
    on_record: (found: unknown) => {
      // With `raw`, csv-parse hands over both; its types do not say so.
      const { record, raw } = found as { record: string[]; raw: string };
      const row = { cells: record, raw: raw.replace(lineEnd, ''), line: lastLine + 1 };
      // Counted here: csv-parse takes a CRLF in quotes for two lines.
      lastLine += 1 + (row.raw.match(lineBreak)?.length ?? 0);
      if (row.raw !== '') rows.push(row);
      return null;
    },
  });
  parser.on('error', () => undefined).resume();
  const taken = () => rows.splice(0);
  try {
    for await (const piece of withoutMark(bytes)) {
      await write(parser, piece);
      if (rows.length > 0) yield taken();
    }
    await write(parser, null);
    yield taken();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!code.includes('CSV_') && !code.includes('QUOTE')) throw error;
    yield taken();
    throw new DamagedInput(reasonOf(error as CsvError), lastLine + 1, error);
  } finally {
    parser.destroy();
    rows = [];
  }
}

/** Feeds the parser; null ends it. */
const write = (parser: Parser, piece: Buffer | null): Promise<void> =>
  new Promise((done, fail) => {
    const settle = (error?: Error | null) => (error ? fail(error) : done());
    if (piece === null) parser.end(settle);
    else parser.write(piece, settle);
  });

function reasonOf({ code }: CsvError): string {
  switch (code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'a quote is opened in the row that begins here and never closed';
    case 'CSV_MAX_RECORD_SIZE':
      return (
        `the row that begins here has more than ${limits.importLineMaxBytes} bytes: ` +
        'a quote in it may not be closed'
      );
    case 'CSV_INVALID_CLOSING_QUOTE':
      return 'a quote is closed in the middle of a cell of the row that begins here: write quotes inside twice';
    default:
      return 'a quote stands in the middle of a cell of the row that begins here: quote the cell, and write quotes inside twice';
  }
}
