import { type ParseError, parse, visit } from 'jsonc-parser';
import { limits } from '../domain/limits.ts';
import type { RecordFault } from './check-record.ts';

/** JSON (RFC 8259) without the freedoms that lose data: a name stands once in an object, and nesting has an end. */

export type ParsedJson = { value: unknown; faults: readonly RecordFault[] };

/**
 * Returns the value of a JSON text, and the names that stand in one object more than once: of their values
 * `JSON.parse` keeps the last (RFC 8259 §4 leaves open which).
 * @throws SyntaxError if the text is not JSON
 */
export function parseJson(text: string): ParsedJson {
  const value: unknown = JSON.parse(text);
  const kept = keptNames(value, 1);
  if (kept === Number.POSITIVE_INFINITY) {
    const detail = `must not have more than ${limits.jsonDepthMax} lists and objects within each other`;
    return { value, faults: [{ path: [], detail }] };
  }
  // Counting is many times faster than a parser that knows where each name stands.
  return { value, faults: kept === writtenNames(text) ? [] : repeatedNames(text) };
}

/**
 * Returns the place and the reason of a fault that `JSON.parse` found, such as ` at line 3, column 5: Unexpected token`.
 * Not every message of `JSON.parse` has the place.
 */
export function syntaxFault(text: string, error: unknown): string {
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true, allowTrailingComma: false });
  const message = error instanceof Error ? error.message : String(error);
  const [, position = text.length] = / at position (\d+)/.exec(message) ?? [];
  const before = text.slice(0, errors[0]?.offset ?? Number(position)).split('\n');
  const place = ` at line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
  // The message may quote the text, with its line ends.
  return `${place}: ${message.replace(/(,? (\.\.\.)?"| in JSON at position | at position ).*$/s, '')}`;
}

/** Counts the names of all objects in a value; infinite if it is nested too deeply. */
function keptNames(value: unknown, depth: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (depth > limits.jsonDepthMax) return Number.POSITIVE_INFINITY;
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value) count += keptNames(item, depth + 1);
    return count;
  }
  const object = value as Record<string, unknown>;
  for (const name in object) count += 1 + keptNames(object[name], depth + 1);
  return count;
}

/** Counts the names in a JSON text: the strings that a colon follows. */
function writtenNames(text: string): number {
  let count = 0;
  for (let start = text.indexOf('"'); start >= 0; ) {
    let after = endOfString(text, start) + 1;
    while (text.charCodeAt(after) <= codes.space) after += 1;
    if (text.charCodeAt(after) === codes.colon) count += 1;
    start = text.indexOf('"', after);
  }
  return count;
}

const codes = { space: 0x20, colon: 0x3a, backslash: 0x5c } as const;

/** Returns the place of the quotation mark that ends a string: the next one that is not escaped. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); ; end = text.indexOf('"', end + 1)) {
    let before = end - 1;
    while (text.charCodeAt(before) === codes.backslash) before -= 1;
    if ((end - before) % 2 === 1) return end;
  }
}

function repeatedNames(text: string): RecordFault[] {
  const faults: RecordFault[] = [];
  const counts: Map<string, number>[] = [];
  visit(text, {
    onObjectBegin: () => {
      counts.push(new Map());
    },
    onObjectEnd: () => {
      counts.pop();
    },
    onObjectProperty: (name, _offset, _length, _line, _character, path) => {
      const count = (counts.at(-1)?.get(name) ?? 0) + 1;
      counts.at(-1)?.set(name, count);
      if (count !== 2 || faults.length >= limits.reportedProblemsMax) return;
      const detail = `must be given once: the same object has ${JSON.stringify(name)} before`;
      faults.push({ path: [...path(), name], detail });
    },
  });
  return faults;
}
