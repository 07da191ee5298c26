import {
  type ImportScratch,
  parsedKey,
  type WaitingCursor,
  type WaitingLine,
} from '../../domain/import-scratch.ts';
import type { RecordBatch } from '../../domain/store.ts';
import { type BadLine, badOf, type SoundLine } from '../../formats/read-line.ts';
import { batchOf } from '../import-checks.ts';
import { type ChunkChecker, keyOf } from './check-chunk.ts';
import type { Known } from './known.ts';

/**
 * Imports the records that still wait after the last line. It repeats passes over them, chunk by chunk, as long as a
 * pass imports a good share of them. A record that refers to one that exists nowhere is rejected. The remaining records
 * refer to each other in circles, and are written in one transaction.
 */

export type Settling = {
  scratch: ImportScratch;
  checker: ChunkChecker;
  known: Known;
  /** Records to read, and to write, at a time. */
  pageSize: number;
  write(lines: readonly SoundLine[]): Promise<void>;
  /** Tells what a write of these lines changes; called before `writeAll`. */
  announce(lines: readonly SoundLine[]): Promise<void>;
  writeAll(batches: Iterable<RecordBatch>): Promise<void>;
  reject(line: BadLine): Promise<void>;
  /** Returns true if the record with this key is on a line that was rejected. */
  isRejected(key: string): boolean;
};

/** Another pass is not worth its cost if the last one imported a smaller share of the waiting records. */
const worthwhileShare = 0.1;

export async function settle(settling: Settling): Promise<void> {
  const { scratch } = settling;
  await rejectUnsound(settling);
  for (let count = scratch.waitingCount(); count > 0; ) {
    const left = count - (await importPass(settling));
    const isWorthwhile = count - left >= count * worthwhileShare;
    if (!isWorthwhile) break;
    count = left;
  }
  if (scratch.waitingCount() === 0) return;
  await rejectDangling(settling);
  if (scratch.waitingCount() === 0) return;
  for (const page of pagesOf(settling)) await settling.announce(page.map(soundLine));
  await settling.writeAll(batchesOf(settling));
}

/** Rejects records that do not fit others which came later: by now all sources and datasets are known. */
async function rejectUnsound(settling: Settling): Promise<void> {
  for (const page of pagesOf(settling)) {
    const lines = new Map(page.map((waiting) => [soundLine(waiting), waiting]));
    for (const [line, faults] of await settling.checker.lateFaultsOf([...lines.keys()])) {
      settling.scratch.release([line.line]);
      await settling.reject(badOf(line, faults));
    }
  }
}

/** Imports the records whose references exist, page by page; returns their number. */
async function importPass(settling: Settling): Promise<number> {
  const { scratch, known, write } = settling;
  let imported = 0;
  for (const page of pagesOf(settling)) {
    const met = await known.existing(page.flatMap(({ unmet }) => unmet.map(({ key }) => key)));
    const lines = new Map(page.map((waiting) => [soundLine(waiting), waiting]));
    const needs = (line: SoundLine) => (lines.get(line)?.unmet ?? []).map(({ key }) => key);
    const { ready } = readyOf([...lines.keys()], needs, met);
    if (ready.length === 0) continue;
    await write(ready);
    scratch.release(ready.map(({ line }) => line));
    imported += ready.length;
  }
  return imported;
}

/** Splits lines: `ready` refer only to existing records and to each other, `rest` are the others. */
export function readyOf(
  lines: readonly SoundLine[],
  needs: (line: SoundLine) => readonly string[],
  met: ReadonlySet<string>,
): { ready: SoundLine[]; rest: SoundLine[] } {
  let ready = [...lines];
  for (;;) {
    const keys = new Set(ready.map(keyOf));
    const next = ready.filter((line) => needs(line).every((key) => keys.has(key) || met.has(key)));
    if (next.length === ready.length) break;
    ready = next;
  }
  const chosen = new Set(ready);
  return { ready, rest: lines.filter((line) => !chosen.has(line)) };
}

async function rejectDangling(settling: Settling): Promise<void> {
  const { scratch, known, reject, pageSize } = settling;
  for (let after = ''; ; ) {
    const keys = scratch.unmetAfter(after, pageSize);
    const met = await known.existing(keys);
    scratch.noteAbsent(keys.filter((key) => !met.has(key)));
    const last = keys.at(-1);
    if (last === undefined) break;
    after = last;
  }
  scratch.doom();
  for (let after = 0; ; ) {
    const page = scratch.doomedAfter(after, pageSize);
    const waitingKeys = scratch.waiting(page.flatMap(({ unmet }) => unmet.map(({ key }) => key)));
    for (const waiting of page) {
      await reject(danglingLine(waiting, (key) => waitingKeys.has(key) || settling.isRejected(key)));
    }
    scratch.release(page.map(({ line }) => line));
    const last = page.at(-1);
    if (last === undefined) break;
    after = last.line;
  }
}

/** Makes a bad line of a record that refers to records that do not exist; the faults of other lines are not repeated. */
function danglingLine(waiting: WaitingLine, isOnBadLine: (key: string) => boolean): BadLine {
  const own = waiting.unmet.filter(({ key }) => !isOnBadLine(key));
  const isDependent = own.length === 0;
  const faults = (isDependent ? waiting.unmet : own).map(({ key, pointer }) => {
    const { kind, id } = parsedKey(key);
    const reason = isDependent
      ? 'whose line was rejected'
      : 'which is neither in the database nor on a valid line';
    return { path: pointer.split('/').slice(1), detail: `refers to the ${kind} "${id}", ${reason}` };
  });
  return { ...badOf(soundLine(waiting), faults), isDependent };
}

/** Returns all waiting records in batches, kind by kind. */
function* batchesOf(settling: Settling): Generator<RecordBatch> {
  for (const page of pagesOf(settling)) yield batchOf(page.map(soundLine));
}

function* pagesOf({ scratch, pageSize }: Settling): Generator<WaitingLine[]> {
  for (let after: WaitingCursor | null = null; ; ) {
    const page = scratch.waitingAfter(after, pageSize);
    const last = page.at(-1);
    if (last === undefined) return;
    after = last;
    yield page;
  }
}

function soundLine({ line, kind, datasetId, record, raw }: WaitingLine): SoundLine {
  // The text was made from a checked record of this kind.
  return { line, kind, datasetId, record: JSON.parse(record), raw } as SoundLine;
}
