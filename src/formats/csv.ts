import { isUtf8 } from 'node:buffer';
import { type RecordKind, recordKinds } from '../domain/kinds.ts';
import { madeId } from '../domain/made-id.ts';
import { idPattern } from '../domain/primitives.ts';
import type { Bytes } from './bytes.ts';
import type { RecordFault } from './check-record.ts';
import type { Cell } from './csv-cell.ts';
import { ColumnMap, type Values } from './csv-columns.ts';
import { tableOf } from './csv-dialect.ts';
import { type Heading, headingsOf, ownColumns } from './csv-header.ts';
import type { TableMapping } from './csv-mapping.ts';
import { type CsvRow, type FaultyCsvRow, rowsOf } from './csv-rows.ts';
import { DamagedInput } from './damaged-input.ts';
import { notUtf8 } from './decode.ts';
import {
  type BadLine,
  badLine,
  isBad,
  isKind,
  LineChecker,
  type LineDefaults,
  type LineReader,
  type ReadLine,
} from './read-line.ts';

/** Reads records as CSV (RFC 4180): a header of paths, then one record a row. `kind` and `datasetId` may be columns. */

/** The options for a table that does not follow the conventions of this program. */
export type TableOptions = {
  /** The character between the cells; undefined to detect it. */
  delimiter?: string | undefined;
  /** Words that stand for an empty cell, in lower case. */
  emptyWords?: readonly string[] | undefined;
  /** True if texts that are not valid ids are replaced by ids made from them. */
  makesIds?: boolean | undefined;
  mapping?: TableMapping | undefined;
  /** True if columns that the model does not have are left out. */
  ignoresUnknown?: boolean | undefined;
};

export function csvReader(bytes: Bytes, defaults: LineDefaults, options: TableOptions = {}): LineReader {
  return new CsvReader(bytes, defaults, options);
}

class CsvReader implements LineReader {
  readonly #bytes: Bytes;
  readonly #defaults: LineDefaults;
  readonly #options: TableOptions;
  readonly #emptyWords: ReadonlySet<string>;
  readonly #constants: readonly string[];
  readonly #checker: LineChecker;
  readonly #maps = new Map<RecordKind, ColumnMap>();
  #headings: readonly Heading[] | undefined;
  #header: Buffer | null = null;

  constructor(bytes: Bytes, defaults: LineDefaults, options: TableOptions) {
    this.#bytes = bytes;
    this.#defaults = defaults;
    this.#options = options;
    this.#emptyWords = new Set(options.emptyWords);
    this.#constants = Object.values(options.mapping?.constants ?? {});
    this.#checker = new LineChecker(defaults);
  }

  get header(): Buffer | null {
    return this.#header;
  }

  async *batches(): AsyncGenerator<ReadLine[]> {
    const table = await tableOf(this.#bytes, this.#options.delimiter);
    for await (const rows of rowsOf(table)) {
      if (this.#headings === undefined) {
        const at = rows.findIndex((row) => 'fault' in row || !isBlank(row.cells));
        const [header] = at < 0 ? [] : rows.splice(0, at + 1).slice(at);
        if (header === undefined) continue;
        this.#headings = this.#headingsOf(header);
        this.#header = Buffer.concat([table.before.raw, header.raw ?? Buffer.alloc(0)]);
      }
      const headings = this.#headings;
      yield rows.flatMap((row) => this.#read(row, headings) ?? []);
    }
  }

  #headingsOf(header: CsvRow | FaultyCsvRow): Heading[] {
    if ('fault' in header) throw new DamagedInput(`the header ${header.fault}`, header.line);
    const cells = header.cells.map((cell) => textOf(cell));
    if (cells.includes(null)) throw new DamagedInput(`the header ${notUtf8(header.raw)}`, header.line);
    const { mapping = {}, ignoresUnknown = false } = this.#options;
    const options = { kind: this.#defaults.kind, mapping, ignoresUnknown };
    const headings = headingsOf(
      cells.map((cell) => cell ?? ''),
      header.line,
      options,
    );
    if (options.kind === undefined && !headings.some(({ name }) => name === 'kind')) {
      const detail = 'the header has no column "kind": name the kind of the records, such as --kind event';
      throw new DamagedInput(detail, header.line);
    }
    return headings;
  }

  /** Returns the record of a row; null for a blank row. */
  #read(row: CsvRow | FaultyCsvRow, headings: readonly Heading[]): ReadLine | null {
    if ('fault' in row) return badLine({ line: row.line, raw: row.raw }, row.fault);
    const came = { line: row.line, raw: row.raw };
    if (isBlank(row.cells)) return null;
    const own = headings.length - this.#constants.length;
    const texts: string[] = [];
    for (const [column, cell] of row.cells.entries()) {
      const text = textOf(cell);
      const { given, name } = headings[column] ?? { given: '', name: null };
      if (text === null) return { ...badLine(came, notUtf8(row.raw)), ...faultIn(given, notUtf8(row.raw)) };
      const isSurplus = column >= own || (given === '' && name === null);
      if (isSurplus && text.trim() !== '') return badLine(came, surplusText(row, column, own, text));
      if (column < own) texts.push(name === null ? '' : this.#translated(name, text));
    }
    const cells = [...texts, ...new Array<string>(own - texts.length).fill(''), ...this.#constants];
    const read = this.#recordOf(came, cells, headings);
    if (isBad(read) || !row.isOpen || row.cells.length >= own) return read;
    const detail = `has only ${row.cells.length} of ${own} cells and no line end: the input may be cut short`;
    return { ...read, warnings: [{ path: [], detail }] };
  }

  /** Returns the text of a cell, translated by the options: empty, or another word. */
  #translated(name: string, text: string): string {
    const trimmed = text.trim();
    if (this.#emptyWords.has(trimmed.toLowerCase())) return '';
    const table = this.#options.mapping?.values?.[name];
    if (table === undefined) return text;
    const one = (word: string): string => (Object.hasOwn(table, word) ? (table[word] ?? '') : word);
    if (Object.hasOwn(table, trimmed)) return one(trimmed);
    return trimmed.includes('|')
      ? trimmed
          .split('|')
          .map((word) => one(word.trim()))
          .filter((word) => word !== '')
          .join('|')
      : text;
  }

  #recordOf(
    came: Pick<CsvRow, 'line' | 'raw'>,
    cells: readonly string[],
    headings: readonly Heading[],
  ): ReadLine {
    const own = (name: string) =>
      cells[headings.findIndex((heading) => heading.name === name)]?.trim() || undefined;
    const named = own('kind');
    const kind = recordKinds.find((known) => known === named?.toLowerCase()) ?? named ?? this.#defaults.kind;
    const datasetId = own('datasetId');
    const map = isKind(kind) ? this.#mapOf(kind, headings) : undefined;
    const value = map?.valueOf(cells) ?? {};
    if (this.#options.makesIds === true && kind !== 'dataset') {
      keepOriginal(value, own('id'), datasetId ?? this.#defaults.datasetId);
    }
    const read = this.#checker.check(came, { ...value, kind, datasetId });
    return isBad(read) ? this.#withColumns(read, map, cells, headings) : read;
  }

  /** Returns a bad line whose faults name the column, and the option that may help. */
  #withColumns(
    bad: BadLine,
    map: ColumnMap | undefined,
    cells: readonly string[],
    headings: readonly Heading[],
  ): BadLine {
    const faults = bad.faults.map((fault): RecordFault => {
      const own = headings.findIndex(({ name }) => ownColumns.includes(name ?? '') && name === fault.path[0]);
      const found =
        own >= 0 ? { column: own, cell: { type: 'text' } as const } : map?.columnAt(fault.path, cells);
      const heading = found && headings[found.column];
      if (found === undefined || heading === undefined) return fault;
      const hint = hintFor(cells[found.column]?.trim() ?? '', found.cell);
      const detail = hint === '' ? fault.detail : `${fault.detail.replace(/\.$/, '')}${hint}`;
      return { ...fault, detail, column: heading.given };
    });
    return { ...bad, faults };
  }

  #mapOf(kind: RecordKind, headings: readonly Heading[]): ColumnMap {
    const names = () =>
      headings.map(({ name }) => (name === null || ownColumns.includes(name) ? null : name));
    const makeId = this.#options.makesIds === true && kind !== 'dataset' ? madeId : undefined;
    const map = this.#maps.get(kind) ?? new ColumnMap(kind, names(), makeId);
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

const isBlank = (cells: readonly string[]): boolean =>
  cells.every((cell) => cell === '' || textOf(cell)?.trim() === '');

const faultIn = (column: string, detail: string) => ({ faults: [{ path: [], detail, column }] });

/** Describes a cell that belongs to no column. */
function surplusText({ cells, raw }: CsvRow, column: number, columns: number, text: string): string {
  const curly = /[“”„«»]/u.test(raw.toString('utf8'))
    ? ': only straight quotes (") keep a separator within a cell'
    : '';
  return column >= columns
    ? `has ${cells.length} cells, but the header has ${columns}${curly}`
    : `has ${JSON.stringify(text)} in column ${column + 1}, which has no name in the header`;
}

/** Words that people write in a cell without a value. */
const usualEmptyWords = /^(#?n\/?a|null|none|nil|nan|unknown|unk|-+|–|—|\.+|\?)$/i;

/** Returns the option or the spelling that may mend a cell, as the end of a message. */
function hintFor(text: string, cell: Cell): string {
  if (text === '') return '';
  if (usualEmptyWords.test(text))
    return `. If it means that there is no value, give --na ${JSON.stringify(text)}`;
  if (cell.type === 'word') return '. A table of "values" in a file for --map can translate it';
  if (cell.type === 'id' && !idPattern.test(text)) return '. --make-ids makes ids from such texts';
  if (cell.type === 'number' && /^[+-]?\d+,\d+$/.test(text)) return `. Write ${text.replace(',', '.')}`;
  return '';
}

/** The longest name of a register. */
const schemeMaxChars = 64;

/** Keeps the text of which an id was made as an external id, in the register of the dataset. */
function keepOriginal(value: Values, original: string | undefined, datasetId: string | undefined): void {
  if (original === undefined || value.id === original) return;
  const scheme = (datasetId ?? 'original').slice(0, schemeMaxChars);
  const others = Array.isArray(value.externalIds) ? value.externalIds : [];
  value.externalIds = [...others, { scheme, id: original }];
}
