import type { Conditions } from './filter.ts';
import { propositionFilters } from './proposition.ts';

/** The filters of disputes: those of propositions. One and the same proposition of a dispute must meet all but the last. */

const { contested: _contested, ...shared } = propositionFilters;

export const disputeFilters = {
  ...shared,
  undisputedBetween: {
    ...shared.undisputedBetween,
    description:
      'Only disputes in which each of these actors takes a side now, and nothing that one of them says is against what ' +
      'another says',
  },
};

/** The conditions on disputes. */
export type DisputeFilter = Conditions<typeof disputeFilters>;
