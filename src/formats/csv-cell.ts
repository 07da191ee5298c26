import { z } from 'zod';
import { limits } from '../domain/limits.ts';
import { idPattern } from '../domain/primitives.ts';

/** Reads the cells of a table by the type that the model gives their column. */

/**
 * The type of a cell. A `word` is from a closed vocabulary; a `term` is the id of a word that a dataset may declare. Spaces
 * around a `verbatim` text are kept.
 */
export type Cell =
  | { type: 'text' | 'verbatim' | 'number' | 'boolean' | 'id' | 'term' }
  | { type: 'word'; words: readonly string[] }
  | { type: 'list'; item: Cell };

/** Makes an id from a text that is not a valid id. */
export type IdMaker = (text: string) => string;

/** Separates the texts of a list in one cell: `a|b`. */
const separator = '|';

/**
 * Returns the type of a cell whose value may follow these schemas.
 * @returns undefined if the value is no single one
 */
export function cellOf(leaves: readonly z.core.$ZodType[]): Cell | undefined {
  const words = leaves.map(wordsOf);
  if (words.length > 0 && words.every((found) => found !== undefined)) {
    return { type: 'word', words: [...new Set(words.flat())] };
  }
  for (const leaf of leaves) {
    const cell = singleOf(leaf);
    if (cell !== undefined) return cell;
  }
  return undefined;
}

/** Returns the words of a vocabulary, or of one constant; undefined for another schema. */
function wordsOf(schema: z.core.$ZodType): string[] | undefined {
  const values: readonly unknown[] =
    schema instanceof z.ZodEnum ? schema.options : schema instanceof z.ZodLiteral ? [...schema.values] : [];
  const words = values.filter((value) => typeof value === 'string');
  return words.length === 0 ? undefined : words;
}

function singleOf(schema: z.core.$ZodType): Cell | undefined {
  if (schema instanceof z.ZodNumber) return { type: 'number' };
  if (schema instanceof z.ZodBoolean) return { type: 'boolean' };
  if (schema instanceof z.ZodArray) {
    const item = cellOf([schema.element]);
    const isSingle = item !== undefined && ['text', 'id', 'word'].includes(item.type);
    return isSingle ? { type: 'list', item } : undefined;
  }
  if (schema instanceof z.ZodObject || schema instanceof z.ZodDiscriminatedUnion) return undefined;
  const words = wordsOf(schema);
  if (words !== undefined) return { type: 'word', words };
  if (isIdSchema(schema)) return { type: 'id' };
  // A long text may be a quoted passage, whose spaces count.
  return {
    type: schema instanceof z.ZodString && schema.maxLength === limits.textMaxChars ? 'verbatim' : 'text',
  };
}

const isIdSchema = (schema: z.core.$ZodType): boolean =>
  schema instanceof z.ZodString &&
  (schema.def.checks ?? []).some(({ _zod: { def } }) => 'pattern' in def && def.pattern === idPattern);

/** A decimal number, with or without sign, leading zeros or exponent; `0x10` is not a number. */
const number = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/**
 * Returns the value of a cell; undefined if it is empty. Spaces around it are dropped, as people do not see them in a
 * table; long texts keep theirs.
 */
export function cellValue(text: string | undefined, cell: Cell, makeId: IdMaker | undefined): unknown {
  const trimmed = text?.trim();
  if (trimmed === undefined || trimmed === '') return undefined;
  switch (cell.type) {
    case 'number':
      return number.test(trimmed) ? Number(trimmed) : trimmed;
    case 'boolean':
      return { true: true, false: false }[trimmed.toLowerCase()] ?? trimmed;
    case 'list':
      return trimmed.split(separator).map((item) => cellValue(item, cell.item, makeId) ?? '');
    case 'word':
      return wordIn(cell.words, trimmed);
    case 'id':
      return makeId === undefined || idPattern.test(trimmed) ? trimmed : makeId(trimmed);
    case 'term':
      return idPattern.test(trimmed.toLowerCase()) ? trimmed.toLowerCase() : trimmed;
    case 'text':
      return trimmed;
    case 'verbatim':
      return text;
  }
}

/** Returns the word of a vocabulary that differs in case only; else the text itself. */
function wordIn(words: readonly string[], text: string): string {
  if (words.includes(text)) return text;
  const lower = text.toLowerCase();
  return words.find((word) => word.toLowerCase() === lower) ?? text;
}
