import type { DatasetInput } from '../domain/dataset.ts';
import { conflictsOf, conflictText, type DeclaringDataset, declaredIn } from '../domain/declaration.ts';
import { predicateFaults, predicates, undeclaredPredicate } from '../domain/predicate.ts';
import type { KindedRecord, RecordFault } from '../formats/check-record.ts';
import type { Candidate } from './import-checks.ts';

/** Checks the words of records, such as predicates, which are those of the program and those that a dataset declares. */

/** Returns true if a record declares or uses a word that is not the program's. */
export function usesOwnWords({ kind, record }: KindedRecord): boolean {
  if (kind === 'dataset') return (record.predicates ?? []).length > 0;
  return kind === 'claim' && !predicates.has(record.proposition.predicate);
}

/** The words that datasets declare: as an input says, else as the store has them. */
export class DeclaredWords {
  readonly #byDataset: ReadonlyMap<string, DeclaringDataset>;

  constructor(held: Iterable<DeclaringDataset>, given: Iterable<DatasetInput> = []) {
    const declaring = new Map([...held].map((dataset) => [dataset.datasetId, dataset]));
    for (const dataset of given) declaring.set(dataset.id, { datasetId: dataset.id, ...declaredIn(dataset) });
    this.#byDataset = declaring;
  }

  /** Returns true if it is known what a dataset declares. */
  has(datasetId: string): boolean {
    return this.#byDataset.has(datasetId);
  }

  /** Returns what is wrong with the words of a record: declared otherwise elsewhere, not declared, or used otherwise. */
  faultsOf(candidate: Candidate): RecordFault[] {
    if (candidate.kind === 'dataset') return this.#conflictsIn(candidate.datasetId);
    if (candidate.kind !== 'claim') return [];
    const { proposition } = candidate.record;
    const own = this.#byDataset.get(candidate.datasetId)?.predicates ?? [];
    const meaning =
      predicates.get(proposition.predicate) ?? own.find(({ id }) => id === proposition.predicate);
    if (meaning === undefined) {
      const known = own.map(({ id }) => id);
      const detail = undeclaredPredicate(proposition.predicate, candidate.datasetId, known);
      return [{ path: ['proposition', 'predicate'], detail }];
    }
    return predicateFaults(proposition, meaning).map(({ path, detail }) => ({
      path: ['proposition', ...path],
      detail,
    }));
  }

  #conflictsIn(datasetId: string): RecordFault[] {
    const own = this.#byDataset.get(datasetId);
    if (own === undefined) return [];
    return conflictsOf(own, this.#byDataset.values()).map((conflict) => ({
      path: [conflict.list, conflict.index],
      detail: conflictText(conflict),
    }));
  }
}
