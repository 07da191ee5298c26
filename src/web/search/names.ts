import type { Kind } from './find.ts';

/** Names of the kinds of records, in the plural. */
export const groupNames: Readonly<Record<Kind, string>> = {
  event: 'Events',
  dispute: 'Disputes',
  actor: 'Actors',
  claim: 'Claims',
  source: 'Sources',
};
