import { LRUCache } from 'lru-cache';
import { ClaimlineError } from '../../domain/errors.ts';
import { problemLine } from '../../domain/import-problem.ts';
import { type ImportScratch, recordKey, type WaitingLine } from '../../domain/import-scratch.ts';
import { jsonPointer } from '../../domain/json-pointer.ts';
import type { Reference } from '../../domain/records.ts';
import type { RecordChange, Store } from '../../domain/store.ts';
import { DamagedInput } from '../../formats/damaged-input.ts';
import {
  type BadLine,
  badOf,
  isBad,
  isSound,
  type LineReader,
  type ReadLine,
  type SoundLine,
} from '../../formats/read-line.ts';
import { allReferencesOf, batchOf } from '../import-checks.ts';
import { EvidenceLocator } from '../locate-evidence.ts';
import type { SourceTexts } from '../source-texts.ts';
import { ChunkChecker, digestOf, keyOf } from './check-chunk.ts';
import { chunksOf } from './chunks.ts';
import { Known } from './known.ts';
import {
  addBad,
  addRepeated,
  addWarnings,
  addWritten,
  badLineText,
  ImportStopped,
  type LineReport,
  newReport,
} from './report.ts';
import { readyOf, settle } from './settle.ts';
import { dryTarget, storeTarget, type Target } from './target.ts';

/**
 * Imports records line by line, of any number. Each chunk is one transaction and complete: its records refer only to
 * records of the chunk or the store. A record that refers to a later one waits in the scratch and is imported at the end.
 * If an import is interrupted, the same import again comes to the same result.
 */

export type LineImport = {
  store: Store;
  scratch: ImportScratch;
  reader: LineReader;
  /** Name of the input in messages, such as `events.csv`. */
  file: string;
  /** Instant of the new versions (RFC 3339, in UTC). No other import may have the same. */
  at: string;
  /** `stop` ends the import at the first bad line; `skip` leaves bad lines out. */
  onError: 'stop' | 'skip';
  isDry: boolean;
  /** True if records with warnings are bad lines. */
  isStrict: boolean;
  /** The texts in which quotes without a place are located. */
  texts?: SourceTexts | undefined;
  /** True if references to records outside of the input are not checked. */
  isAlone?: boolean;
  /** True if rejected lines must keep their original bytes. */
  keepsRaw: boolean;
  /** Most records in one transaction. */
  chunkRecords: number;
  watcher: LineWatcher;
};

type LineWatcher = {
  /** Called before each write with what it changes, if the changes are wanted. */
  changing?: ((changes: readonly RecordChange[]) => void | Promise<void>) | undefined;
  /** Called for each rejected line. */
  rejected(line: BadLine): void | Promise<void>;
  /** Called after each chunk with the report so far. */
  progressed(report: LineReport): void | Promise<void>;
};

/** Imports all lines of a reader. @throws ImportStopped if it ends early */
export function importLines(job: LineImport): Promise<LineReport> {
  return new LineImporter(job).run();
}

class LineImporter {
  readonly #job: LineImport;
  readonly #report = newReport();
  readonly #target: Target;
  readonly #known: Known;
  /** Records of rejected lines, as far as they are remembered: each spares the lines that refer to it a fault of their own. */
  readonly #rejected = new LRUCache<string, true>({ max: rejectedMax });
  readonly #checker: ChunkChecker;
  readonly #locator: EvidenceLocator | undefined;

  constructor(job: LineImport) {
    const { store, scratch, at, isDry } = job;
    this.#job = job;
    this.#target = isDry ? dryTarget(store, scratch) : storeTarget(store, at);
    this.#known = new Known(job.isAlone ? async (_kind, ids) => new Set(ids) : this.#target.existing);
    this.#checker = new ChunkChecker(job);
    this.#locator = job.texts && new EvidenceLocator(job.texts, store);
  }

  async run(): Promise<LineReport> {
    const { scratch, reader, chunkRecords, watcher } = this.#job;
    try {
      for await (const lines of chunksOf(reader.batches(), chunkRecords)) {
        await this.#importChunk(lines);
        await watcher.progressed(this.#report);
      }
      await settle({
        scratch,
        checker: this.#checker,
        known: this.#known,
        pageSize: chunkRecords,
        write: async (lines) => {
          await this.#write(lines);
          this.#report.waiting -= lines.length;
          await watcher.progressed(this.#report);
        },
        announce: (lines) => this.#announce(lines),
        writeAll: async (batches) => addWritten(this.#report, await this.#target.writeAll(batches)),
        reject: (line) => this.#reject(line),
        isRejected: (key) => this.#rejected.has(key),
      });
      this.#report.waiting = 0;
      this.#noteEmptiness();
      await this.#target.optimize();
      return this.#report;
    } catch (error) {
      throw this.#stopped(error);
    }
  }

  /** Warns of an input without a record. @throws ImportStopped in a strict import */
  #noteEmptiness(): void {
    const { file, isStrict, isDry } = this.#job;
    if (this.#report.lines > 0) return;
    const warning = { file, record: null, pointer: '', detail: 'holds no records' };
    if (isStrict) throw new ImportStopped('invalid_record', `${problemLine(warning)}.`, this.#report, isDry);
    this.#report.warnings.push(warning);
  }

  async #importChunk(lines: readonly ReadLine[]): Promise<void> {
    const { sound, unlocated } = await this.#located(lines.filter(isSound));
    const { faults, warnings, repeated, held } = await this.#checker.check(sound);
    const bad = [
      ...lines.filter(isBad),
      ...unlocated,
      ...[...faults].map(([line, found]) => badOf(line, found)),
    ];
    bad.sort((a, b) => a.line - b.line);
    const first = bad[0]?.line;
    const end = this.#job.onError === 'stop' && first !== undefined ? first : Number.POSITIVE_INFINITY;
    const good = sound.filter((line) => line.line < end && !faults.has(line));
    for (const line of good) {
      if (repeated.has(line)) addRepeated(this.#report, line.kind);
      addWarnings(this.#report, this.#job.file, line, warnings.get(line) ?? []);
    }
    await this.#importSound(
      good.filter((line) => !repeated.has(line)),
      held,
    );
    this.#report.lines = Math.min(lines.at(-1)?.line ?? 0, end);
    for (const line of bad) await this.#reject(line);
  }

  /** Puts locators in the place of quotes. A line with a quote that has none is bad. */
  async #located(
    lines: readonly SoundLine[],
  ): Promise<{ sound: readonly SoundLine[]; unlocated: BadLine[] }> {
    if (this.#locator === undefined) return { sound: lines, unlocated: [] };
    const found = await this.#locator.locate(lines);
    const isGood = ({ faults }: { faults: readonly unknown[] }) => faults.length === 0;
    return {
      sound: found.filter(isGood).map(({ located }) => located),
      unlocated: found.filter((one) => !isGood(one)).map(({ located, faults }) => badOf(located, faults)),
    };
  }

  /** Writes the records whose references exist; the others wait for later lines. */
  async #importSound(lines: readonly SoundLine[], held: ReadonlySet<string>): Promise<void> {
    const needs = new Map(lines.map((line) => [line, needsOf(line)]));
    const needed = (line: SoundLine) => needs.get(line) ?? [];
    const own = new Set(lines.map(keyOf));
    const asked = new Set(held);
    for (const line of lines) for (const { key } of needed(line)) if (!own.has(key)) asked.add(key);
    for (const key of held) this.#known.add(key);
    const met = await this.#known.existing(asked);
    const { ready, rest } = readyOf(lines, (line) => needed(line).map(({ key }) => key), met);
    if (ready.length > 0) await this.#write(ready);
    if (rest.length > 0) this.#defer(rest, needed, met);
  }

  /** Tells what a write of these lines changes. */
  async #announce(lines: readonly SoundLine[]): Promise<void> {
    const { store, watcher } = this.#job;
    if (watcher.changing !== undefined) await watcher.changing(await store.compare(batchOf(lines)));
  }

  async #write(lines: readonly SoundLine[]): Promise<void> {
    await this.#announce(lines);
    addWritten(this.#report, await this.#target.write(batchOf(lines)));
    for (const line of lines) this.#known.add(keyOf(line));
  }

  #defer(
    lines: readonly SoundLine[],
    needed: (line: SoundLine) => readonly Need[],
    met: ReadonlySet<string>,
  ): void {
    const { scratch, keepsRaw } = this.#job;
    const waiting = lines.map(
      (line): WaitingLine => ({
        line: line.line,
        kind: line.kind,
        id: line.record.id,
        datasetId: line.datasetId,
        record: JSON.stringify(line.record),
        raw: keepsRaw ? line.raw : null,
        unmet: needed(line)
          .filter(({ key }) => !met.has(key))
          .map(({ key, path }) => ({ key, pointer: jsonPointer(path) })),
      }),
    );
    scratch.noteGiven(lines.map((line) => ({ key: keyOf(line), digest: digestOf(line) })));
    scratch.wait(waiting);
    this.#report.waiting += waiting.length;
  }

  async #reject(line: BadLine): Promise<void> {
    const { file, onError, isDry, watcher } = this.#job;
    addBad(this.#report, file, line);
    if (line.record !== null) this.#rejected.set(line.record, true);
    await watcher.rejected(line);
    if (onError === 'stop') {
      throw new ImportStopped('invalid_record', badLineText(this.#report), this.#report, isDry);
    }
  }

  /** Returns the error that ended the import, with the report so far. */
  #stopped(error: unknown): unknown {
    if (error instanceof ImportStopped) return error;
    const { file, isDry } = this.#job;
    if (error instanceof DamagedInput) {
      const where = error.line === null ? afterLine(this.#report.lines) : `:${error.line}`;
      return new ImportStopped(
        'invalid_record',
        `${file}${where}: ${error.message}.`,
        this.#report,
        isDry,
        error,
      );
    }
    if (error instanceof ClaimlineError) {
      return new ImportStopped(error.code, error.message, this.#report, isDry, error);
    }
    return error;
  }
}

const rejectedMax = 100_000;

/** Returns the place of damage that is in no line, such as ` after line 7`; empty if it is at the beginning. */
const afterLine = (lines: number): string => (lines === 0 ? '' : ` after line ${lines}`);

/** A reference to a record that must exist, with the key of that record. */
type Need = Pick<Reference, 'path'> & { key: string };

const needsOf = (line: SoundLine): Need[] =>
  allReferencesOf(line).map(({ path, kind, id }) => ({ path, key: recordKey(kind, id) }));
