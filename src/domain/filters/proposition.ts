import { PredicateId } from '../predicate.ts';
import { idOf } from '../primitives.ts';
import { anyOf, type Conditions, yesNo } from './filter.ts';

/** The filters of propositions. */

export const propositionFilters = {
  actorId: anyOf(idOf('an actor'), 'Only propositions that name this actor.'),
  eventId: anyOf(idOf('an event'), 'Only propositions of claims about this event.'),
  predicate: anyOf(PredicateId, 'Only propositions with this predicate.'),
  contested: yesNo(
    'Only contested propositions (`true`), or only propositions that are not contested (`false`).',
  ),
};

/** The conditions on propositions. */
export type PropositionFilter = Conditions<typeof propositionFilters>;
