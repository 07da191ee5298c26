import { useEffect, useState } from 'preact/hooks';
import { claimline } from '../state/api.ts';
import type { LocatorState, Verification } from '../state/schemas.ts';

/**
 * Copies of sources that the person has checked, for as long as the page is open. The text goes to the server for the
 * check, which does not keep it; the passages are cut from the person's own copy, here.
 */

export type Checked = { name: string; verification: Verification; codePoints: readonly string[] };

const copies = new Map<string, Checked>();
const listeners = new Set<() => void>();

const maxBytes = 2 * 1024 * 1024;

/** @throws Error that says what is wrong with the file */
export async function checkCopy(sourceId: string, file: File): Promise<void> {
  if (file.size > maxBytes) {
    throw new Error('The file is larger than 2 MiB: claimline verify, on the command line, checks those.');
  }
  const bytes = await file.arrayBuffer();
  const text = decode(bytes);
  const verification = await claimline.verifySource(sourceId, text);
  copies.set(sourceId, { name: file.name, verification, codePoints: [...text] });
  for (const listener of listeners) listener();
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

/** Returns the text at a locator in the person's copy: the passage where it was found, else what is there instead. */
export function passageOf({ codePoints }: Checked, { start, end, found }: LocatorState): string {
  const place = found ?? { start, end };
  return codePoints.slice(place.start, place.end).join('');
}
