import { claimline } from '../state/api.ts';
import { useResource } from '../state/resource.ts';
import type { Vocabulary } from '../state/schemas.ts';

/** Loads the vocabulary: the terms of the model and those that datasets declare. */

let underWay: Promise<Vocabulary> | undefined;

/** Sends one request for all components that need the vocabulary at the same time. */
function askOnce(): Promise<Vocabulary> {
  // On the server, pages share nothing.
  if (typeof document === 'undefined') return claimline.getVocabulary();
  underWay ??= claimline.getVocabulary().finally(() => {
    underWay = undefined;
  });
  return underWay;
}

export const useVocabulary = (): Vocabulary | undefined => useResource(['vocabulary'], askOnce).value;
