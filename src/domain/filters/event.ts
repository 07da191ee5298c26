import { EventType, ParticipantRole, Tag } from '../event.ts';
import { externalReference } from '../external-id.ts';
import { countryCode, idOf } from '../primitives.ts';
import {
  anyOf,
  box,
  type Conditions,
  type FacetName,
  facetTerms,
  near,
  timeKnown,
  window,
  words,
  yesNo,
} from './filter.ts';

/** The filters of events. */

export const eventFilters = {
  terms: words(
    'Only events with all these words in the title, summary, place, keywords or wording of the time',
    'crocus attack',
  ),
  time: window({ from: 'from', to: 'to', on: 'on' }, 'The window'),
  type: anyOf(EventType, 'Only events of this type.', 'By type.'),
  subtype: anyOf(idOf('a subtype'), 'Only events of this subtype, which a dataset declares.', 'By subtype.'),
  countryCode: anyOf(
    countryCode(),
    'Only events in this country, as an ISO 3166-1 alpha-2 code.',
    'By country.',
  ),
  datasetId: anyOf(idOf('a dataset'), 'Only events of this dataset.', 'By dataset.'),
  externalId: anyOf(
    externalReference(),
    'Only events with this identifier in another register, such as `wikidata:Q2429253`.',
  ),
  actorId: anyOf(
    idOf('an actor'),
    'Only events in which this actor has a role; with `role`, this role.',
    'By actor that has a role in them; with `role`, this role.',
  ),
  role: anyOf(
    ParticipantRole,
    'Only events in which the actor of `actorId`, or any actor if none is named, has this role.',
    'By the roles that actors have in them; with `actorId`, only the roles of that actor.',
  ),
  sourceId: anyOf(
    idOf('a source'),
    'Only events with a claim that has this source in its evidence or attribution chain.',
  ),
  tag: anyOf(Tag, 'Only events with this keyword.', 'By keyword.'),
  bbox: box('Only events with a point in this box'),
  near: near('Only events with a point near this one', 'Distance from `near`'),
  contested: yesNo(
    'Only contested events (`true`), or only events that are not contested (`false`).',
    'By contested or not.',
  ),
  hasTime: timeKnown(
    'Only events with a known time, even if it is fuzzy (`true`), or only events without one (`false`).',
  ),
};

/** The conditions on events. */
export type EventFilter = Conditions<typeof eventFilters>;

export const EventFacetTerms = facetTerms('EventFacet', 'Facet by which events are counted.', eventFilters);
export const EventFacet = EventFacetTerms.schema;
export type EventFacet = FacetName<typeof eventFilters>;
