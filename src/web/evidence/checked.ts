import { useEffect, useState } from 'preact/hooks';
import { CodePoints } from '../reading/code-points.ts';
import { FinderWorker, type Locator } from '../reading/finder-worker.ts';
import { claimline } from '../state/api.ts';
import { collect, contextOf } from '../state/records.ts';
import type { Actor, Claim, LocatorState, Source, Verification } from '../state/schemas.ts';

/**
 * Keeps the reader's copies of sources while the page is open. The passages are found in the browser, by the same code
 * as on the server: a copy is never sent.
 */

export type Checked = {
  name: string;
  source: Source;
  text: CodePoints;
  verification: Verification;
  /** The claims with evidence in the source, by id. */
  claims: ReadonlyMap<string, Claim>;
  actors: ReadonlyMap<string, Actor>;
  /** Returns the locator of a range of code points of the copy. */
  locate: (start: number, end: number) => Promise<Locator>;
};

const copies = new Map<string, Checked & { worker: FinderWorker }>();
const listeners = new Set<() => void>();

const maxBytes = 4 * 1024 * 1024;

/** @throws Error that says what is wrong with the file */
export async function checkCopy(sourceId: string, file: File): Promise<void> {
  if (file.size > maxBytes) {
    throw new Error('The file is larger than 4 MiB: claimline verify, on the command line, checks those.');
  }
  const text = decode(await file.arrayBuffer());
  const [source, { claims, actors }] = await Promise.all([claimline.getSource(sourceId), resting(sourceId)]);
  const worker = new FinderWorker();
  const verification = await worker
    .check({ source, ...recorded(sourceId, claims), bytes: new TextEncoder().encode(text) })
    .catch((error: unknown) => {
      worker.close();
      throw error;
    });
  copies.get(sourceId)?.worker.close();
  const locate = (start: number, end: number) => worker.locate(start, end);
  const checked = {
    name: file.name,
    source,
    text: new CodePoints(text),
    verification,
    claims,
    actors,
    locate,
  };
  copies.set(sourceId, { ...checked, worker });
  for (const listener of listeners) listener();
}

/** Fetches all claims with evidence in a source, and their claimants. */
async function resting(sourceId: string) {
  const pages = claimline.pages.listSourceClaims(sourceId, { include: ['actors'], limit: 200 });
  const { records, included } = await collect(pages);
  const claims = new Map(records.map((claim) => [claim.id, claim]));
  return { claims, actors: contextOf(...included).actors };
}

/** Returns the evidence in a source, with a passage and without. */
function recorded(sourceId: string, claims: ReadonlyMap<string, Claim>) {
  const evidence = [...claims.values()].flatMap(({ id, evidence }) =>
    evidence.map((each, position) => ({ ...each, claimId: id, position })),
  );
  const own = evidence.filter((each) => each.sourceId === sourceId);
  const located = own.flatMap(({ start, end, quoteSha256, ...each }) =>
    start === null || end === null || quoteSha256 === null ? [] : [{ ...each, start, end, quoteSha256 }],
  );
  return { located, unlocated: own.filter(({ start }) => start === null) };
}

function decode(bytes: ArrayBuffer): string {
  const [first, second] = new Uint8Array(bytes);
  try {
    // The mark of UTF-16 names the encoding and is dropped.
    if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le', { fatal: true }).decode(bytes);
    if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be', { fatal: true }).decode(bytes);
    // A byte order mark in UTF-8 is part of the text: offsets count it.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Error('The file is not UTF-8 text. Save the source as plain text, and choose that file.');
  }
}

export function useChecked(sourceId: string): Checked | undefined {
  const [, setTold] = useState(0);
  useEffect(() => {
    const listener = () => setTold((count) => count + 1);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, []);
  return copies.get(sourceId);
}

export function locatorOf(
  { verification }: Checked,
  claimId: string,
  position: number,
): LocatorState | undefined {
  return verification.locators.find((each) => each.claimId === claimId && each.position === position);
}

/** Returns the passage that a locator found in the copy, or the text at its recorded position if it found none. */
export function passageOf({ text }: Checked, { start, end, found }: LocatorState): string {
  const place = found ?? { start, end };
  return text.slice(place.start, place.end);
}
