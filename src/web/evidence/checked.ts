import { useEffect, useState } from 'preact/hooks';
import { CodePoints } from '../reading/code-points.ts';
import { FinderWorker, type Locator } from '../reading/finder-worker.ts';
import { claimline } from '../state/api.ts';
import type { LocatorState, Source, Verification } from '../state/schemas.ts';
import { type Resting, recordedIn, restingOn } from './resting.ts';

/**
 * Keeps the reader's copies of sources while the page is open. The passages are found in the browser, by the same code
 * as on the server. A copy is sent only by `askServer`.
 */

export type Checked = {
  name: string;
  source: Source;
  text: CodePoints;
  verification: Verification;
  /** Passages by claim and position: see `locatorOf`. */
  states: ReadonlyMap<string, LocatorState>;
  resting: Resting;
  /** Number of passages of which the server says otherwise than the browser; undefined if it was not asked. */
  serverDiffers: number | undefined;
  /** Returns the locator of a range of code points of the copy. */
  locate: (start: number, end: number) => Promise<Locator>;
};

type Kept = Checked & { worker: FinderWorker };

const copies = new Map<string, Kept>();
const listeners = new Set<() => void>();

function keep(kept: Omit<Kept, 'states'>): void {
  const states = new Map(kept.verification.locators.map((state) => [placeKey(state), state]));
  copies.set(kept.source.id, { ...kept, states });
  for (const listener of listeners) listener();
}

const placeKey = ({ claimId, position }: Pick<LocatorState, 'claimId' | 'position'>) =>
  `${claimId} ${position}`;

const maxBytes = 4 * 1024 * 1024;

/** @throws Error that says what is wrong with the file */
export async function checkCopy(sourceId: string, file: File): Promise<void> {
  if (file.size > maxBytes) {
    throw new Error('The file is larger than 4 MiB: claimline verify, on the command line, checks those.');
  }
  const text = new CodePoints(decode(await file.arrayBuffer()));
  const [source, resting] = await Promise.all([claimline.getSource(sourceId), restingOn(sourceId)]);
  const worker = new FinderWorker();
  const verification = await found({ worker, source, text }, resting).catch((error: unknown) => {
    worker.close();
    throw error;
  });
  copies.get(sourceId)?.worker.close();
  const locate = (start: number, end: number) => worker.locate(start, end);
  keep({ name: file.name, source, text, verification, resting, serverDiffers: undefined, locate, worker });
}

const found = ({ worker, source, text }: Pick<Kept, 'worker' | 'source' | 'text'>, resting: Resting) =>
  worker.check({ source, ...recordedIn(source.id, resting), bytes: new TextEncoder().encode(text.text) });

/** Loads more of the claims that rest on a source, and finds their passages too. */
export async function checkMore(sourceId: string): Promise<void> {
  const before = copies.get(sourceId);
  if (before === undefined) return;
  const resting = await restingOn(sourceId, before.resting);
  // The server has found all passages, also those of claims that were not loaded.
  const asked = before.serverDiffers !== undefined;
  const verification = asked ? before.verification : await found(before, resting);
  if (copies.get(sourceId) === before) keep({ ...before, resting, verification });
}

/** Sends the copy to the server, which finds all passages in it. */
export async function askServer(sourceId: string): Promise<void> {
  const before = copies.get(sourceId);
  if (before === undefined) return;
  const verification = await claimline.verifySource(sourceId, before.text.text);
  const differing = verification.locators.filter((locator) => {
    const own = before.states.get(placeKey(locator));
    return own !== undefined && (own.state !== locator.state || own.found?.start !== locator.found?.start);
  });
  if (copies.get(sourceId) === before) {
    keep({ ...before, verification, serverDiffers: differing.length });
  }
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

export const locatorOf = ({ states }: Checked, claimId: string, position: number): LocatorState | undefined =>
  states.get(placeKey({ claimId, position }));

/** Returns the passage that a locator found in the copy, or the text at its recorded position if it found none. */
export function passageOf({ text }: Checked, { start, end, found }: LocatorState): string {
  const place = found ?? { start, end };
  return text.slice(place.start, place.end);
}
