import { PredicateId } from '../predicate.ts';
import { idOf } from '../primitives.ts';
import { anyOf, type Conditions, eachOf, yesNo } from './filter.ts';

/** The filters of propositions. */

export const propositionFilters = {
  actorId: anyOf(idOf('an actor'), 'Only propositions that name this actor.'),
  eventId: anyOf(idOf('an event'), 'Only propositions of claims about this event.'),
  datasetId: anyOf(idOf('a dataset'), 'Only propositions of claims of this dataset.'),
  claimedBy: anyOf(
    idOf('an actor'),
    'Only propositions on which this actor has made a claim, whatever it says and even if it is withdrawn.',
  ),
  affirmedBy: anyOf(
    idOf('an actor'),
    'Only propositions that this actor affirms now: it has made a claim that they are true and has not withdrawn it.',
  ),
  deniedBy: anyOf(
    idOf('an actor'),
    'Only propositions that this actor denies now: it has made a claim that they are false and has not withdrawn it.',
  ),
  undisputedBetween: eachOf(
    idOf('an actor'),
    'Only propositions that all of these actors affirm now, or that all of them deny now.',
    ['isis', 'us-national-security-council'],
  ),
  predicate: anyOf(PredicateId, 'Only propositions with this predicate.'),
  contested: yesNo(
    'Only contested propositions (`true`), or only propositions that are not contested (`false`).',
  ),
};

/** The conditions on propositions. */
export type PropositionFilter = Conditions<typeof propositionFilters>;
