import { ActorIdentity, ActorType } from '../actor.ts';
import { externalReference } from '../external-id.ts';
import { idOf } from '../primitives.ts';
import { anyOf, type Conditions, words } from './filter.ts';

/** The filters of actors. */

export const actorFilters = {
  terms: words('Only actors with all these words in their names and external ids', 'isis khor'),
  type: anyOf(ActorType, 'Only actors of this type.'),
  subtype: anyOf(idOf('a subtype'), 'Only actors of this subtype, which a dataset declares.'),
  identity: anyOf(ActorIdentity, 'Only actors identified in this way.'),
  datasetId: anyOf(idOf('a dataset'), 'Only actors of this dataset.'),
  externalId: anyOf(
    externalReference(),
    'Only actors with this identifier in another register, such as `wikidata:Q2429253`.',
  ),
  eventId: anyOf(idOf('an event'), 'Only actors that have a role in this event.'),
};

/** The conditions on actors. */
export type ActorFilter = Conditions<typeof actorFilters>;
