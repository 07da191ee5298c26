import { isUtf8 } from 'node:buffer';
import { limits } from '../domain/limits.ts';
import type { Bytes } from './bytes.ts';
import { notUtf8 } from './decode.ts';
import { unlike } from './issue-text.ts';
import { type Line, linesOf } from './lines.ts';
import { type ParsedJson, parseJson } from './parse-json.ts';
import { badLine, LineChecker, type LineDefaults, type LineReader, type ReadLine } from './read-line.ts';

/** Reads records as NDJSON: one JSON object a line, with `kind`, `datasetId` and the properties of the record. */
export function ndjsonReader(bytes: Bytes, defaults: LineDefaults): LineReader {
  const checker = new LineChecker(defaults);
  async function* batches() {
    for await (const lines of linesOf(bytes, limits.importLineMaxBytes)) {
      yield lines.filter(isNotBlank).map((line) => readLine(line, checker));
    }
  }
  return { header: null, batches };
}

const spaces = /^[ \t\r]*$/;
/** Longest blank line, in bytes. A longer line of spaces is not JSON, and nobody writes one. */
const blankMaxBytes = 100;
const isNotBlank = ({ bytes }: Line) =>
  bytes === null || bytes.length > blankMaxBytes || !spaces.test(bytes.toString('latin1'));

function readLine({ number, bytes }: Line, checker: LineChecker): ReadLine {
  const came = { line: number, raw: bytes };
  if (bytes === null) return badLine(came, `is longer than the ${limits.importLineMaxBytes} bytes of a line`);
  if (!isUtf8(bytes)) return badLine(came, notUtf8(bytes));
  let parsed: ParsedJson;
  try {
    parsed = parseJson(bytes.toString('utf8'));
  } catch (error) {
    return badLine(came, `is not JSON: ${error instanceof Error ? error.message : error}`);
  }
  const { value, faults } = parsed;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return badLine(came, unlike('must be a JSON object', value));
  }
  return checker.check(came, value, faults);
}

/** Prints a record as one line, which reads back to the same record. */
export function ndjsonLine(kind: string, datasetId: string, record: object): string {
  return `${JSON.stringify(kind === 'dataset' ? { kind, ...record } : { kind, datasetId, ...record })}\n`;
}
