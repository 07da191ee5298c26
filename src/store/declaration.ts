import { canonicalJson } from '../domain/canonical.ts';
import {
  conflictsOf,
  conflictText,
  type Declared,
  type DeclaringDataset,
  declaredIn,
} from '../domain/declaration.ts';
import { ClaimlineError, parsedStored } from '../domain/errors.ts';
import { type Predicate, predicates } from '../domain/predicate.ts';
import { type Change, type ChangeOf, changesTo } from './change.ts';
import type { Sql } from './engine.ts';
import { type Program, rowsOf, run } from './program.ts';
import type { Tables } from './schema.ts';
import { byIds, insertRows } from './statement.ts';

/** Reads and writes the words that datasets declare. */

type PredicateRow = Tables['dataset_predicate'];
type SubtypeRow = Tables['dataset_subtype'];
type Rows = { predicates: PredicateRow[]; subtypes: SubtypeRow[] };

const tables = { predicates: 'dataset_predicate', subtypes: 'dataset_subtype' } as const;
export const declarationTables = Object.values(tables);

/** Returns the rows of the words that a dataset declares. */
export function declarationRows(dataset: ChangeOf<'dataset'>['record']): Rows {
  const declared = declaredIn(dataset);
  const common = ({ id, label, description }: Declared[keyof Declared][number], position: number) => ({
    dataset_id: dataset.id,
    id,
    position,
    label_one: label.one,
    label_many: label.many,
    description,
  });
  return {
    predicates: declared.predicates.map((predicate, position) => ({
      ...common(predicate, position),
      subjects: JSON.stringify(predicate.subjects),
      objects: JSON.stringify(predicate.objects),
      unit: predicate.unit,
      functional: Number(predicate.functional),
    })),
    subtypes: declared.subtypes.map((subtype, position) => ({
      ...common(subtype, position),
      kind: subtype.kind,
    })),
  };
}

const commonIn = ({ id, label_one, label_many, description }: PredicateRow | SubtypeRow) => ({
  id,
  label: { one: label_one, many: label_many },
  description,
});
const predicateIn = (row: PredicateRow) => ({
  ...commonIn(row),
  subjects: parsedStored<Predicate['subjects']>(row.subjects),
  objects: parsedStored<Predicate['objects']>(row.objects),
  unit: row.unit,
  functional: row.functional === 1,
});
const subtypeIn = (row: SubtypeRow) => ({ ...commonIn(row), kind: row.kind });

/** Groups rows by the dataset that declares them; datasets are in the order of their ids. */
function declaringDatasets({ predicates, subtypes }: Rows): DeclaringDataset[] {
  const ids = new Set([...predicates, ...subtypes].map((row) => row.dataset_id));
  const inOrder = <Row extends PredicateRow | SubtypeRow>(rows: readonly Row[], datasetId: string) =>
    rows.filter((row) => row.dataset_id === datasetId).sort((one, other) => one.position - other.position);
  return [...ids].sort().map((datasetId) => ({
    datasetId,
    predicates: inOrder(predicates, datasetId).map(predicateIn),
    subtypes: inOrder(subtypes, datasetId).map(subtypeIn),
  }));
}

const predicatesBy = (column: 'id' | 'dataset_id') =>
  byIds((sql, ids) => sql.selectFrom('dataset_predicate').selectAll().where(column, 'in', ids));
const subtypesBy = (column: 'id' | 'dataset_id') =>
  byIds((sql, ids) => sql.selectFrom('dataset_subtype').selectAll().where(column, 'in', ids));
const predicatesWithIds = predicatesBy('id');
const subtypesWithIds = subtypesBy('id');
const predicatesOf = predicatesBy('dataset_id');
const subtypesOf = subtypesBy('dataset_id');

/** Returns the datasets that declare words with these ids, with these words only. */
export function* declaringWords(sql: Sql, ids: readonly string[]): Program<DeclaringDataset[]> {
  return declaringDatasets({
    predicates: yield* predicatesWithIds(sql, ids),
    subtypes: yield* subtypesWithIds(sql, ids),
  });
}

/** Lists the datasets that declare words, by id. */
export function* listDeclarations(sql: Sql): Program<DeclaringDataset[]> {
  return declaringDatasets({
    predicates: yield* rowsOf(sql.selectFrom('dataset_predicate').selectAll()),
    subtypes: yield* rowsOf(sql.selectFrom('dataset_subtype').selectAll()),
  });
}

/** What predicates mean: those of the program, and those that a dataset declares. */
export type Meanings = ReadonlyMap<string, Predicate>;

/** Returns the meanings of these predicates; those that no dataset declares any more are omitted. */
export function* meaningsOf(sql: Sql, ids: Iterable<string>): Program<Meanings> {
  const others = [...new Set(ids)].filter((id) => !predicates.has(id));
  if (others.length === 0) return predicates;
  const declared = (yield* predicatesWithIds(sql, others)).map((row) => [row.id, predicateIn(row)] as const);
  return new Map([...predicates, ...declared]);
}

/** The ids of words whose meaning changed, or that a dataset no longer declares. */
export type Redeclared = { [List in keyof Declared]: ReadonlySet<string> };

/**
 * Replaces the declarations of changed datasets.
 * @throws ClaimlineError `invalid_record` if another dataset declares one of the words with another meaning
 */
export function* writeDeclarations(sql: Sql, changes: readonly Change[]): Program<Redeclared> {
  const datasets = changesTo(changes, 'dataset').map((change) => change.record);
  const ids = datasets.map(({ id }) => id);
  const before = { predicates: yield* predicatesOf(sql, ids), subtypes: yield* subtypesOf(sql, ids) };
  const rows = datasets.map(declarationRows);
  const after = {
    predicates: rows.flatMap((own) => own.predicates),
    subtypes: rows.flatMap((own) => own.subtypes),
  };
  const [had, have] = [declaringDatasets(before), declaringDatasets(after)];
  if (canonicalJson(had) === canonicalJson(have)) return { predicates: new Set(), subtypes: new Set() };
  for (const table of declarationTables) {
    for (const id of ids) {
      // One table stands for both in the types.
      yield* run(sql.deleteFrom(table as 'dataset_subtype').where('dataset_id', '=', id));
    }
  }
  yield* insertRows(sql, tables.predicates, after.predicates);
  yield* insertRows(sql, tables.subtypes, after.subtypes);
  yield* refuseConflicts(sql, have);
  return { predicates: changedIds('predicates', had, have), subtypes: changedIds('subtypes', had, have) };
}

function changedIds(
  list: keyof Declared,
  before: readonly DeclaringDataset[],
  after: readonly DeclaringDataset[],
): Set<string> {
  const meanings = ({ datasetId, ...declared }: DeclaringDataset) =>
    declared[list].map((word) => ({ id: word.id, text: canonicalJson([datasetId, word]) }));
  const kept = new Set(after.flatMap(meanings).map(({ text }) => text));
  const changed = before.flatMap(meanings).filter(({ text }) => !kept.has(text));
  return new Set(changed.map(({ id }) => id));
}

function* refuseConflicts(sql: Sql, declaring: readonly DeclaringDataset[]): Program<void> {
  const ids = declaring.flatMap(({ predicates, subtypes }) =>
    [...predicates, ...subtypes].map(({ id }) => id),
  );
  const named = yield* declaringWords(sql, ids);
  for (const own of declaring) {
    const [conflict] = conflictsOf(own, named);
    if (conflict === undefined) continue;
    throw new ClaimlineError('invalid_record', `The dataset "${own.datasetId}" ${conflictText(conflict)}.`);
  }
}
