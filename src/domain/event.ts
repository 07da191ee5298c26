import { z } from 'zod';
import { Place, PlaceInput, placeOf } from './place.ts';
import { idOf, list, longText, type RecordStamps, recordStamps, shortText } from './primitives.ts';
import { terms } from './terms.ts';
import { FuzzyTime, FuzzyTimeInput, readTime, resolveTime } from './time/fuzzy-time.ts';

export const EventTypeTerms = terms('EventType', 'What kind of event it is.', {
  attack: 'Deliberate violence against people or places.',
  battle: 'Fighting between armed sides.',
  killing: 'One or more people killed, outside a larger attack.',
  explosion: 'An explosion, bombing or shelling.',
  abduction: 'A kidnapping, disappearance or taking of hostages.',
  arrest: 'An arrest or detention.',
  trial: 'A trial, verdict or other act of a court.',
  investigation: 'An inquiry by an authority or others.',
  protest: 'A demonstration, strike or riot.',
  disaster: 'An accident or natural disaster.',
  displacement: 'People leaving or being driven from where they live.',
  warning: 'A warning given of something to come.',
  statement: 'A public statement that is an event in itself.',
  publication: 'The publishing of a document.',
  meeting: 'A meeting or negotiation.',
  agreement: 'An agreement, treaty or truce.',
  decision: 'A law, order, sanction or other decision.',
  election: 'An election or vote.',
  diplomatic_act: 'An act of states towards each other.',
  consequence: 'A development that followed from another event.',
  other: 'Anything else.',
});
export const EventType = EventTypeTerms.schema;

export const ParticipantRoleTerms = terms('ParticipantRole', 'What part an actor has in an event.', {
  perpetrator: 'Did it, or is said to have done it (see the attribution).',
  planner: 'Planned or ordered it.',
  supporter: 'Helped with means, money or shelter.',
  victim: 'Was harmed by it.',
  target: 'Was what it was aimed at.',
  witness: 'Saw it.',
  responder: 'Came to help or to stop it.',
  investigator: 'Inquires into it.',
  mediator: 'Mediates in it.',
  host: 'Is where it took place or whose guest it was.',
  claimant: 'Made the statement that the event is.',
  addressee: 'Was spoken to, warned or informed.',
  affected: 'Bears its consequences.',
  participant: 'Took part in another way.',
});
export const ParticipantRole = ParticipantRoleTerms.schema;

export const AttributionTerms = terms('Attribution', 'How established an actor’s part in an event is.', {
  established: 'Not in dispute.',
  claimed_by_self: 'The actor says so of itself.',
  accused: 'Others say so.',
  suspected: 'Others hold it possible.',
  denied: 'It has been said, and is denied.',
  ruled_out: 'It has been said, and found not to be so.',
});
const Attribution = AttributionTerms.schema;

export const EventRelationTypeTerms = terms('EventRelationType', 'How an event relates to another one.', {
  part_of: 'It is a part of the other.',
  preceded_by: 'The other came before it.',
  response_to: 'It answers the other.',
  caused_by: 'The other brought it about.',
  about: 'It is a statement, inquiry or warning about the other.',
  same_as: 'They are the same event, recorded twice.',
});
const EventRelationType = EventRelationTypeTerms.schema;

const count = (what: string) =>
  z
    .int()
    .min(0)
    .nullable()
    .meta({ description: `${what}; null where nobody has said.` });

const PeopleCount = z
  .strictObject({
    min: count('At least so many'),
    best: count('The best figure'),
    max: count('At most so many'),
    unit: shortText().meta({ description: 'What is counted, such as `killed` or `persons`.' }),
  })
  .meta({
    id: 'PeopleCount',
    description: 'A count of people with what is open about it.',
    examples: [{ min: 143, best: null, max: null, unit: 'killed' }],
  });

const participantOf = { actorId: idOf('the actor'), role: ParticipantRole };
const countText = 'How many people the actor stands for in this role.';

const ParticipantInput = z
  .strictObject({
    ...participantOf,
    attribution: Attribution.optional(),
    count: PeopleCount.optional().meta({ description: countText }),
  })
  .meta({ id: 'ParticipantInput', description: 'A part in an event, as written in a dataset file.' });

const Participant = z
  .strictObject({
    ...participantOf,
    attribution: Attribution,
    count: PeopleCount.nullable().meta({ description: `${countText} Null where nobody has said.` }),
  })
  .meta({
    id: 'Participant',
    description: 'An actor’s part in an event, and how established it is.',
    examples: [{ actorId: 'isis', role: 'perpetrator', attribution: 'claimed_by_self', count: null }],
  });

const EventRelation = z.strictObject({ type: EventRelationType, eventId: idOf('the other event') }).meta({
  id: 'EventRelation',
  description: 'That an event stands in a relation to another one.',
  examples: [{ type: 'response_to', eventId: 'crocus-city-hall-attack' }],
});

export const Tag = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, { error: 'must be a tag: 1 to 64 of a-z, 0-9, "_" and "-"' })
  .meta({
    id: 'Tag',
    description: 'A free keyword: lower-case letters, digits, "_" and "-".',
    examples: ['terrorism'],
  });

const written = {
  id: idOf('the event'),
  type: EventType,
  title: shortText().meta({ description: 'Title of the event.' }),
};
const summary = 'What happened, in our own words.';

export const EventInput = z
  .strictObject({
    ...written,
    summary: longText().optional().meta({ description: summary }),
    time: FuzzyTimeInput.optional().meta({ description: 'When it happened.' }),
    place: PlaceInput.optional().meta({ description: 'Where it happened.' }),
    participants: list(ParticipantInput).optional().meta({ description: 'Who had which part in it.' }),
    relations: list(EventRelation).optional().meta({ description: 'Relations to other events.' }),
    tags: list(Tag).optional().meta({ description: 'Keywords.' }),
  })
  .meta({ id: 'EventInput', description: 'An event, as written in a dataset file.' });
export type EventInput = z.infer<typeof EventInput>;

export const Event = z
  .strictObject({
    ...written,
    summary: longText().nullable().meta({ description: summary }),
    time: FuzzyTime.nullable().meta({ description: 'When it happened; null where nothing is known of it.' }),
    place: Place.nullable().meta({ description: 'Where it happened; null where nothing is known of it.' }),
    participants: list(Participant).meta({
      description: 'Who had which part in it, and how established that is.',
    }),
    relations: list(EventRelation).meta({ description: 'Relations to other events.' }),
    tags: list(Tag).meta({ description: 'Keywords.' }),
    claimCount: z.int().min(0).meta({ description: 'Number of claims about the event.' }),
    contested: z.boolean().meta({ description: 'Whether any proposition about the event is contested.' }),
    ...recordStamps,
  })
  .meta({
    id: 'Event',
    description: 'Something that happened, or is said to have happened.',
  });
export type Event = z.infer<typeof Event>;

/** What the store finds out about an event from the claims about it. */
export type EventComputed = { claimCount: number; contested: boolean };

/** @param read as for `computeTime` */
export function renderEvent(
  input: EventInput,
  stamps: RecordStamps,
  computed: EventComputed,
  read = readTime,
): Event {
  return {
    id: input.id,
    type: input.type,
    title: input.title,
    summary: input.summary ?? null,
    time: input.time ? resolveTime(input.time, read) : null,
    place: input.place ? placeOf(input.place) : null,
    participants: (input.participants ?? []).map((participant) => ({
      actorId: participant.actorId,
      role: participant.role,
      attribution: participant.attribution ?? 'established',
      count: participant.count ?? null,
    })),
    relations: input.relations ?? [],
    tags: input.tags ?? [],
    ...computed,
    ...stamps,
  };
}
