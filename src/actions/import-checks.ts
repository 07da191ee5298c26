import { createHash } from 'node:crypto';
import { type PlainHashes, plainHashes } from '../domain/anchoring/locator-at.ts';
import { isLocated, isQuoteAlone } from '../domain/evidence.ts';
import { perKind, type RecordKind, recordKinds } from '../domain/kinds.ts';
import { suggestion } from '../domain/nearest.ts';
import { type Reference, referencesOf } from '../domain/records.ts';
import type { RecordBatch, Store } from '../domain/store.ts';
import type { KindedRecord, RecordFault } from '../formats/check-record.ts';

/** Checks a record against other records, after its own schema has accepted it. */

export type Candidate = KindedRecord & { datasetId: string };

export function batchOf(candidates: readonly Candidate[]): RecordBatch {
  const batch = perKind(recordKinds, (): unknown[] => []);
  for (const { kind, datasetId, record } of candidates) batch[kind].push({ datasetId, record });
  // Each list was filled from records of its own kind.
  return batch as RecordBatch;
}

/** Reports an id that already belongs to another dataset. */
export function ownerFaults({ datasetId }: Candidate, owner: string | undefined): RecordFault[] {
  return owner === undefined || owner === datasetId
    ? []
    : [{ path: ['id'], detail: `is already used by the dataset "${owner}"` }];
}

/** Characters of a quote that a message shows. */
const shownMaxChars = 100;

/** Names a quote in messages: `"the bridge is safe" of the source "article"`. */
export function quoteText({ sourceId, quote }: { sourceId: string; quote: string }): string {
  const words = quote.length > shownMaxChars ? `${quote.slice(0, shownMaxChars)}…` : quote;
  return `${JSON.stringify(words)} of the source "${sourceId}"`;
}

const placelessText = (evidence: { sourceId: string; quote: string }) =>
  `${quoteText(evidence)} has no start and end: give --texts DIR, where ${evidence.sourceId}.txt is the text, so that the ` +
  'import finds them; or write the members that claimline locate prints';

/** Reports each quote without a place, or whose length, hashes or fingerprint differ from its locator. */
export function quoteFaults(candidate: Candidate): RecordFault[] {
  const evidence = candidate.kind === 'claim' ? candidate.record.evidence : undefined;
  const faults: RecordFault[] = [];
  for (const [index, locator] of (evidence ?? []).entries()) {
    const { quote } = locator;
    if (isQuoteAlone(locator)) {
      faults.push({ path: ['evidence', index, 'quote'], detail: placelessText(locator) });
    }
    if (quote === undefined || !isLocated(locator)) continue;
    for (const [member, expected] of Object.entries(plainHashes(quote))) {
      const given = locator[member as keyof PlainHashes];
      if (given === undefined || given === expected) continue;
      const detail = `is not that of the quote, which is ${expected}`;
      faults.push({ path: ['evidence', index, member], detail });
    }
    const isSound =
      [...quote].length === locator.end - locator.start &&
      createHash('sha256').update(quote).digest('hex') === locator.quoteSha256;
    if (isSound) continue;
    faults.push({
      path: ['evidence', index, 'quote'],
      detail: 'does not match its locator: its length must be end minus start, and its SHA-256 quoteSha256',
    });
  }
  return faults;
}

/** Reports evidence that ends beyond the end of its source. Sources without a known length are skipped. */
export function rangeFaults(
  candidate: Candidate,
  lengths: ReadonlyMap<string, number | null>,
): RecordFault[] {
  const evidence = candidate.kind === 'claim' ? candidate.record.evidence : undefined;
  const faults: RecordFault[] = [];
  for (const [index, { sourceId, end }] of (evidence ?? []).entries()) {
    const length = lengths.get(sourceId) ?? null;
    if (length === null || end === undefined || end <= length) continue;
    const detail = `lies beyond the end of the source "${sourceId}", which has ${length} code points`;
    faults.push({ path: ['evidence', index, 'end'], detail });
  }
  return faults;
}

/** Returns the ids of the sources that the evidence of these records refers to. */
export function evidenceSources(candidates: Iterable<Candidate>): Set<string> {
  const ids = new Set<string>();
  for (const { kind, record } of candidates) {
    if (kind === 'claim') for (const { sourceId } of record.evidence ?? []) ids.add(sourceId);
  }
  return ids;
}

/** Returns the lengths of stored sources in code points; null for a source without a recorded length. */
export async function heldLengths(store: Store, ids: readonly string[]): Promise<Map<string, number | null>> {
  if (ids.length === 0) return new Map();
  const held = await store.current('source', ids);
  return new Map([...held].map(([id, { record }]) => [id, record.contentLength ?? null]));
}

/** Returns the references of a record to other records, including its dataset. */
export function allReferencesOf({ kind, record, datasetId }: Candidate): Reference[] {
  const references = referencesOf(kind, record as never);
  if (kind !== 'dataset') references.push({ path: ['datasetId'], kind: 'dataset', id: datasetId });
  return references;
}

/** Says that a record does not exist, and names the nearest id of the input. */
export const danglingText = (kind: RecordKind, id: string, given: readonly string[] = []) =>
  `refers to the ${kind} "${id}", which does not exist${suggestion(id, given)}`;
