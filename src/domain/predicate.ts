import type { z } from 'zod';
import { terms } from './terms.ts';

export const TermKindTerms = terms('TermKind', 'What a subject or an object of a proposition is.', {
  actor: 'An actor.',
  event: 'An event.',
  place: 'A place.',
  quantity: 'A number or a range of numbers, with a unit.',
  time: 'A time, as exact as it is known.',
  text: 'Words.',
});
export const TermKind = TermKindTerms.schema;
export type TermKind = z.infer<typeof TermKind>;

/** What a predicate joins, how it reads between its subject and its object, and whether only one value can be true. */
export type Predicate = {
  label: string;
  description: string;
  subjects: readonly ('actor' | 'event')[];
  objects: readonly TermKind[];
  functional: boolean;
};

type Declaration = readonly [string, string, Predicate['subjects'], Predicate['objects'], boolean?];

const declared = {
  // Who did what.
  responsible_for: [
    'is responsible for',
    'The actor bears responsibility for the event.',
    ['actor'],
    ['event'],
  ],
  solely_responsible_for: [
    'is solely responsible for',
    'The actor, and nobody besides, bears responsibility for the event.',
    ['actor'],
    ['event'],
  ],
  carried_out: ['carried out', 'The actor did the deed itself.', ['actor'], ['event']],
  planned: ['planned', 'The actor planned or ordered the event.', ['actor'], ['event']],
  involved_in: ['was involved in', 'The actor had a part in the event.', ['actor'], ['event']],
  supported: ['supported', 'The actor helped with means, money or shelter.', ['actor'], ['actor', 'event']],
  victim_of: ['was a victim of', 'The actor was harmed by the event.', ['actor'], ['event']],
  // Ties between actors.
  affiliated_with: [
    'is affiliated with',
    'The actor is a branch, affiliate or adherent of the other.',
    ['actor'],
    ['actor'],
  ],
  part_of: ['is a part of', 'The actor is a part, body or branch of the other.', ['actor'], ['actor']],
  employed_by: [
    'works for',
    'The actor works for the other, or holds an office of it.',
    ['actor'],
    ['actor'],
  ],
  at_odds_with: ['is at odds with', 'Relations between them are tense or hostile.', ['actor'], ['actor']],
  member_of: ['is a member of', 'The actor is a member of the other.', ['actor'], ['actor']],
  directly_tied_to: [
    'has direct ties to',
    'The actor has direct ties to the other, or to the place.',
    ['actor'],
    ['actor', 'place'],
  ],
  financially_tied_to: ['has financial ties to', 'Money joins the actor to the other.', ['actor'], ['actor']],
  identical_to: ['is the same as', 'They are one and the same.', ['actor', 'event'], ['actor', 'event']],
  controls: [
    'controls',
    'The actor has control over the other, the place or the matter.',
    ['actor'],
    ['actor', 'place', 'text'],
  ],
  // What is known of an event.
  occurred: ['took place', 'The event took place at the time given.', ['event'], ['time'], true],
  took_place_at: ['took place at', 'The event took place there.', ['event'], ['place'], true],
  targeted: ['was aimed at', 'What the event was aimed at.', ['event'], ['actor', 'place', 'text']],
  of_kind: ['was of the kind', 'What kind of event it was.', ['event'], ['text']],
  planned_how: ['was prepared', 'How the event was prepared.', ['event'], ['text']],
  killed: ['killed', 'How many people the event killed.', ['event'], ['quantity'], true],
  injured: ['injured', 'How many people the event injured.', ['event'], ['quantity'], true],
  ranks_as: ['ranks as', 'How the event compares with others.', ['event'], ['text']],
  caused: [
    'brought about',
    'The event brought the other event, or the state of things, about.',
    ['event'],
    ['event', 'text'],
  ],
  draws_attention_to: [
    'draws attention to',
    'It turns the attention of others to the actor, the event or the matter.',
    ['event', 'actor'],
    ['actor', 'event', 'text'],
  ],
  raises_questions_about: [
    'raises questions about',
    'It makes others ask about the actor or the matter.',
    ['event', 'actor'],
    ['actor', 'text'],
  ],
  shows: ['shows', 'What follows from the event, in the claimant’s judgement.', ['event', 'actor'], ['text']],
  affected: ['affected', 'The event bore on the actor.', ['event'], ['actor']],
  // What an actor is, has or does.
  based_in: ['is based in', 'Where the actor has its base.', ['actor'], ['place']],
  comes_from: ['comes from', 'Where the actor comes from.', ['actor'], ['place']],
  described_as: ['is', 'What the actor or the event is said to be.', ['actor', 'event'], ['text']],
  capable_of: ['is capable of', 'What the actor is able to do.', ['actor'], ['text']],
  intends: ['intends', 'What the actor means to do.', ['actor'], ['text', 'event']],
  prevented: [
    'prevented',
    'The actor or the event kept the other event from happening.',
    ['actor', 'event'],
    ['event'],
  ],
  threatens: [
    'threatens',
    'The actor is a threat to the other, or to what is named.',
    ['actor'],
    ['actor', 'text'],
  ],
  needs: ['calls for', 'What the event makes necessary, in the claimant’s judgement.', ['event'], ['text']],
  ought_to: ['ought to', 'What the actor ought to do, in the claimant’s judgement.', ['actor'], ['text']],
  // Who knew and said what.
  warned: ['warned', 'The actor warned the other.', ['actor'], ['actor']],
  warned_of: ['warned of', 'The actor warned that the event was to come.', ['actor'], ['event', 'text']],
  was_warned_of: ['was warned of', 'The actor was told beforehand.', ['actor'], ['event', 'text']],
  knew_of: ['knew of', 'The actor knew of the event.', ['actor'], ['event']],
  said: ['said', 'The actor made the statement.', ['actor'], ['text', 'event']],
  investigates: ['investigates', 'The actor inquires into the event.', ['actor'], ['event']],
  discusses: ['discusses', 'The actors talk about the matter.', ['actor'], ['text', 'event']],
} as const satisfies Record<string, Declaration>;

export type PredicateId = keyof typeof declared;

/** The registry of predicates: what propositions can say. */
export const predicates: Readonly<Record<PredicateId, Predicate>> = Object.fromEntries(
  Object.entries(declared as Record<string, Declaration>).map(
    ([id, [label, description, subjects, objects, functional]]) => [
      id,
      { label, description, subjects, objects, functional: functional ?? false },
    ],
  ),
) as Record<PredicateId, Predicate>;

const PredicateIdTerms = terms(
  'PredicateId',
  'What a proposition says of its subject. `GET /v1/vocabulary` lists what each predicate joins.',
  Object.fromEntries(
    Object.entries(predicates).map(([id, predicate]) => [id, predicate.description]),
  ) as Record<PredicateId, string>,
);
export const PredicateId = PredicateIdTerms.schema;
