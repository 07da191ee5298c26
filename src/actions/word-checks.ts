import type { DatasetInput } from '../domain/dataset.ts';
import {
  conflictsOf,
  conflictText,
  type DeclaringDataset,
  declaredIn,
  droppedUses,
  inUseText,
  listFor,
  subtypeFault,
  type WordUse,
} from '../domain/declaration.ts';
import { predicateFaults, predicates, undeclaredPredicate } from '../domain/predicate.ts';
import type { PropositionInput } from '../domain/proposition.ts';
import type { Store } from '../domain/store.ts';
import type { KindedRecord, RecordFault } from '../formats/check-record.ts';
import type { Candidate } from './import-checks.ts';

/** Checks the words of records, such as predicates, which are those of the program and those that a dataset declares. */

/** Returns true if a record declares a word, or uses one that only a dataset can declare. */
export function usesOwnWords({ kind, record }: KindedRecord): boolean {
  switch (kind) {
    case 'dataset':
      return [record.predicates, record.subtypes].some((words) => words !== undefined && words.length > 0);
    case 'claim':
      return !predicates.has(record.proposition.predicate);
    case 'event':
    case 'actor':
      return record.subtype !== undefined;
    default:
      return false;
  }
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

  /**
   * Returns the faults of the words of a record: another dataset declares them with another meaning, its own does not
   * declare them, or they are used against their declaration.
   */
  faultsOf(candidate: Candidate): RecordFault[] {
    switch (candidate.kind) {
      case 'dataset':
        return this.#conflictsIn(candidate.datasetId);
      case 'claim':
        return this.#predicateFaults(candidate.datasetId, candidate.record.proposition);
      case 'event':
      case 'actor':
        return this.#subtypeFaults(candidate);
      default:
        return [];
    }
  }

  #subtypeFaults({
    kind,
    datasetId,
    record: { subtype },
  }: Candidate & { kind: 'event' | 'actor' }): RecordFault[] {
    if (subtype === undefined) return [];
    const detail = subtypeFault(kind, subtype, datasetId, this.#byDataset.get(datasetId)?.subtypes ?? []);
    return detail === null ? [] : [{ path: ['subtype'], detail }];
  }

  #predicateFaults(datasetId: string, proposition: PropositionInput): RecordFault[] {
    const own = this.#byDataset.get(datasetId)?.predicates ?? [];
    const meaning =
      predicates.get(proposition.predicate) ?? own.find(({ id }) => id === proposition.predicate);
    if (meaning === undefined) {
      const detail = undeclaredPredicate(proposition, datasetId, own);
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

/**
 * Reports words that a dataset of an input no longer declares although records use them.
 * @param held what the store has declared
 * @param replaced how many records of a kind the input has at most, and which of these ids
 */
export async function strandedFaults(
  store: Store,
  held: readonly DeclaringDataset[],
  dataset: DatasetInput,
  replaced: { count: number; among: (user: WordUse['user'], ids: readonly string[]) => ReadonlySet<string> },
): Promise<RecordFault[]> {
  const before = held.find(({ datasetId }) => datasetId === dataset.id);
  if (before === undefined) return [];
  const faults: RecordFault[] = [];
  for (const use of droppedUses(before, declaredIn(dataset))) {
    const users = await store.users(use, replaced.count + 1);
    const given = replaced.among(use.user, users);
    const left = users.find((id) => !given.has(id));
    if (left !== undefined) faults.push({ path: [listFor(use.user)], detail: inUseText(use, left) });
  }
  return faults;
}
