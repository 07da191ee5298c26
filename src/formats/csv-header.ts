import { type RecordKind, recordKinds } from '../domain/kinds.ts';
import { nearestName } from '../domain/nearest.ts';
import { columnNamed, columnsOf } from './csv-columns.ts';
import type { TableMapping } from './csv-mapping.ts';
import { DamagedInput } from './damaged-input.ts';

/** Reads the header of a table: the column of the model that each of its columns means. */

/**
 * A column of a table. `given` is its name in the header, which may be empty; `name` is the column of the model, or null if
 * the column is skipped.
 */
export type Heading = { given: string; name: string | null };

export type HeaderOptions = {
  /** The kind of all records; undefined if a column tells it. */
  kind: RecordKind | undefined;
  mapping: TableMapping;
  ignoresUnknown: boolean;
};

/** The columns that every table may have besides those of the records. */
export const ownColumns = ['kind', 'datasetId'];

/** Unknown columns that a message lists; a longer list is not read. */
const listedMax = 30;

/**
 * Returns the columns of a table, and after them those that a mapping adds as constants.
 * @throws DamagedInput if columns are unknown, or one stands twice
 */
export function headingsOf(cells: readonly string[], line: number, options: HeaderOptions): Heading[] {
  const { kind, mapping, ignoresUnknown } = options;
  const kinds = kind === undefined ? recordKinds : [kind];
  const unknown: string[] = [];
  const headings = cells.map((cell): Heading => {
    const given = plainName(cell);
    const target = mappedName(mapping, given);
    if (given === '' || target === null) return { given, name: null };
    const name = knownName(kinds, target ?? given);
    if (name === undefined && !(ignoresUnknown && target === undefined)) unknown.push(target ?? given);
    return { given, name: name ?? null };
  });
  const constants = Object.keys(mapping.constants ?? {}).map((given): Heading => {
    const name = knownName(kinds, given);
    if (name === undefined) unknown.push(given);
    return { given, name: name ?? null };
  });
  if (unknown.length > 0) throw new DamagedInput(unknownText(unknown, cells.length, kinds, kind), line);
  const all = [...headings, ...constants];
  const names = all.map(({ name }) => name);
  const twice = all.find(({ name }, index) => name !== null && names.indexOf(name) !== index);
  if (twice !== undefined) {
    const also = twice.given === twice.name ? '' : `, once as "${twice.given}"`;
    throw new DamagedInput(`the header names the column "${twice.name}" twice${also}`, line);
  }
  return all;
}

/** Returns a name without the spaces around it and the invisible characters in it. */
const plainName = (cell: string): string => cell.replace(/\p{Cf}/gu, '').trim();

/** Returns the column of the model for a column of the table; null if it is skipped, undefined if it is not mapped. */
function mappedName({ columns = {} }: TableMapping, given: string): string | null | undefined {
  if (Object.hasOwn(columns, given)) return columns[given];
  const same = Object.keys(columns).find((name) => plainName(name).toLowerCase() === given.toLowerCase());
  return same === undefined ? undefined : columns[same];
}

function knownName(kinds: readonly RecordKind[], given: string): string | undefined {
  const own = ownColumns.find((name) => name.toLowerCase() === given.toLowerCase());
  if (own !== undefined) return own;
  for (const kind of kinds) {
    const name = columnNamed(kind, given);
    if (name !== undefined) return name;
  }
  return undefined;
}

function unknownText(
  unknown: readonly string[],
  columns: number,
  kinds: readonly RecordKind[],
  only: RecordKind | undefined,
): string {
  const whose = only === undefined ? 'no kind of record has' : `records of the kind ${only} do not have`;
  const known = [
    ...new Set([...ownColumns, ...kinds.flatMap((kind) => columnsOf(kind).map(({ name }) => name))]),
  ];
  const told = unknown.slice(0, listedMax).map((name) => `${JSON.stringify(name)}${adviceOn(name, known)}`);
  if (unknown.length > listedMax) told.push(`and ${unknown.length - listedMax} more`);
  const subject = unknown.length === 1 ? 'a column' : `${unknown.length} columns`;
  const separator = columns === 1 ? /[|:^~/]|\s{2,}/.exec(unknown[0] ?? '')?.[0] : undefined;
  const next =
    separator === undefined
      ? 'Name the columns of the model in a file for --map, or leave them out with --ignore-unknown; "claimline columns" lists all'
      : `If "${separator}" separates the columns, give --delimiter "${separator}"`;
  return `the header names ${subject} that ${whose}: ${told.join(', ')}. ${next}`;
}

/** Returns the columns that were probably meant, in brackets. */
function adviceOn(name: string, known: readonly string[]): string {
  const within = known.filter((column) => column.startsWith(`${name}.`));
  if (within.length > 0) {
    const parts = within.slice(0, 3).map((column) => `"${column}"`);
    return ` (it has parts, each with a column of its own: ${parts.join(', ')})`;
  }
  // The entries of a list are counted on from the columns of the first one.
  const numbered = name.replace(/\.\d+(?=\.|$)/g, '.0');
  const near = nearestName(numbered, known) ?? nearestPart(numbered, known);
  if (near === undefined) return '';
  const numbers = name.match(/\.\d+(?=\.|$)/g) ?? [];
  let at = 0;
  const counted = near.replace(/\.0(?=\.|$)/g, (zero) => numbers[at++] ?? zero);
  return counted === name ? '' : ` (did you mean "${counted}"?)`;
}

/** Picks a column by its last part: `longitude` is `place.point.longitude`. */
function nearestPart(name: string, known: readonly string[]): string | undefined {
  const lastOf = (column: string) => column.split('.').at(-1) ?? '';
  const last = nearestName(lastOf(name), known.map(lastOf));
  return last === undefined ? undefined : known.find((column) => lastOf(column) === last);
}
