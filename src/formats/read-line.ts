import { type RecordKind, recordKinds } from '../domain/kinds.ts';
import { idPattern } from '../domain/primitives.ts';
import { checkRecord, type KindedRecord, labelOf, type RecordFault } from './check-record.ts';

/** Records that come one a line (NDJSON) or one a row (CSV): flat, each saying its kind and its dataset. */

type Came = {
  /** The line that the record begins at, counted from 1. */
  line: number;
  /** The record as it came, without the end of its line; null where it was too long to be kept. */
  raw: Buffer | null;
};

/** A record that fits the model by itself. */
export type SoundLine = Came & KindedRecord & { datasetId: string };

export type BadLine = Came & {
  /** Kind and id, as far as they could be read. */
  record: string | null;
  datasetId: string | null;
  faults: readonly RecordFault[];
};

export type ReadLine = SoundLine | BadLine;

export const isBad = (line: ReadLine): line is BadLine => 'faults' in line;
export const isSound = (line: ReadLine): line is SoundLine => !isBad(line);

/** Lines in the order in which they came, some at a time. */
export interface LineReader {
  /** What must stand before rejected lines so that they can be read again; null where nothing must. */
  readonly header: Buffer | null;
  /** @throws DamagedInput, from the iteration, where nothing more can be read */
  batches(): AsyncIterable<ReadLine[]>;
}

/** What holds for lines that do not say so themselves. */
export type LineDefaults = { kind?: RecordKind | undefined; datasetId?: string | undefined };

export function badLine(came: Came, detail: string): BadLine {
  return { ...came, record: null, datasetId: null, faults: [{ path: [], detail }] };
}

/** A line that fitted the model by itself, and is bad all the same. */
export function badOf(
  { line, raw, kind, datasetId, record }: SoundLine,
  faults: readonly RecordFault[],
): BadLine {
  return { line, raw, record: labelOf(kind, record), datasetId, faults };
}

const isKind = (value: unknown): value is RecordKind => recordKinds.some((kind) => kind === value);

/** Makes records of lines; a dataset's own line says which dataset the next ones belong to. */
export class LineChecker {
  readonly #kind: RecordKind | undefined;
  #datasetId: string | undefined;

  constructor(defaults: LineDefaults) {
    this.#kind = defaults.kind;
    this.#datasetId = defaults.datasetId;
  }

  /** @param found faults of the value that its text has shown already */
  check(came: Came, value: object, found: readonly RecordFault[] = []): ReadLine {
    const { kind = this.#kind, datasetId: named, ...fields } = value as Record<string, unknown>;
    if (!isKind(kind)) {
      const detail = `must be ${recordKinds.join(', ')}: it says what kind of record the line is`;
      return { ...badLine(came, detail), faults: [...found, { path: ['kind'], detail }] };
    }
    if (kind === 'dataset' && typeof fields.id === 'string') this.#datasetId = fields.id;
    const datasetId = named ?? this.#datasetId;
    const label = labelOf(kind, fields);
    if (typeof datasetId !== 'string' || !idPattern.test(datasetId)) {
      const detail =
        'must be the id of the dataset that the record belongs to, here, in a dataset line before, or by --dataset';
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
