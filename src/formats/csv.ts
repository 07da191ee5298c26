import { isUtf8 } from 'node:buffer';
import { type RecordKind, recordKinds } from '../domain/kinds.ts';
import { suggestion } from '../domain/nearest.ts';
import type { Bytes } from './bytes.ts';
import { ColumnMap, hasColumn, nearestColumn } from './csv-columns.ts';
import { type CsvRow, type FaultyCsvRow, rowsOf } from './csv-rows.ts';
import { DamagedInput } from './damaged-input.ts';
import { badLine, LineChecker, type LineDefaults, type LineReader, type ReadLine } from './read-line.ts';

/** Reads records as CSV (RFC 4180): a header of paths, then one record a row. `kind` and `datasetId` may be columns. */
export function csvReader(bytes: Bytes, defaults: LineDefaults): LineReader {
  return new CsvReader(bytes, defaults);
}

/** The columns that every table may have besides those of the records. */
const ownColumns = ['kind', 'datasetId'];

class CsvReader implements LineReader {
  readonly #bytes: Bytes;
  readonly #defaults: LineDefaults;
  readonly #checker: LineChecker;
  readonly #maps = new Map<RecordKind, ColumnMap>();
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
        if ('fault' in header) throw new DamagedInput(`the header ${header.fault}`, header.line);
        this.#columns = columnsOf(header, this.#defaults.kind);
        this.#header = header.raw;
      }
      const columns = this.#columns;
      yield rows.map((row) => this.#read(row, columns));
    }
  }

  #read(row: CsvRow | FaultyCsvRow, columns: readonly string[]): ReadLine {
    const came = { line: row.line, raw: row.raw };
    if ('fault' in row) return badLine(came, row.fault);
    if (row.cells.length > columns.length) {
      return badLine(came, `has ${row.cells.length} cells, but the header has ${columns.length}`);
    }
    const cells: string[] = [];
    for (const [column, cell] of row.cells.entries()) {
      const text = textOf(cell);
      if (text === null) return badLine(came, `is not UTF-8 text in the column "${columns[column]}"`);
      cells.push(text);
    }
    const own = (name: string) => cells[columns.indexOf(name)]?.trim() || undefined;
    const kind = own('kind') ?? this.#defaults.kind;
    const value = recordKinds.some((known) => known === kind)
      ? this.#mapOf(kind as RecordKind, columns).valueOf(cells)
      : {};
    return this.#checker.check(came, { ...value, kind, datasetId: own('datasetId') });
  }

  #mapOf(kind: RecordKind, columns: readonly string[]): ColumnMap {
    const map = this.#maps.get(kind) ?? new ColumnMap(kind, columns, ownColumns);
    this.#maps.set(kind, map);
    return map;
  }
}

const isAscii = /^[\x20-\x7e\s]*$/;
/** Decodes a cell whose characters are bytes; returns null if they are not UTF-8. */
function textOf(cell: string): string | null {
  if (isAscii.test(cell)) return cell;
  const bytes = Buffer.from(cell, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : null;
}

/** Returns the names of the columns. @throws DamagedInput if a column is unknown or stands twice */
function columnsOf(header: CsvRow, only: RecordKind | undefined): string[] {
  const columns = header.cells.map((cell) => textOf(cell)?.trim() ?? '');
  const kinds = only === undefined ? recordKinds : [only];
  for (const [index, name] of columns.entries()) {
    const known = ownColumns.includes(name) || kinds.some((kind) => hasColumn(kind, name));
    if (!known) {
      const whose = only === undefined ? 'no kind of record has' : `records of the kind ${only} do not have`;
      const near = kinds.map((kind) => nearestColumn(kind, name)).filter((column) => column !== undefined);
      const meant = suggestion(name, [...ownColumns, ...near]);
      const problem = `the header names a column that ${whose}: ${JSON.stringify(name)}${meant}`;
      throw new DamagedInput(problem, header.line);
    }
    if (columns.indexOf(name) !== index) {
      throw new DamagedInput(`the header names the column "${name}" twice`, header.line);
    }
  }
  return columns;
}
