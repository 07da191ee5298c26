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
 * What waits once all lines have been read: it is taken in as far as its references are met, chunk by chunk
 * while that gets on; what remains names each other in circles, and is written in one transaction, or names
 * what nobody has, and is bad.
 */

export type Settling = {
  scratch: ImportScratch;
  checker: ChunkChecker;
  known: Known;
  /** Records looked at, and written, at a time. */
  pageSize: number;
  write(lines: readonly SoundLine[]): Promise<void>;
  writeAll(batches: Iterable<RecordBatch>): Promise<void>;
  reject(line: BadLine): Promise<void>;
};

/** Below this share of what waits, another pass over all of it does not pay. */
const worthwhileShare = 0.1;

export async function settle(settling: Settling): Promise<void> {
  const { scratch } = settling;
  await rejectOutOfRange(settling);
  for (let count = scratch.waitingCount(); count > 0; ) {
    const left = count - (await takePass(settling));
    const isWorthwhile = count - left >= count * worthwhileShare;
    if (!isWorthwhile) break;
    count = left;
  }
  if (scratch.waitingCount() === 0) return;
  await rejectDangling(settling);
  if (scratch.waitingCount() > 0) await settling.writeAll(batchesOf(settling));
}

/** Lengths of sources that came after their claims are known by now. */
async function rejectOutOfRange(settling: Settling): Promise<void> {
  for (const page of pagesOf(settling, beforeClaims)) {
    const lines = new Map(page.map((waiting) => [soundLine(waiting), waiting]));
    for (const [line, faults] of await settling.checker.rangeFaultsOf([...lines.keys()])) {
      settling.scratch.release([line.line]);
      await settling.reject(badOf(line, faults));
    }
  }
}

/** Takes in what can be, page by page; says how many that were. */
async function takePass(settling: Settling): Promise<number> {
  const { scratch, known, write } = settling;
  let taken = 0;
  for (const page of pagesOf(settling)) {
    const met = await known.existing(page.flatMap(({ unmet }) => unmet.map(({ key }) => key)));
    const lines = new Map(page.map((waiting) => [soundLine(waiting), waiting]));
    const needs = (line: SoundLine) => (lines.get(line)?.unmet ?? []).map(({ key }) => key);
    const { ready } = readyOf([...lines.keys()], needs, met);
    if (ready.length === 0) continue;
    await write(ready);
    scratch.release(ready.map(({ line }) => line));
    taken += ready.length;
  }
  return taken;
}

/** Parts lines into those whose needs are met by what is there and by each other, and the rest. */
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

async function rejectDangling({ scratch, known, reject, pageSize }: Settling): Promise<void> {
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
    for (const waiting of page) await reject(danglingLine(waiting));
    scratch.release(page.map(({ line }) => line));
    const last = page.at(-1);
    if (last === undefined) break;
    after = last.line;
  }
}

function danglingLine(waiting: WaitingLine): BadLine {
  const faults = waiting.unmet.map(({ key, pointer }) => {
    const { kind, id } = parsedKey(key);
    const detail = `refers to the ${kind} "${id}", which neither the store nor a good line holds`;
    return { path: pointer.split('/').slice(1), detail };
  });
  return badOf(soundLine(waiting), faults);
}

/** Everything that waits, kind by kind. */
function* batchesOf(settling: Settling): Generator<RecordBatch> {
  for (const page of pagesOf(settling)) yield batchOf(page.map(soundLine));
}

/** Lines are counted from 1. */
const beforeClaims: WaitingCursor = { kind: 'claim', line: 0 };

function* pagesOf(
  { scratch, pageSize }: Settling,
  from: WaitingCursor | null = null,
): Generator<WaitingLine[]> {
  let after = from;
  for (;;) {
    const page = scratch.waitingAfter(after, pageSize);
    const last = page.at(-1);
    if (last === undefined) return;
    after = last;
    yield page;
  }
}

function soundLine({ line, kind, datasetId, record, raw }: WaitingLine): SoundLine {
  // The text is that of a record of this kind that had been checked.
  return { line, kind, datasetId, record: JSON.parse(record), raw } as SoundLine;
}
