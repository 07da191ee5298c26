import { ClaimlineError } from '../../domain/errors.ts';
import { type ImportScratch, recordKey, type WaitingLine } from '../../domain/import-scratch.ts';
import { jsonPointer } from '../../domain/json-pointer.ts';
import type { Reference } from '../../domain/records.ts';
import type { Store } from '../../domain/store.ts';
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
import { ChunkChecker, digestOf, keyOf } from './check-chunk.ts';
import { chunksOf } from './chunks.ts';
import { Known } from './known.ts';
import {
  addBad,
  addRepeated,
  addWritten,
  badLineText,
  ImportStopped,
  type LineReport,
  newReport,
} from './report.ts';
import { readyOf, settle } from './settle.ts';
import { dryTarget, storeTarget, type Target } from './target.ts';

/**
 * Takes in records line by line, however many there are. Every chunk is a transaction and stands by itself:
 * what its records refer to is in it or in the store. Records that refer to later ones wait in the scratch and
 * are settled at the end. So whatever ends an import, the same one again comes to the same result.
 */

export type LineImport = {
  store: Store;
  scratch: ImportScratch;
  reader: LineReader;
  /** What the input is called. */
  file: string;
  /** RFC 3339 instant in UTC that new versions are recorded at; no other import's. */
  at: string;
  /** Whether the first bad line ends the import, or is left out. */
  onError: 'stop' | 'skip';
  isDry: boolean;
  /** Whether rejected lines are wanted as they came. */
  keepsRaw: boolean;
  /** Records taken in with one transaction, at most. */
  chunkRecords: number;
  watcher: LineWatcher;
};

type LineWatcher = {
  /** A line that is not taken in. */
  rejected(line: BadLine): void | Promise<void>;
  /** How far it has come; called after each chunk. */
  progressed(report: LineReport): void | Promise<void>;
};

/** @throws ImportStopped where it ends before its time */
export function importLines(job: LineImport): Promise<LineReport> {
  return new LineImporter(job).run();
}

class LineImporter {
  readonly #job: LineImport;
  readonly #report = newReport();
  readonly #target: Target;
  readonly #known: Known;
  readonly #checker: ChunkChecker;

  constructor(job: LineImport) {
    const { store, scratch, at, isDry } = job;
    this.#job = job;
    this.#target = isDry ? dryTarget(store, scratch) : storeTarget(store, at);
    this.#known = new Known(this.#target.existing);
    this.#checker = new ChunkChecker(store, scratch, at, isDry);
  }

  async run(): Promise<LineReport> {
    const { scratch, reader, chunkRecords, watcher } = this.#job;
    try {
      for await (const lines of chunksOf(reader.batches(), chunkRecords)) {
        await this.#take(lines);
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
        writeAll: async (batches) => addWritten(this.#report, await this.#target.writeAll(batches)),
        reject: (line) => this.#reject(line),
      });
      this.#report.waiting = 0;
      return this.#report;
    } catch (error) {
      throw this.#stopped(error);
    }
  }

  async #take(lines: readonly ReadLine[]): Promise<void> {
    const sound = lines.filter(isSound);
    const { faults, repeated, held } = await this.#checker.check(sound);
    const bad = [...lines.filter(isBad), ...[...faults].map(([line, found]) => badOf(line, found))];
    bad.sort((a, b) => a.line - b.line);
    const first = bad[0]?.line;
    const end = this.#job.onError === 'stop' && first !== undefined ? first : Number.POSITIVE_INFINITY;
    const good = sound.filter((line) => line.line < end && !faults.has(line));
    for (const line of good) if (repeated.has(line)) addRepeated(this.#report, line.kind);
    await this.#takeGood(
      good.filter((line) => !repeated.has(line)),
      held,
    );
    this.#report.lines = Math.min(lines.at(-1)?.line ?? 0, end);
    for (const line of bad) await this.#reject(line);
  }

  /** Writes what refers to nothing that is still to come, and puts the rest aside. */
  async #takeGood(lines: readonly SoundLine[], held: ReadonlySet<string>): Promise<void> {
    const needs = new Map(lines.map((line) => [line, needsOf(line)]));
    const needed = (line: SoundLine) => needs.get(line) ?? [];
    const own = new Set(lines.map(keyOf));
    const asked = new Set(held);
    for (const line of lines) for (const { key } of needed(line)) if (!own.has(key)) asked.add(key);
    for (const key of held) this.#known.add(key);
    const met = await this.#known.existing(asked);
    const { ready, rest } = readyOf(lines, (line) => needed(line).map(({ key }) => key), met);
    if (ready.length > 0) await this.#write(ready);
    if (rest.length > 0) this.#putAside(rest, needed, met);
  }

  async #write(lines: readonly SoundLine[]): Promise<void> {
    addWritten(this.#report, await this.#target.write(batchOf(lines)));
    for (const line of lines) this.#known.add(keyOf(line));
  }

  #putAside(
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
    await watcher.rejected(line);
    if (onError === 'stop') {
      throw new ImportStopped('invalid_record', badLineText(this.#report), this.#report, isDry);
    }
  }

  /** What ended it, with how far it had come. */
  #stopped(error: unknown): unknown {
    if (error instanceof ImportStopped) return error;
    const { file, isDry } = this.#job;
    if (error instanceof DamagedInput) {
      const where = error.line === null ? ` after line ${this.#report.lines}` : `:${error.line}`;
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

/** A reference that has to be met, by the key of what it names. */
type Need = Pick<Reference, 'path'> & { key: string };

const needsOf = (line: SoundLine): Need[] =>
  allReferencesOf(line).map(({ path, kind, id }) => ({ path, key: recordKey(kind, id) }));
