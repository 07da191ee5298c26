import type { Kind } from './find.ts';

/** What the kinds of records are called, many of one. */
export const groupNames: Readonly<Record<Kind, string>> = {
  event: 'Events',
  dispute: 'Disputes',
  actor: 'Actors',
  claim: 'Claims',
  source: 'Sources',
};
