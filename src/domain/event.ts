import { z } from 'zod';
import { externalIds } from './external-id.ts';
import { Place, PlaceInput, placeOf } from './place.ts';
import {
  idOf,
  list,
  longText,
  type RecordStamps,
  recordStamps,
  shortText,
  wholeNumber,
} from './primitives.ts';
import { someBound } from './proposition.ts';
import { terms } from './terms.ts';
import { FuzzyTime, FuzzyTimeInput, readTime, resolveTime } from './time/fuzzy-time.ts';

export const EventTypeTerms = terms('EventType', 'Type of the event.', {
  attack: 'Deliberate violence against people or places.',
  battle: 'Fighting between armed sides.',
  killing: 'One or more people killed, outside a larger attack.',
  explosion: 'An explosion, bombing or shelling.',
  abduction: 'A kidnapping, disappearance or taking of hostages.',
  arrest: 'An arrest.',
  detention: 'People held in custody, in a camp or elsewhere against their will.',
  crime: 'A crime of no other type.',
  trial: 'A trial, verdict or other act of a court.',
  investigation: 'An inquiry by an authority or others.',
  protest: 'A demonstration, strike or riot.',
  accident: 'An accident of traffic, industry or the like.',
  disaster: 'A natural disaster.',
  displacement: 'People leaving their homes or being driven out.',
  warning: 'A warning of a future event.',
  statement: 'A public statement that is an event in itself.',
  publication: 'The publication of a document.',
  meeting: 'A meeting or negotiation.',
  agreement: 'An agreement, treaty or truce.',
  decision: 'A law, order, sanction or other decision.',
  election: 'An election or vote.',
  diplomatic_act: 'An act of a state towards another state.',
  consequence: 'A development that followed from another event.',
  other: 'Anything else.',
});
export const EventType = EventTypeTerms.schema;

export const ParticipantRoleTerms = terms('ParticipantRole', 'Role of an actor in an event.', {
  perpetrator: 'Did it, or allegedly did it (see the attribution).',
  planner: 'Planned or ordered it.',
  supporter: 'Helped with means, money or shelter.',
  victim: 'Was harmed by it.',
  target: 'Was the target of it.',
  witness: 'Saw it.',
  responder: 'Came to help or to stop it.',
  investigator: 'Investigates it.',
  mediator: 'Mediates in it.',
  host: 'Hosted it, or is the place where it happened.',
  claimant: 'Made the statement, if the event is a statement.',
  addressee: 'Was addressed, warned or informed.',
  affected: 'Bears its consequences.',
  participant: 'Took part in another way.',
});
export const ParticipantRole = ParticipantRoleTerms.schema;

export const AttributionTerms = terms(
  'Attribution',
  'Degree to which the role of an actor in an event is established.',
  {
    not_stated: 'Nobody wrote how established it is.',
    established: 'Not in dispute.',
    claimed_by_self: 'The actor itself claims the role.',
    accused: 'Others accuse the actor.',
    suspected: 'Others suspect the actor.',
    denied: 'Others accused the actor, and it is denied.',
    ruled_out: 'Others accused the actor, and it was proved false.',
  },
);
const Attribution = AttributionTerms.schema;

export const EventRelationTypeTerms = terms('EventRelationType', 'Relation of an event to another event.', {
  part_of: 'The event is a part of the other.',
  preceded_by: 'The other event came before this one.',
  response_to: 'The event is a response to the other.',
  caused_by: 'The other event caused this one.',
  about: 'The event is a statement, inquiry or warning about the other.',
  same_as: 'The two records describe the same event.',
});
const EventRelationType = EventRelationTypeTerms.schema;

const count = (what: string) =>
  z
    .int()
    .min(0)
    .nullable()
    .meta({ description: `${what}; null if not known.` });

const peopleCount = {
  min: count('At least so many people'),
  best: count('Best estimate of the number of people'),
  max: count('At most so many people'),
  unit: shortText().meta({ description: 'Unit of the count, such as `killed` or `persons`.' }),
};

const PeopleCountInput = z
  .strictObject({
    ...peopleCount,
    min: peopleCount.min.optional(),
    best: peopleCount.best.optional(),
    max: peopleCount.max.optional(),
  })
  .refine(someBound.check, someBound.params)
  .meta({ id: 'PeopleCountInput', description: 'A number of people, as written in a dataset file.' });

const PeopleCount = z.strictObject(peopleCount).meta({
  id: 'PeopleCount',
  description: 'A number of people with its uncertainty.',
  examples: [{ min: 143, best: null, max: null, unit: 'killed' }],
});

const countOf = ({ min = null, best = null, max = null, unit }: z.infer<typeof PeopleCountInput>) => ({
  min,
  best,
  max,
  unit,
});

const participantOf = { actorId: idOf('the actor'), role: ParticipantRole };
const countText = 'Number of people that the actor represents in this role.';

const attributionText = 'How established the role is; `not_stated` if absent.';

const ParticipantInput = z
  .strictObject({
    ...participantOf,
    attribution: Attribution.optional().meta({ description: attributionText }),
    count: PeopleCountInput.optional().meta({ description: countText }),
  })
  .meta({ id: 'ParticipantInput', description: 'A role in an event, as written in a dataset file.' });

const Participant = z
  .strictObject({
    ...participantOf,
    attribution: Attribution,
    count: PeopleCount.nullable().meta({ description: `${countText} Null if not known.` }),
  })
  .meta({
    id: 'Participant',
    description: 'The role of an actor in an event, and how established it is.',
    examples: [{ actorId: 'isis', role: 'perpetrator', attribution: 'claimed_by_self', count: null }],
  });

const EventRelation = z.strictObject({ type: EventRelationType, eventId: idOf('the other event') }).meta({
  id: 'EventRelation',
  description: 'A relation of an event to another event.',
  examples: [{ type: 'response_to', eventId: 'crocus-city-hall-attack' }],
});

/** Matches words of any script with single spaces between them. */
const tagPattern = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}._'’-]| (?! |$))*$/u;
const tagMaxChars = 64;

/**
 * Declares a keyword. Its form is a check, not a published pattern: the pattern languages of some client generators do not
 * know the letters of Unicode. It is kept in composed form, so that two encodings of one word are one keyword.
 */
export const Tag = z
  .string()
  .normalize('NFC')
  .refine((text) => text.length <= tagMaxChars && tagPattern.test(text), {
    error: `must be a tag: 1 to ${tagMaxChars} letters and digits of any script, which may be joined by ".", "_", "-", apostrophes and single spaces`,
  })
  .meta({
    id: 'Tag',
    description:
      'A free keyword, as written: letters and digits of any script, which may be joined by ".", "_", "-", apostrophes ' +
      `and single spaces; at most ${tagMaxChars} characters.`,
    examples: ['terrorism'],
  });

const written = {
  id: idOf('the event'),
  type: EventType,
  title: shortText().meta({ description: 'Title of the event.' }),
};
const summary = 'Summary of the event in the words of the editor.';
const subtype = idOf('the subtype');
const subtypeText = 'Id of the subtype, which its dataset declares, such as `drone_strike`.';

export const EventInput = z
  .strictObject({
    ...written,
    subtype: subtype.optional().meta({ description: subtypeText }),
    summary: longText().optional().meta({ description: summary }),
    time: FuzzyTimeInput.optional().meta({ description: 'Time of the event.' }),
    place: PlaceInput.optional().meta({ description: 'Place of the event.' }),
    participants: list(ParticipantInput)
      .optional()
      .meta({ description: 'Actors and their roles in the event.' }),
    relations: list(EventRelation).optional().meta({ description: 'Relations to other events.' }),
    tags: list(Tag).optional().meta({ description: 'Keywords.' }),
    externalIds: externalIds().optional(),
  })
  .meta({ id: 'EventInput', description: 'An event, as written in a dataset file.' });
export type EventInput = z.infer<typeof EventInput>;

export const Event = z
  .strictObject({
    ...written,
    subtype: subtype.nullable().meta({ description: `${subtypeText} Null if it has none.` }),
    summary: longText().nullable().meta({ description: summary }),
    time: FuzzyTime.nullable().meta({ description: 'Time of the event; null if nothing is known of it.' }),
    place: Place.nullable().meta({ description: 'Place of the event; null if nothing is known of it.' }),
    participants: list(Participant).meta({
      description: 'Actors with their roles in the event, and how established these are.',
    }),
    relations: list(EventRelation).meta({ description: 'Relations to other events.' }),
    tags: list(Tag).meta({ description: 'Keywords.' }),
    externalIds: externalIds(),
    claimCount: wholeNumber('Number of claims about the event.'),
    contested: z.boolean().meta({ description: 'True if a proposition about the event is contested.' }),
    ...recordStamps,
  })
  .meta({
    id: 'Event',
    description: 'An event that happened, or allegedly happened.',
  });
export type Event = z.infer<typeof Event>;

/** The fields of an event that the store computes from the claims about it. */
export type EventComputed = { claimCount: number; contested: boolean };

/** Returns the attribution of a written role. A role of which nobody wrote one must never read as established. */
export const attributionOf = ({ attribution }: z.infer<typeof ParticipantInput>) =>
  attribution ?? 'not_stated';

/** Returns an event as the API returns it. A caller that renders many passes `read` with a cache, for `readTime`. */
export function renderEvent(
  input: EventInput,
  stamps: RecordStamps,
  computed: EventComputed,
  read = readTime,
): Event {
  return {
    id: input.id,
    type: input.type,
    subtype: input.subtype ?? null,
    title: input.title,
    summary: input.summary ?? null,
    time: input.time ? resolveTime(input.time, read) : null,
    place: input.place ? placeOf(input.place) : null,
    participants: (input.participants ?? []).map((participant) => ({
      actorId: participant.actorId,
      role: participant.role,
      attribution: attributionOf(participant),
      count: participant.count ? countOf(participant.count) : null,
    })),
    relations: input.relations ?? [],
    tags: input.tags ?? [],
    externalIds: input.externalIds ?? [],
    ...computed,
    ...stamps,
  };
}
