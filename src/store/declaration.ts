import { canonicalJson } from '../domain/canonical.ts';
import {
  type Conflict,
  conflictsOf,
  conflictText,
  type DeclaringDataset,
  declaredIn,
} from '../domain/declaration.ts';
import { ClaimlineError, parsedStored } from '../domain/errors.ts';
import { type Predicate, predicates } from '../domain/predicate.ts';
import { type Change, type ChangeOf, changesTo } from './change.ts';
import type { Sql } from './engine.ts';
import { firstOf, type Program, rowsOf, run } from './program.ts';
import type { Tables } from './schema.ts';
import { byIds, insertRows } from './statement.ts';

/** The words that datasets declare: their rows, their meanings, and that no record uses one that its dataset lacks. */

type PredicateRow = Tables['dataset_predicate'];

/** The rows of the predicates that a dataset declares. */
export const predicateRows = (dataset: ChangeOf<'dataset'>['record']): PredicateRow[] =>
  declaredIn(dataset).predicates.map((predicate, position) => ({
    dataset_id: dataset.id,
    id: predicate.id,
    position,
    label_one: predicate.label.one,
    label_many: predicate.label.many,
    description: predicate.description,
    subjects: JSON.stringify(predicate.subjects),
    objects: JSON.stringify(predicate.objects),
    unit: predicate.unit,
    functional: Number(predicate.functional),
  }));

const predicateIn = (row: PredicateRow) => ({
  id: row.id,
  label: { one: row.label_one, many: row.label_many },
  description: row.description,
  subjects: parsedStored<Predicate['subjects']>(row.subjects),
  objects: parsedStored<Predicate['objects']>(row.objects),
  unit: row.unit,
  functional: row.functional === 1,
});

const rowsWithIds = byIds((sql, ids) =>
  sql.selectFrom('dataset_predicate').selectAll().where('id', 'in', ids).orderBy('dataset_id'),
);
const rowsOfDatasets = byIds((sql, ids) =>
  sql
    .selectFrom('dataset_predicate')
    .selectAll()
    .where('dataset_id', 'in', ids)
    .orderBy('dataset_id')
    .orderBy('position'),
);

/** What predicates mean: those of the program, and those that a dataset declares. */
export type Meanings = (id: string) => Predicate;

/** Returns the meanings of these predicates. */
export function* meaningsOf(sql: Sql, ids: Iterable<string>): Program<Meanings> {
  const others = [...new Set(ids)].filter((id) => !predicates.has(id));
  const declared = new Map((yield* rowsWithIds(sql, others)).map((row) => [row.id, predicateIn(row)]));
  return (id) => {
    const meaning = predicates.get(id) ?? declared.get(id);
    if (meaning !== undefined) return meaning;
    throw new ClaimlineError('invalid_record', `No dataset declares the predicate "${id}" of a proposition.`);
  };
}

/** Lists the datasets that declare words, by id. */
export function* listDeclarations(sql: Sql): Program<DeclaringDataset[]> {
  const rows = yield* rowsOf(
    sql.selectFrom('dataset_predicate').selectAll().orderBy('dataset_id').orderBy('position'),
  );
  return declaringDatasets(rows);
}

const declaringDatasets = (rows: readonly PredicateRow[]): DeclaringDataset[] =>
  [...Map.groupBy(rows, (row) => row.dataset_id)].map(([datasetId, own]) => ({
    datasetId,
    predicates: own.map(predicateIn),
  }));

/**
 * Puts the declarations of changed datasets in the place of those that they had.
 * @returns the predicates that they declared and declare with another meaning, or no longer
 * @throws ClaimlineError `invalid_record` if another dataset declares one of them otherwise
 */
export function* writeDeclarations(sql: Sql, changes: readonly Change[]): Program<Set<string>> {
  const datasets = changesTo(changes, 'dataset').map((change) => change.record);
  const before = yield* rowsOfDatasets(
    sql,
    datasets.map(({ id }) => id),
  );
  const after = datasets.flatMap(predicateRows);
  const textOf = (rows: readonly PredicateRow[]) => rows.map(canonicalJson).toSorted().join();
  if (textOf(before) === textOf(after)) return new Set();
  for (const { id } of datasets) {
    yield* run(sql.deleteFrom('dataset_predicate').where('dataset_id', '=', id));
  }
  yield* insertRows(sql, 'dataset_predicate', after);
  yield* refuseConflicts(sql, after);
  const meaningOf = (row: PredicateRow) => canonicalJson([row.dataset_id, predicateIn(row)]);
  const kept = new Set(after.map(meaningOf));
  return new Set(before.filter((row) => !kept.has(meaningOf(row))).map((row) => row.id));
}

function* refuseConflicts(sql: Sql, rows: readonly PredicateRow[]): Program<void> {
  const named = declaringDatasets(
    yield* rowsWithIds(
      sql,
      rows.map(({ id }) => id),
    ),
  );
  for (const own of declaringDatasets(rows)) {
    const [conflict] = conflictsOf(own, named);
    if (conflict !== undefined) throw refusal(own.datasetId, conflict);
  }
}

const refusal = (datasetId: string, conflict: Conflict) =>
  new ClaimlineError('invalid_record', `The dataset "${datasetId}" ${conflictText(conflict)}.`);

/**
 * Makes sure that changed claims use no predicate that their dataset lacks, nor any claim one that its dataset no longer
 * declares.
 * @param redeclared the predicates whose declarations changed
 * @throws ClaimlineError `invalid_record`
 */
export function* checkUsed(
  sql: Sql,
  changes: readonly Change[],
  redeclared: ReadonlySet<string>,
): Program<void> {
  const used = changesTo(changes, 'claim').flatMap(({ record, stamps }) => {
    const { predicate } = record.proposition;
    return predicates.has(predicate) ? [] : [{ predicate, datasetId: stamps.datasetId }];
  });
  const ids = new Set([...redeclared, ...used.map(({ predicate }) => predicate)]);
  const rows = yield* rowsWithIds(sql, [...ids]);
  const isDeclared = (datasetId: string, predicate: string) =>
    rows.some((row) => row.dataset_id === datasetId && row.id === predicate);
  const lacking = used.find(({ predicate, datasetId }) => !isDeclared(datasetId, predicate));
  if (lacking !== undefined) throw undeclared(lacking.datasetId, lacking.predicate);
  const datasetIds = changesTo(changes, 'dataset').map(({ record }) => record.id);
  for (const predicate of redeclared) {
    const without = datasetIds.filter((id) => !isDeclared(id, predicate));
    if (without.length === 0) continue;
    const user = yield* firstOf(
      sql
        .selectFrom('claim')
        .select(['id', 'dataset_id'])
        .where('predicate', '=', predicate)
        .where('dataset_id', 'in', without)
        .limit(1),
    );
    if (user !== undefined) throw inUse(user.dataset_id, predicate, user.id);
  }
}

const undeclared = (datasetId: string, predicate: string) =>
  new ClaimlineError(
    'invalid_record',
    `A claim has the predicate "${predicate}", which its dataset "${datasetId}" does not declare.`,
  );

const inUse = (datasetId: string, predicate: string, claimId: string) =>
  new ClaimlineError(
    'invalid_record',
    `The dataset "${datasetId}" no longer declares the predicate "${predicate}", but its claim "${claimId}" uses it: ` +
      'change the claims first, or in the same import.',
  );
