import type { DatasetInput } from '../../domain/dataset.ts';
import { type ImportScratch, recordKey } from '../../domain/import-scratch.ts';
import type { RecordKind } from '../../domain/kinds.ts';
import type { Store } from '../../domain/store.ts';
import type { RecordFault } from '../../formats/check-record.ts';
import type { SoundLine } from '../../formats/read-line.ts';
import { DeclaredWords, strandedFaults, usesOwnWords } from '../word-checks.ts';

/** Checks the words of lines against what datasets declare, in the store and on earlier lines. */
export class WordChecker {
  readonly #store: Store;
  readonly #scratch: ImportScratch;
  readonly #isDry: boolean;
  /** Datasets of earlier lines that declare words; only in a dry run, in which the store does not get them. */
  readonly #given = new Map<string, DatasetInput>();

  constructor({ store, scratch, isDry }: { store: Store; scratch: ImportScratch; isDry: boolean }) {
    this.#store = store;
    this.#scratch = scratch;
    this.#isDry = isDry;
  }

  /** Returns the faults of these lines. A line that uses words of a dataset which may still come has none yet. */
  async faultsOf(lines: readonly SoundLine[]): Promise<Map<SoundLine, RecordFault[]>> {
    const faults = new Map<SoundLine, RecordFault[]>();
    const own = lines.filter(usesOwnWords);
    const datasets = lines.filter((line) => line.kind === 'dataset');
    const held = own.length + datasets.length === 0 ? [] : await this.#store.declarations();
    const given = [...this.#given.values(), ...datasets.map(({ record }) => record)];
    const all = new DeclaredWords(held, given);
    for (const line of datasets) {
      const stranded = await strandedFaults(this.#store, held, line.record, this.#replacedBy(lines));
      addFaults(faults, line, [...all.faultsOf(line), ...stranded]);
    }
    const sound = datasets.filter((line) => !faults.has(line)).map(({ record }) => record);
    const words = new DeclaredWords(held, [...this.#given.values(), ...sound]);
    for (const line of datasets) this.#note(line, faults.has(line));
    const others = own.filter(({ datasetId }) => !words.has(datasetId)).map(({ datasetId }) => datasetId);
    const known = await this.#existing([...new Set(others)]);
    for (const line of lines) {
      if (line.kind === 'dataset') continue;
      const isOpen = usesOwnWords(line) && !words.has(line.datasetId) && !known.has(line.datasetId);
      if (!isOpen) addFaults(faults, line, words.faultsOf(line));
    }
    return faults;
  }

  /** The records of these lines, and of the earlier ones that the scratch knows. */
  #replacedBy(lines: readonly SoundLine[]) {
    const own = new Set(lines.map(({ kind, record }) => recordKey(kind, record.id)));
    const among = (user: RecordKind, ids: readonly string[]) => {
      const given = this.#scratch.given(ids.map((id) => recordKey(user, id)));
      return new Set(ids.filter((id) => own.has(recordKey(user, id)) || given.has(recordKey(user, id))));
    };
    return { count: lines.length, among };
  }

  #note(line: SoundLine & { kind: 'dataset' }, isBad: boolean): void {
    const isTold = usesOwnWords(line) || this.#given.has(line.datasetId);
    if (this.#isDry && isTold && !isBad) this.#given.set(line.datasetId, line.record);
  }

  async #existing(datasetIds: readonly string[]): Promise<Set<string>> {
    if (datasetIds.length === 0) return new Set();
    const given = this.#scratch.given(datasetIds.map((id) => recordKey('dataset', id)));
    const isGiven = (id: string) => given.has(recordKey('dataset', id));
    return new Set([...(await this.#store.existing('dataset', datasetIds)), ...datasetIds.filter(isGiven)]);
  }
}

function addFaults(
  into: Map<SoundLine, RecordFault[]>,
  line: SoundLine,
  faults: readonly RecordFault[],
): void {
  if (faults.length > 0) into.set(line, [...faults]);
}
