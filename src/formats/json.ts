import { isUtf8 } from 'node:buffer';
import type { DatasetFile } from '../domain/dataset-file.ts';
import type { ImportProblem } from '../domain/import-problem.ts';
import { isObject } from '../domain/is-object.ts';
import { jsonPointer } from '../domain/json-pointer.ts';
import { kinds, ownedKinds, type RecordKind } from '../domain/kinds.ts';
import { suggestion } from '../domain/nearest.ts';
import { idPattern } from '../domain/primitives.ts';
import { checkRecord, type KindedRecord, type RecordFault } from './check-record.ts';
import { notUtf8 } from './decode.ts';
import { unlike } from './issue-text.ts';
import { type ParsedJson, parseJson, syntaxFault } from './parse-json.ts';
import { isBad, LineChecker, type LineDefaults } from './read-line.ts';
import { labelOf } from './record-label.ts';

/** Reads and writes dataset files as JSON (RFC 8259). */

/** A record from a file, with the JSON Pointer to its place. */
export type ReadRecord = KindedRecord & { datasetId: string; file: string; pointer: string };

export type ReadFile = { records: ReadRecord[]; problems: ImportProblem[] };

/** The dataset of the records of a file that names none: they are checked for their own faults only. */
export const unnamedDataset = '';

const example = '{"datasetId":"my-dataset","events":[]}';

/** Names of the top-level properties of a dataset file. */
const properties = ['$schema', 'datasetId', 'dataset', ...ownedKinds.map((kind) => kinds[kind].plural)];

/**
 * Reads a dataset file, or a list of records that each name their kind. Returns every valid record, and every fault of
 * the others.
 * @param defaults the dataset of a file, and the kind of a record in a list, that name none
 */
export function readDatasetFile(file: string, bytes: Uint8Array, defaults: LineDefaults = {}): ReadFile {
  const problem = (detail: string): ReadFile => ({
    records: [],
    problems: [{ file, record: null, pointer: '', detail }],
  });
  if (bytes.length === 0)
    return problem(`is empty at line 1, column 1: it must be an object such as ${example}`);
  if (!isUtf8(bytes)) return problem(notUtf8(bytes));
  const text = new TextDecoder('utf-8').decode(bytes);
  let parsed: ParsedJson;
  try {
    parsed = parseJson(text);
  } catch (error) {
    return problem(`is not JSON${syntaxFault(text, error)}`);
  }
  const { value: content, faults } = parsed;
  if (Array.isArray(content)) return readList(file, content, faults, defaults);
  if (!isObject(content)) return problem(unlike(`must be an object such as ${example}`, content));
  const { datasetId = defaults.datasetId } = content;
  const isNamed = typeof datasetId === 'string' && idPattern.test(datasetId);
  const read = readRecords(file, content, isNamed ? datasetId : unnamedDataset);
  if (!isNamed) {
    const detail = unlike('must be the id of the dataset of the records', datasetId);
    read.problems.unshift({ file, record: null, pointer: '/datasetId', detail });
  }
  for (const { path, detail } of faults) {
    read.problems.push({ file, record: labelAt(content, path), pointer: jsonPointer(path), detail });
  }
  return read;
}

/** Reads a list of records as `claimline export --format ndjson` has them on its lines. */
function readList(
  file: string,
  content: readonly unknown[],
  faults: readonly RecordFault[],
  defaults: LineDefaults,
): ReadFile {
  const read: ReadFile = { records: [], problems: [] };
  const checker = new LineChecker(defaults);
  for (const [index, value] of content.entries()) {
    const found = faults
      .filter(({ path }) => path[0] === index)
      .map(({ path, detail }) => ({ path: path.slice(1), detail }));
    const at = jsonPointer([index]);
    if (!isObject(value)) {
      const detail = unlike('must be an object with a "kind"', value);
      read.problems.push({ file, record: null, pointer: at, detail });
      continue;
    }
    const line = checker.check({ line: index, raw: null }, value, found);
    if (!isBad(line)) {
      const { line: _, raw: __, warnings: ___, ...record } = line;
      read.records.push({ ...record, file, pointer: at });
      continue;
    }
    for (const { path, detail } of line.faults) {
      read.problems.push({ file, record: line.record, pointer: at + jsonPointer(path), detail });
    }
  }
  return read;
}

/** Returns the label of the record that a path leads into; null if it leads elsewhere. */
function labelAt(content: Record<string, unknown>, [property, index]: readonly PropertyKey[]): string | null {
  if (property === 'dataset' && index !== undefined) return labelOf('dataset', content.dataset);
  const kind = ownedKinds.find((owned) => kinds[owned].plural === property);
  const list = kind === undefined ? undefined : content[kinds[kind].plural];
  const isRecord = kind !== undefined && Array.isArray(list) && typeof index === 'number';
  return isRecord ? labelOf(kind, list[index]) : null;
}

function readRecords(file: string, content: Record<string, unknown>, datasetId: string): ReadFile {
  const read: ReadFile = { records: [], problems: [] };
  for (const name of Object.keys(content).filter((name) => !properties.includes(name))) {
    const detail = `is not known here${suggestion(name, properties)}: expected ${properties.join(', ')}`;
    read.problems.push({ file, record: null, pointer: jsonPointer([name]), detail });
  }
  const from = { file, datasetId };
  if (content.dataset !== undefined) readRecord('dataset', content.dataset, ['dataset'], from, read);
  for (const kind of ownedKinds) {
    const property = kinds[kind].plural;
    const list = content[property] === undefined ? [] : content[property];
    if (!Array.isArray(list)) {
      read.problems.push({
        file,
        record: null,
        pointer: jsonPointer([property]),
        detail: unlike('must be a list of records', list),
      });
      continue;
    }
    for (const [index, value] of list.entries()) readRecord(kind, value, [property, index], from, read);
  }
  return read;
}

function readRecord(
  kind: RecordKind,
  value: unknown,
  path: readonly (string | number)[],
  from: { file: string; datasetId: string },
  read: ReadFile,
): void {
  const checked = checkRecord(kind, value);
  if (checked.sound !== null) {
    read.records.push({ ...checked.sound, ...from, pointer: jsonPointer(path) });
    return;
  }
  for (const fault of checked.faults) {
    const pointer = jsonPointer([...path, ...fault.path]);
    read.problems.push({ file: from.file, record: labelOf(kind, value), pointer, detail: fault.detail });
  }
}

/** Writes a dataset as one file that reads back to the same records. */
export function writeDatasetFile(file: DatasetFile): string {
  return `${JSON.stringify(file, null, 2)}\n`;
}
