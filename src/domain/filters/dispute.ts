import type { Conditions } from './filter.ts';
import { propositionFilters } from './proposition.ts';

/** The filters of disputes: those of propositions, of which one and the same proposition of a dispute must meet all. */

const { contested: _contested, ...filters } = propositionFilters;

export const disputeFilters = filters;

/** The conditions on disputes. */
export type DisputeFilter = Conditions<typeof disputeFilters>;
