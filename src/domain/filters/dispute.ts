import { PredicateId } from '../predicate.ts';
import { idOf } from '../primitives.ts';
import { anyOf, type Conditions, eachOf } from './filter.ts';

/**
 * The filters of disputes: those of propositions, and one that is about the whole dispute. One and the same proposition
 * of a dispute must meet all others.
 */

export const disputeFilters = {
  actorId: anyOf(idOf('an actor'), 'Only disputes with a proposition that names this actor.'),
  eventId: anyOf(idOf('an event'), 'Only disputes with a proposition of claims about this event.'),
  datasetId: anyOf(idOf('a dataset'), 'Only disputes with a proposition of claims of this dataset.'),
  claimedBy: anyOf(
    idOf('an actor'),
    'Only disputes with a proposition on which this actor has made a claim, whatever it says and even if it is withdrawn.',
  ),
  affirmedBy: anyOf(
    idOf('an actor'),
    'Only disputes with a proposition that this actor affirms now: it has made a claim that it is true and has not ' +
      'withdrawn it.',
  ),
  deniedBy: anyOf(
    idOf('an actor'),
    'Only disputes with a proposition that this actor denies now: it has made a claim that it is false and has not ' +
      'withdrawn it.',
  ),
  undisputedBetween: eachOf(
    idOf('an actor'),
    'Only disputes between others: each of these actors affirms or denies one of the propositions now, and nothing that ' +
      'one of them says is against what another says.',
    ['isis', 'us-national-security-council'],
  ),
  predicate: anyOf(PredicateId, 'Only disputes with a proposition with this predicate.'),
};

/** The conditions on disputes. */
export type DisputeFilter = Conditions<typeof disputeFilters>;
