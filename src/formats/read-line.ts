import { type RecordKind, recordKinds } from '../domain/kinds.ts';
import { idPattern } from '../domain/primitives.ts';
import { checkRecord, type KindedRecord, type RecordFault } from './check-record.ts';
import { oneOf, unlike } from './issue-text.ts';
import { labelOf } from './record-label.ts';

/** Checks records that come one a line (NDJSON) or one a row (CSV). Each names its kind and its dataset. */

type Came = {
  /** First line of the record, counted from 1. */
  line: number;
  /** Original bytes of the record without its line break; null if it was too long to keep. */
  raw: Buffer | null;
};

/** A record that fits its schema; its references are not checked yet. */
export type SoundLine = Came &
  KindedRecord & {
    datasetId: string;
    /** Probable slips in the line as it was written. */
    warnings?: readonly RecordFault[];
  };

export type BadLine = Came & {
  /** Kind and id, such as `actor isis`; null if they could not be read. */
  record: string | null;
  datasetId: string | null;
  faults: readonly RecordFault[];
  /** True if its only fault is that it refers to records of other rejected lines. */
  isDependent?: boolean;
};

export type ReadLine = SoundLine | BadLine;

export const isBad = (line: ReadLine): line is BadLine => 'faults' in line;
export const isSound = (line: ReadLine): line is SoundLine => !isBad(line);

/** Reads lines in batches, in the order of the input. */
export interface LineReader {
  /** The header of a CSV, which rejected lines need in order to be read again; null for NDJSON. */
  readonly header: Buffer | null;
  /** @throws DamagedInput, from the iteration, if the rest cannot be read */
  batches(): AsyncIterable<ReadLine[]>;
}

/** Kind and dataset of lines that do not name their own. */
export type LineDefaults = { kind?: RecordKind | undefined; datasetId?: string | undefined };

/** Makes a bad line with one fault, of a record that could not be read. */
export function badLine(came: Came, detail: string): BadLine {
  return { ...came, record: null, datasetId: null, faults: [{ path: [], detail }] };
}

/** Makes a bad line of a record that fits its schema and has other faults, such as a reference to no record. */
export function badOf(
  { line, raw, kind, datasetId, record }: SoundLine,
  faults: readonly RecordFault[],
): BadLine {
  return { line, raw, record: labelOf(kind, record), datasetId, faults };
}

export const isKind = (value: unknown): value is RecordKind => recordKinds.some((kind) => kind === value);

/** Checks lines. The line of a dataset names the dataset of the lines after it. */
export class LineChecker {
  readonly #kind: RecordKind | undefined;
  #datasetId: string | undefined;

  constructor(defaults: LineDefaults) {
    this.#kind = defaults.kind;
    this.#datasetId = defaults.datasetId;
  }

  /** @param found faults that were found when the text of the value was parsed */
  check(came: Came, value: object, found: readonly RecordFault[] = []): ReadLine {
    const { kind = this.#kind, datasetId: named, ...fields } = value as Record<string, unknown>;
    if (!isKind(kind)) {
      const detail = unlike(oneOf(recordKinds), kind, recordKinds);
      return { ...badLine(came, detail), faults: [...found, { path: ['kind'], detail }] };
    }
    if (kind === 'dataset' && typeof fields.id === 'string') this.#datasetId = fields.id;
    const datasetId = named ?? this.#datasetId;
    const label = labelOf(kind, fields);
    if (typeof datasetId !== 'string' || !idPattern.test(datasetId)) {
      const expected =
        'must be the id of the dataset: give it in the record, in an earlier dataset line, or with --dataset';
      const detail = unlike(expected, datasetId);
      const faults = [...found, { path: ['datasetId'], detail }];
      return { ...came, record: label, datasetId: null, faults };
    }
    const checked = checkRecord(kind, fields);
    if (checked.sound === null || found.length > 0) {
      const faults = [...found, ...(checked.sound === null ? checked.faults : [])];
      return { ...came, record: label, datasetId, faults };
    }
    return { ...came, ...checked.sound, datasetId };
  }
}
