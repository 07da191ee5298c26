import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { canonicalJson } from '../../domain/canonical.ts';
import { type ImportScratch, recordKey } from '../../domain/import-scratch.ts';
import { recordKinds } from '../../domain/kinds.ts';
import type { CurrentRecord, Store } from '../../domain/store.ts';
import type { RecordFault } from '../../formats/check-record.ts';
import type { SoundLine } from '../../formats/read-line.ts';
import { earlierWarnings } from '../import-changes.ts';
import {
  batchOf,
  evidenceSources,
  heldLengths,
  ownerFaults,
  quoteFaults,
  rangeFaults,
} from '../import-checks.ts';
import {
  noteZones,
  ownWarnings,
  sharedKey,
  sharedValuesOf,
  sharedWarnings,
  storedHolders,
} from '../import-warnings.ts';
import { WordChecker } from './check-words.ts';

/** Result of comparing the records of a chunk with the store and with earlier lines of the input. */
export type CheckedChunk = {
  faults: Map<SoundLine, RecordFault[]>;
  /** Probable slips in records without faults. */
  warnings: Map<SoundLine, RecordFault[]>;
  /** Records that an earlier line of the input has with the same contents. */
  repeated: Set<SoundLine>;
  /** Keys of the chunk's records that are already in the store. */
  held: Set<string>;
};

export const keyOf = ({ kind, record }: SoundLine): string => recordKey(kind, record.id);

/** Returns a digest of a record: equal contents have equal digests, since the properties are in the order of the model. */
export const digestOf = ({ datasetId, record }: SoundLine): string =>
  hash('sha256', `${datasetId} ${JSON.stringify(record)}`, 'base64');

const lengthsMax = 40_000;

type Checking = {
  store: Store;
  scratch: ImportScratch;
  at: string;
  isDry: boolean;
  /** Makes faults of warnings. */
  isStrict: boolean;
};

export class ChunkChecker {
  readonly #store: Store;
  readonly #scratch: ImportScratch;
  readonly #at: string;
  readonly #isDry: boolean;
  readonly #isStrict: boolean;
  readonly #zones = new Map<string, string | undefined>();
  readonly #words: WordChecker;
  readonly #lengths = new LRUCache<string, { length: number | null }>({ max: lengthsMax });

  /** `at` is the instant of this import's versions: a record in the store with this instant comes from this input. */
  constructor({ store, scratch, at, isDry, isStrict }: Checking) {
    this.#store = store;
    this.#scratch = scratch;
    this.#at = at;
    this.#isDry = isDry;
    this.#isStrict = isStrict;
    this.#words = new WordChecker({ store, scratch, isDry });
  }

  async check(lines: readonly SoundLine[]): Promise<CheckedChunk> {
    const current = await this.#current(lines);
    const given = this.#scratch.given(lines.map(keyOf));
    const checked: CheckedChunk = {
      faults: new Map(),
      warnings: new Map(),
      repeated: new Set(),
      held: new Set(current.keys()),
    };
    const firsts = new Map<string, SoundLine>();
    for (const line of lines) {
      const key = keyOf(line);
      const held = current.get(key);
      const earlier = this.#earlierContents(line, firsts.get(key), held, given.get(key));
      const faults = [...ownFaults(line, held), ...quoteFaults(line)];
      if (earlier === 'different') faults.push(usedId);
      if (faults.length > 0) checked.faults.set(line, faults);
      else if (earlier === 'same') checked.repeated.add(line);
      else firsts.set(key, line);
    }
    await this.#checkOthers([...firsts.values()], checked.faults);
    const sound = [...firsts.values()].filter((line) => !checked.faults.has(line));
    const warnings = await this.#warningsOf(sound);
    // Only a record that was changed before can go back to an earlier version.
    const changed = [...firsts].filter(
      ([key, line]) => (current.get(key)?.stamps.version ?? 0) > 1 && !checked.faults.has(line),
    );
    for (const [line, found] of await this.#reversionsOf(new Map(changed)))
      warnings.set(line, [...(warnings.get(line) ?? []), ...found]);
    for (const [line, found] of warnings)
      (this.#isStrict ? checked.faults : checked.warnings).set(line, found);
    // A record that this import creates is recognised by its instant; any other must be noted for later lines.
    const noted = [...firsts].filter(
      ([key, line]) => (this.#isDry || current.has(key)) && !checked.faults.has(line),
    );
    if (noted.length > 0) {
      this.#scratch.noteGiven(noted.map(([key, line]) => ({ key, digest: digestOf(line) })));
    }
    return checked;
  }

  /**
   * Returns the faults of records that depend on other records, as far as those are known: evidence that ends after the
   * end of its source, and words that their dataset does not declare.
   */
  async lateFaultsOf(lines: readonly SoundLine[]): Promise<Map<SoundLine, RecordFault[]>> {
    const faults = await this.#words.faultsOf(lines);
    const lengths = await this.#lengthsOf([...evidenceSources(lines)]);
    for (const line of lines) {
      const found = rangeFaults(line, lengths);
      if (found.length > 0) faults.set(line, [...(faults.get(line) ?? []), ...found]);
    }
    return faults;
  }

  /** Returns the warnings of records, and of two records that are probably one: in the store, or in this input. */
  async #warningsOf(lines: readonly SoundLine[]): Promise<Map<SoundLine, RecordFault[]>> {
    const values = lines.flatMap(sharedValuesOf);
    const holders = await storedHolders(this.#store, values);
    const firsts = this.#scratch.shared(values.map(sharedKey));
    await noteZones(this.#store, lines, this.#zones);
    const warnings = new Map<SoundLine, RecordFault[]>();
    for (const line of lines) {
      const found = [
        ...ownWarnings(line, this.#zones.get(line.datasetId)),
        ...(line.warnings ?? []),
        ...sharedWarnings(line, firsts, holders),
      ];
      if (found.length > 0) warnings.set(line, found);
    }
    this.#scratch.noteShared(values.map((value) => ({ key: sharedKey(value), id: value.id })));
    return warnings;
  }

  /** Returns the warnings of records that go back to an earlier version of the stored record with their key. */
  async #reversionsOf(held: ReadonlyMap<string, SoundLine>): Promise<Map<SoundLine, RecordFault[]>> {
    const warnings = new Map<SoundLine, RecordFault[]>();
    if (held.size === 0) return warnings;
    for (const change of await this.#store.compare(batchOf([...held.values()]))) {
      const line = held.get(recordKey(change.kind, change.id));
      const found = earlierWarnings(change);
      if (line !== undefined && found.length > 0) warnings.set(line, found);
    }
    return warnings;
  }

  async #checkOthers(lines: readonly SoundLine[], faults: Map<SoundLine, RecordFault[]>): Promise<void> {
    const sources = lines.flatMap((line) =>
      line.kind === 'source' ? [{ id: line.record.id, length: line.record.contentLength ?? null }] : [],
    );
    if (sources.length > 0) this.#scratch.noteLengths(sources);
    for (const { id, length } of sources) this.#lengths.set(id, { length });
    for (const [line, found] of await this.lateFaultsOf(lines)) faults.set(line, found);
  }

  async #current(lines: readonly SoundLine[]): Promise<Map<string, CurrentRecord>> {
    const found = new Map<string, CurrentRecord>();
    for (const kind of recordKinds) {
      const ids = lines.flatMap((line) => (line.kind === kind ? [line.record.id] : []));
      if (ids.length === 0) continue;
      for (const [id, held] of await this.#store.current(kind, ids)) found.set(recordKey(kind, id), held);
    }
    return found;
  }

  /** Compares the contents of a record with those of an earlier line that has its id; null if there is none. */
  #earlierContents(
    line: SoundLine,
    first: SoundLine | undefined,
    held: CurrentRecord | undefined,
    digest: string | undefined,
  ): 'same' | 'different' | null {
    const outcome = (isSame: boolean) => (isSame ? 'same' : 'different');
    if (first !== undefined) return outcome(digestOf(first) === digestOf(line));
    if (digest !== undefined) return outcome(digest === digestOf(line));
    if (held?.stamps.updatedAt !== this.#at) return null;
    const contents = [held.record, line.record].map(canonicalJson);
    return outcome(contents[0] === contents[1]);
  }

  async #lengthsOf(ids: readonly string[]): Promise<Map<string, number | null>> {
    const found = new Map<string, number | null>();
    const unknown: string[] = [];
    for (const id of ids) {
      const remembered = this.#lengths.get(id);
      if (remembered === undefined) unknown.push(id);
      else found.set(id, remembered.length);
    }
    if (unknown.length === 0) return found;
    const given = this.#scratch.lengths(unknown);
    const others = unknown.filter((id) => !given.has(id));
    for (const [id, length] of [...given, ...(await heldLengths(this.#store, others))]) {
      found.set(id, length);
      this.#lengths.set(id, { length });
    }
    return found;
  }
}

const usedId: RecordFault = {
  path: ['id'],
  detail: 'is the id of an earlier record of this input, which has other contents',
};

function ownFaults(line: SoundLine, held: CurrentRecord | undefined): RecordFault[] {
  if (line.kind === 'dataset' && line.datasetId !== line.record.id) {
    return [
      {
        path: ['datasetId'],
        detail: `must be the dataset's own id, "${line.record.id}"; got the text "${line.datasetId}"`,
      },
    ];
  }
  return ownerFaults(line, held?.stamps.datasetId);
}
