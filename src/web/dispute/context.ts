import type { Dispute } from '../state/schemas.ts';
import type { Context } from './dispute-block.tsx';

/** Returns the included records of a response by id, for the components that name them. */
export const contextOf = (included: Dispute['included']): Context => ({
  actors: new Map(Object.entries(included?.actors ?? {})),
  events: new Map(Object.entries(included?.events ?? {})),
  sources: new Map(Object.entries(included?.sources ?? {})),
});
