import { z } from 'zod';
import type { RecordKind } from '../domain/kinds.ts';
import { limits } from '../domain/limits.ts';
import { nearestName } from '../domain/nearest.ts';
import { recordSchemas } from '../domain/records.ts';
import { bare, formsOf, memberNames, stepInto } from './schema-at.ts';

/**
 * Reads the columns of a table of records. The name of a column is the path to a value, such as `place.point.longitude`
 * or `participants.0.actorId`. The schema of the record tells the type of a cell.
 */

type Type = 'text' | 'verbatim' | 'number' | 'boolean' | 'list';

/** A part of a record, made from a row: one cell, or an object or a list of the parts that are not empty. */
type Node =
  | { is: 'cell'; column: number; type: Type }
  | { is: 'object'; fields: Map<string, Node>; nullsOf: (object: Values) => readonly string[] }
  | { is: 'list'; items: Map<number, Node> };

type Values = Record<string, unknown>;

/** Separates the texts of a list in one cell: `a|b`. */
const separator = '|';

/** Makes records of one kind from the rows under a header. */
export class ColumnMap {
  readonly #root: Node;

  /** @param others columns of the header that do not belong to the record */
  constructor(kind: RecordKind, header: readonly string[], others: readonly string[]) {
    const schema = recordSchemas[kind];
    this.#root = objectNode(formsOf(schema));
    for (const [column, name] of header.entries()) {
      if (!others.includes(name)) putColumn(this.#root, schema, name.split('.'), column);
    }
  }

  /** Returns the record of a row, unchecked. A property of an empty cell is absent, or null if the model requires null. */
  valueOf(row: readonly (string | undefined)[]): Values {
    return (valueIn(this.#root, row) ?? {}) as Values;
  }
}

/** Tells if records of a kind have a value for a column of this name. */
export const hasColumn = (kind: RecordKind, name: string): boolean =>
  typeAt(recordSchemas[kind], name.split('.')) !== undefined;

/** Returns the column that a misspelt one was probably meant to be: `place.naem` was `place.name`. */
export function nearestColumn(kind: RecordKind, name: string): string | undefined {
  const path: string[] = [];
  let forms = formsOf(recordSchemas[kind]);
  for (const given of name.split('.')) {
    const isKnown = forms.some((form) => stepInto(form, given).length > 0);
    const step = isKnown ? given : nearestName(given, memberNames(forms));
    if (step === undefined) return undefined;
    path.push(step);
    forms = forms.flatMap((form) => stepInto(form, step));
  }
  const column = path.join('.');
  return hasColumn(kind, column) ? column : undefined;
}

/** Returns the type of a cell at a path; undefined if the model has no single value there. */
function typeAt(schema: z.core.$ZodType, path: readonly string[]): Type | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return leafType(bare(schema));
  for (const form of stepInto(schema, step)) {
    const type = typeAt(form, rest);
    if (type !== undefined) return type;
  }
  return undefined;
}

function leafType(schema: z.core.$ZodType): Type | undefined {
  if (schema instanceof z.ZodNumber) return 'number';
  if (schema instanceof z.ZodBoolean) return 'boolean';
  if (schema instanceof z.ZodArray) return leafType(bare(schema.element)) === 'text' ? 'list' : undefined;
  if (schema instanceof z.ZodObject || schema instanceof z.ZodDiscriminatedUnion) return undefined;
  // A long text may be a quoted passage, whose spaces count.
  return schema instanceof z.ZodString && schema.maxLength === limits.textMaxChars ? 'verbatim' : 'text';
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
  const type = typeAt(schema, path);
  if (type === undefined) {
    if (root.is === 'object') root.fields.set(path.join('.'), { is: 'cell', column, type: 'text' });
    return;
  }
  let node = root;
  let forms: readonly z.core.$ZodType[] = [schema];
  for (const [index, step] of path.entries()) {
    forms = forms.flatMap((form) => stepInto(form, step));
    const child: Node = index === path.length - 1 ? { is: 'cell', column, type } : containerOf(forms);
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

function valueIn(node: Node, row: readonly (string | undefined)[]): unknown {
  if (node.is === 'cell') return cellValue(row[node.column], node.type);
  if (node.is === 'list') {
    const items = [...node.items].sort(([a], [b]) => a - b).map(([, item]) => valueIn(item, row));
    const filled = items.filter((item) => item !== undefined);
    return filled.length === 0 ? undefined : filled;
  }
  const object: Values = {};
  let isEmpty = true;
  for (const [name, field] of node.fields) {
    const value = valueIn(field, row);
    if (value === undefined) continue;
    object[name] = value;
    isEmpty = false;
  }
  if (isEmpty) return undefined;
  for (const name of node.nullsOf(object)) object[name] ??= null;
  return object;
}

/** A number in the notation of JSON (RFC 8259 §6); `0x10` is not a number. */
const number = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

/** Returns the value of a cell. Spaces around it are dropped, as people do not see them in a table; long texts keep theirs. */
function cellValue(cell: string | undefined, type: Type): unknown {
  const text = cell?.trim();
  if (text === undefined || text === '') return undefined;
  switch (type) {
    case 'number':
      return number.test(text) ? Number(text) : text;
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : text;
    case 'list':
      return text.split(separator).map((item) => item.trim());
    case 'text':
      return text;
    case 'verbatim':
      return cell;
  }
}
