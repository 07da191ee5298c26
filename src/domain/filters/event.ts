import { EventType, ParticipantRole, Tag } from '../event.ts';
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
    'Only events in whose title, summary, place, keywords or words for the time all these words stand',
    'crocus attack',
  ),
  time: window({ from: 'from', to: 'to', on: 'on' }, 'The window'),
  type: anyOf(EventType, 'Only events of this type.', 'By type.'),
  countryCode: anyOf(
    countryCode(),
    'Only events in this country, as an ISO 3166-1 alpha-2 code.',
    'By country.',
  ),
  datasetId: anyOf(idOf('a dataset'), 'Only events of this dataset.', 'By dataset.'),
  actorId: anyOf(
    idOf('an actor'),
    'Only events in which this actor has a part; with `role`, that part.',
    'By actor that has a part in them; with `role`, that part.',
  ),
  role: anyOf(
    ParticipantRole,
    'Only events in which the actor, or where none is named anybody, has this part.',
    'By the parts that actors have in them; with `actorId`, those of that actor.',
  ),
  sourceId: anyOf(idOf('a source'), 'Only events with a claim that rests on this source.'),
  tag: anyOf(Tag, 'Only events with this keyword.', 'By keyword.'),
  bbox: box('Only events with a point in this box'),
  near: near('Only events with a point near this one', 'How far from `near`'),
  contested: yesNo(
    'Only what is contested (`true`), or only what is not (`false`).',
    'By whether they are contested.',
  ),
  hasTime: timeKnown('Only events of whose time something is known (`true`), or nothing (`false`).'),
};

/** The conditions on events. */
export type EventFilter = Conditions<typeof eventFilters>;

export const EventFacetTerms = facetTerms('EventFacet', 'What events are counted by.', eventFilters);
export const EventFacet = EventFacetTerms.schema;
export type EventFacet = FacetName<typeof eventFilters>;
