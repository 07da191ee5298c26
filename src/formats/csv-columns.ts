import { z } from 'zod';
import type { RecordKind } from '../domain/kinds.ts';
import { recordSchemas } from '../domain/records.ts';
import { type Cell, cellOf, cellValue, type IdMaker } from './csv-cell.ts';
import { bare, formsOf, memberNames, stepInto } from './schema-at.ts';

/**
 * Reads the columns of a table of records. The name of a column is the path to a value, such as `place.point.longitude`
 * or `participants.0.actorId`. The schema of the record tells the type of a cell.
 */

/** A part of a record, made from a row: one cell, or an object or a list of the parts that are not empty. */
type Node =
  | { is: 'cell'; column: number; cell: Cell }
  | { is: 'object'; fields: Map<string, Node>; nullsOf: (object: Values) => readonly string[] }
  | { is: 'list'; items: Map<number, Node> };

export type Values = Record<string, unknown>;
export type Row = readonly (string | undefined)[];

/** Makes records of one kind from the rows under a header. */
export class ColumnMap {
  readonly #root: Node;
  readonly #makeId: IdMaker | undefined;

  /** @param header the names of the columns; null for a column that does not belong to the record */
  constructor(kind: RecordKind, header: readonly (string | null)[], makeId: IdMaker | undefined) {
    const schema = recordSchemas[kind];
    this.#makeId = makeId;
    this.#root = objectNode(formsOf(schema));
    for (const [column, name] of header.entries()) {
      if (name !== null) putColumn(this.#root, schema, name.split('.'), column);
    }
  }

  /** Returns the record of a row, unchecked. A property of an empty cell is absent, or null if the model requires null. */
  valueOf(row: Row): Values {
    return (valueIn(this.#root, row, this.#makeId) ?? {}) as Values;
  }

  /** Returns the column that the value at a path of a row's record came from; undefined if it came from none. */
  columnAt(path: readonly PropertyKey[], row: Row): { column: number; cell: Cell } | undefined {
    let node: Node | undefined = this.#root;
    for (const step of path) {
      if (node === undefined || node.is === 'cell') break;
      node = node.is === 'object' ? node.fields.get(String(step)) : filledItems(node, row)[Number(step)];
    }
    return node?.is === 'cell' ? node : undefined;
  }
}

/** Returns the column that a header means, in the spelling of the model; undefined if the kind has no such column. */
export function columnNamed(kind: RecordKind, name: string): string | undefined {
  const schema = recordSchemas[kind];
  const path: string[] = [];
  let forms = formsOf(schema);
  for (const given of name.split('.').map((step) => step.trim())) {
    const known = memberNames(forms);
    const step = known.includes(given)
      ? given
      : (known.find((member) => member.toLowerCase() === given.toLowerCase()) ?? given);
    path.push(step);
    forms = forms.flatMap((form) => stepInto(form, step));
  }
  return cellAt(schema, path) === undefined ? undefined : path.join('.');
}

/** A column of a kind of record, with the type of its cells. */
export type Column = { name: string; cell: Cell; schema: z.core.$ZodType };

/** Returns every column of a kind of record. A list has columns for its first entry, with 0; others count on. */
export function columnsOf(kind: RecordKind): Column[] {
  const columns = new Map<string, Column>();
  const walk = (schema: z.core.$ZodType, path: readonly string[]): void => {
    const cell = path.length === 0 ? undefined : cellAt(recordSchemas[kind], path);
    const name = path.join('.');
    if (cell !== undefined) {
      if (!columns.has(name)) columns.set(name, { name, cell, schema });
      return;
    }
    for (const form of formsOf(schema)) {
      if (form instanceof z.ZodArray) walk(form.element, [...path, '0']);
      if (!(form instanceof z.ZodObject)) continue;
      for (const [member, part] of Object.entries(form.shape)) walk(part, [...path, member]);
    }
  };
  walk(recordSchemas[kind], []);
  return [...columns.values()];
}

/** Returns the type of a cell at a path; undefined if the model has no single value there. */
function cellAt(schema: z.core.$ZodType, path: readonly string[]): Cell | undefined {
  const leaves = path.reduce<readonly z.core.$ZodType[]>(
    (forms, step) => forms.flatMap((form) => stepInto(form, step)),
    formsOf(schema),
  );
  const cell = cellOf(leaves.map(bare));
  // A term of a dataset's own vocabulary is written as an id, but names no record.
  return cell?.type === 'id' && !/^id$|Id$/.test(path.at(-1) ?? '') ? { type: 'term' } : cell;
}

/** Returns the node of an object. If it may follow several schemas, its `kind` tells which. */
function objectNode(forms: readonly z.core.$ZodType[]): Node & { is: 'object' } {
  const options = forms
    .filter((form) => form instanceof z.ZodObject)
    .map(({ shape }) => ({
      kind: shape.kind instanceof z.ZodLiteral ? shape.kind.value : undefined,
      nulls: Object.keys(shape).filter((name) => shape[name] instanceof z.ZodNullable),
    }));
  const formOf = (object: Values) =>
    options.length === 1 ? options[0] : options.find(({ kind }) => kind === object.kind);
  return { is: 'object', fields: new Map(), nullsOf: (object) => formOf(object)?.nulls ?? [] };
}

/** Puts a column at its place in the record. An unknown one stays at the top, so that the check of the record names it. */
function putColumn(root: Node, schema: z.core.$ZodType, path: readonly string[], column: number): void {
  const cell = cellAt(schema, path);
  if (cell === undefined) {
    if (root.is === 'object') root.fields.set(path.join('.'), { is: 'cell', column, cell: { type: 'text' } });
    return;
  }
  let node = root;
  let forms: readonly z.core.$ZodType[] = [schema];
  for (const [index, step] of path.entries()) {
    forms = forms.flatMap((form) => stepInto(form, step));
    const child: Node = index === path.length - 1 ? { is: 'cell', column, cell } : containerOf(forms);
    node = childOf(node, step, child);
  }
}

const containerOf = (forms: readonly z.core.$ZodType[]): Node =>
  forms.some((form) => form instanceof z.ZodArray) ? { is: 'list', items: new Map() } : objectNode(forms);

function childOf(node: Node, step: string, child: Node): Node {
  if (node.is === 'cell') return node;
  const children: Map<string | number, Node> = node.is === 'object' ? node.fields : node.items;
  const key = node.is === 'object' ? step : Number(step);
  const known = children.get(key) ?? child;
  children.set(key, known);
  return known;
}

/** Returns the entries of a list that have a value in a row, in the order of their numbers. */
const filledItems = ({ items }: Node & { is: 'list' }, row: Row): Node[] =>
  [...items]
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item)
    .filter((item) => valueIn(item, row, undefined) !== undefined);

function valueIn(node: Node, row: Row, makeId: IdMaker | undefined): unknown {
  if (node.is === 'cell') return cellValue(row[node.column], node.cell, makeId);
  if (node.is === 'list') {
    const items = filledItems(node, row).map((item) => valueIn(item, row, makeId));
    return items.length === 0 ? undefined : items;
  }
  const object: Values = {};
  let isEmpty = true;
  for (const [name, field] of node.fields) {
    const value = valueIn(field, row, makeId);
    if (value === undefined) continue;
    object[name] = value;
    isEmpty = false;
  }
  if (isEmpty) return undefined;
  for (const name of node.nullsOf(object)) object[name] ??= null;
  return object;
}
