import { isQuoteAlone } from '../domain/evidence.ts';
import { type ImportProblem, ImportRefused } from '../domain/import-problem.ts';
import { recordKey } from '../domain/import-scratch.ts';
import { jsonPointer } from '../domain/json-pointer.ts';
import { type RecordKind, recordKinds } from '../domain/kinds.ts';
import { referencesOf } from '../domain/records.ts';
import type { RecordBatch, RecordChange, Store } from '../domain/store.ts';
import type { RecordFault } from '../formats/check-record.ts';
import { type ReadRecord, readDatasetFile, unnamedDataset } from '../formats/json.ts';
import type { LineDefaults } from '../formats/read-line.ts';
import { earlierWarnings } from './import-changes.ts';
import {
  batchOf,
  danglingText,
  evidenceSources,
  heldLengths,
  ownerFaults,
  quoteFaults,
  rangeFaults,
} from './import-checks.ts';
import {
  noteZones,
  ownWarnings,
  type SharedValue,
  sharedValuesOf,
  sharedWarnings,
  storedHolders,
} from './import-warnings.ts';
import { EvidenceLocator } from './locate-evidence.ts';
import type { SourceTexts } from './source-texts.ts';
import { DeclaredWords, strandedFaults } from './word-checks.ts';

/** Checks dataset files before an import. All problems of all files are reported together. */

export type DatasetBytes = { name: string; bytes: Uint8Array };

/** Files without problems: their records, what a write of them would change, and what is probably a slip in them. */
export type CheckedFiles = { batch: RecordBatch; changes: RecordChange[]; warnings: ImportProblem[] };

/** Options of the check of dataset files. */
export type FileChecking = {
  /** True if warnings count as problems. */
  isStrict?: boolean | undefined;
  /** The texts in which quotes without a place are located. */
  texts?: SourceTexts | undefined;
  /** The dataset of a file, and the kind of a record, that name none. */
  defaults?: LineDefaults | undefined;
};

/**
 * Checks dataset files against the model, each other and the store.
 * @throws ImportRefused with every problem found
 */
export async function checkFiles(
  store: Store,
  files: readonly DatasetBytes[],
  { isStrict = false, texts, defaults }: FileChecking = {},
): Promise<CheckedFiles> {
  const read = files.map((file) => readDatasetFile(file.name, file.bytes, defaults));
  const refused = new Set(read.flatMap((file) => file.problems.map(({ record }) => record)));
  const { records, unlocated } = await withLocators(
    store,
    read.flatMap((file) => file.records),
    texts,
  );
  const problems = [
    ...read.flatMap((file) => file.problems),
    ...[...unlocated].flatMap(([read, faults]) => problemsOf(read, faults)),
    ...duplicates(records),
    ...(await datasetProblems(store, records, refused)),
    ...(await dangling(store, records, refused)),
    ...(await outOfRange(store, records)),
    ...(await wrongWords(store, records, refused)),
    ...records.flatMap((read) => (unlocated.has(read) ? [] : problemsOf(read, quoteFaults(read)))),
  ];
  const warnings = await warningsOf(store, records);
  if (records.length === 0 && problems.length === 0) {
    const names = files.map((file) => file.name).join(', ');
    warnings.push({ file: names, record: null, pointer: '', detail: 'holds no records' });
  }
  if (isStrict) for (const warning of warnings.splice(0)) problems.push(warning);
  if (problems.length > 0) throw new ImportRefused(problems, warnings);
  const batch = batchOf(records);
  const changes = await store.compare(batch);
  const reversions = reversionsOf(records, changes);
  if (isStrict && reversions.length > 0) throw new ImportRefused(reversions);
  return { batch, changes, warnings: [...warnings, ...reversions] };
}

/** Returns the records with locators for their quotes, and the faults of those that have none. */
async function withLocators(
  store: Store,
  read: readonly ReadRecord[],
  texts: SourceTexts | undefined,
): Promise<{ records: readonly ReadRecord[]; unlocated: ReadonlyMap<ReadRecord, RecordFault[]> }> {
  if (texts === undefined) return { records: read, unlocated: new Map() };
  const sourcesFirst = read.toSorted((a, b) => Number(b.kind === 'source') - Number(a.kind === 'source'));
  const found = await new EvidenceLocator(texts, store, { leavesUnknown: true }).locate(sourcesFirst);
  // A quote that is left belongs to a source that is refused or does not exist, which is the only fault.
  const isLeft = ({ kind, record }: ReadRecord) =>
    kind === 'claim' && (record.evidence ?? []).some(isQuoteAlone);
  const bad = found.filter(({ located, faults }) => faults.length > 0 || isLeft(located));
  return {
    records: found.map(({ located }) => located),
    unlocated: new Map(bad.map(({ located, faults }) => [located, faults])),
  };
}

const label = ({ kind, record }: ReadRecord) => recordKey(kind, record.id);

/** Returns true for a record of a dataset that has faults of its own. */
const isOfRefused = ({ datasetId }: ReadRecord, refused: ReadonlySet<string | null>): boolean =>
  refused.has(recordKey('dataset', datasetId));

const problemAt = (read: ReadRecord, path: RecordFault['path'], detail: string): ImportProblem => ({
  file: read.file,
  record: label(read),
  pointer: read.pointer + jsonPointer(path),
  detail,
});

const problemsOf = (read: ReadRecord, faults: readonly RecordFault[]): ImportProblem[] =>
  faults.map(({ path, detail }) => problemAt(read, path, detail));

/** Returns the warnings of each record, and those of two records that are probably one. */
async function warningsOf(store: Store, records: readonly ReadRecord[]): Promise<ImportProblem[]> {
  const given = new Set(records.map(label));
  const holders = await storedHolders(store, records.flatMap(sharedValuesOf));
  const zones = await noteZones(store, records, new Map());
  const firsts = new Map<string, string>();
  // A stored record that the files replace counts as in the files.
  const storedIds = (value: SharedValue) =>
    holders(value).filter((id) => !given.has(recordKey(value.kind, id)));
  return records.flatMap((read) =>
    problemsOf(read, [
      ...ownWarnings(read, zones.get(read.datasetId)),
      ...sharedWarnings(read, firsts, storedIds),
    ]),
  );
}

/** Returns the warnings of records that go back to an earlier version. */
function reversionsOf(records: readonly ReadRecord[], changes: readonly RecordChange[]): ImportProblem[] {
  const read = new Map(records.map((record) => [label(record), record]));
  return changes.flatMap((change) => {
    const from = read.get(recordKey(change.kind, change.id));
    return from === undefined ? [] : problemsOf(from, earlierWarnings(change));
  });
}

function duplicates(records: readonly ReadRecord[]): ImportProblem[] {
  const seen = new Map<string, ReadRecord>();
  const problems: ImportProblem[] = [];
  for (const read of records) {
    const first = seen.get(label(read));
    if (first === undefined) seen.set(label(read), read);
    else
      problems.push(
        problemAt(read, ['id'], `is already used by the record at ${first.file}#${first.pointer}`),
      );
  }
  return problems;
}

/**
 * Reports ids that already belong to another dataset, and ids of datasets that do not exist.
 * @param refused labels of the records with faults of their own
 */
async function datasetProblems(
  store: Store,
  records: readonly ReadRecord[],
  refused: ReadonlySet<string | null>,
): Promise<ImportProblem[]> {
  const problems: ImportProblem[] = [];
  for (const kind of recordKinds) {
    const own = records.filter((read) => read.kind === kind);
    const held = await store.current(
      kind,
      own.map((read) => read.record.id),
    );
    for (const read of own) {
      if (read.datasetId === unnamedDataset) continue;
      problems.push(...problemsOf(read, ownerFaults(read, held.get(read.record.id)?.stamps.datasetId)));
      if (kind === 'dataset' && read.record.id !== read.datasetId) {
        problems.push(problemAt(read, ['id'], `must be the file's datasetId, "${read.datasetId}"`));
      }
    }
  }
  const described = new Set(records.flatMap((read) => (read.kind === 'dataset' ? [read.record.id] : [])));
  const missing = records.filter(
    (read) =>
      read.datasetId !== unnamedDataset && !described.has(read.datasetId) && !isOfRefused(read, refused),
  );
  const held = await store.existing('dataset', [...new Set(missing.map((read) => read.datasetId))]);
  const files = new Map(
    missing.filter((read) => !held.has(read.datasetId)).map((read) => [read.file, read.datasetId]),
  );
  for (const [file, datasetId] of files) {
    const detail = `names the dataset "${datasetId}", which is neither in the files nor in the database`;
    problems.push({ file, record: null, pointer: '/datasetId', detail });
  }
  return problems;
}

/**
 * Reports references to records that are neither in the files nor in the store.
 * @param refused labels of the records with faults of their own: a reference to one of them is no fault
 */
async function dangling(
  store: Store,
  records: readonly ReadRecord[],
  refused: ReadonlySet<string | null>,
): Promise<ImportProblem[]> {
  const references = records.flatMap((read) =>
    referencesOf(read.kind, read.record as never).map((reference) => ({ read, reference })),
  );
  const known = new Set(records.map(label));
  const unknown = references.filter(({ reference }) => !known.has(recordKey(reference.kind, reference.id)));
  const ids = new Map(
    [...Map.groupBy(records, ({ kind }) => kind)].map(([kind, own]) => [
      kind,
      own.map(({ record }) => record.id),
    ]),
  );
  const problems: ImportProblem[] = [];
  for (const [kind, found] of Map.groupBy(unknown, ({ reference }) => reference.kind)) {
    const held = await store.existing(kind, [...new Set(found.map(({ reference }) => reference.id))]);
    for (const { read, reference } of found) {
      if (held.has(reference.id) || refused.has(recordKey(kind, reference.id))) continue;
      problems.push(problemAt(read, reference.path, danglingText(kind, reference.id, ids.get(kind))));
    }
  }
  return problems;
}

/**
 * Reports words, such as predicates, that no dataset declares so.
 * @param refused labels of the records with faults of their own; the words that a refused dataset declares are not known
 */
async function wrongWords(
  store: Store,
  records: readonly ReadRecord[],
  refused: ReadonlySet<string | null>,
): Promise<ImportProblem[]> {
  const given = records.flatMap((read) => (read.kind === 'dataset' ? [read.record] : []));
  const held = await store.declarations();
  const words = new DeclaredWords(held, given);
  const labels = new Set(records.map(label));
  const replaced = {
    count: records.length,
    among: (user: RecordKind, ids: readonly string[]) =>
      new Set(ids.filter((id) => labels.has(recordKey(user, id)))),
  };
  const problems = records
    .filter((read) => !isOfRefused(read, refused))
    .flatMap((read) => problemsOf(read, words.faultsOf(read)));
  for (const read of records) {
    if (read.kind !== 'dataset') continue;
    problems.push(...problemsOf(read, await strandedFaults(store, held, read.record, replaced)));
  }
  return problems;
}

/** Reports evidence that ends beyond the end of its source. */
async function outOfRange(store: Store, records: readonly ReadRecord[]): Promise<ImportProblem[]> {
  const given = records.flatMap((read) =>
    read.kind === 'source' ? [[read.record.id, read.record.contentLength ?? null] as const] : [],
  );
  const lengths = new Map(given);
  const others = [...evidenceSources(records)].filter((id) => !lengths.has(id));
  for (const [id, length] of await heldLengths(store, others)) lengths.set(id, length);
  return records.flatMap((read) => problemsOf(read, rangeFaults(read, lengths)));
}
