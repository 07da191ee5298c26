import { z } from 'zod';
import type { Label } from './label.ts';
import { suggestion } from './nearest.ts';
import { idExpectation, idPattern } from './primitives.ts';
import { terms } from './terms.ts';

export const SubjectKindTerms = terms('SubjectKind', 'Kind of a subject of a proposition.', {
  actor: 'An actor.',
  event: 'An event.',
});
export const SubjectKind = SubjectKindTerms.schema;

export const TermKindTerms = terms('TermKind', 'Kind of a subject or an object of a proposition.', {
  actor: 'An actor.',
  event: 'An event.',
  place: 'A place.',
  quantity: 'A number or a range of numbers, with a unit.',
  time: 'A time, exact or fuzzy.',
  text: 'A text.',
});
export const TermKind = TermKindTerms.schema;
export type TermKind = z.infer<typeof TermKind>;

/** The meaning of a predicate: the kinds of subject and object that it joins, and `functional` if only one object can be true. */
export type Predicate = {
  label: Label;
  description: string | null;
  subjects: z.infer<typeof SubjectKind>[];
  objects: TermKind[];
  /** The unit that its quantities must have; null if any. */
  unit: string | null;
  functional: boolean;
};

type BuiltIn = readonly [
  label: string,
  description: string,
  subjects: readonly Predicate['subjects'][number][],
  objects: readonly TermKind[],
  functional?: boolean,
];

const builtIn = {
  // Deeds of actors.
  responsible_for: [
    'is responsible for',
    'The actor bears responsibility for the event.',
    ['actor'],
    ['event'],
  ],
  solely_responsible_for: [
    'is solely responsible for',
    'The actor alone bears responsibility for the event.',
    ['actor'],
    ['event'],
  ],
  carried_out: ['carried out', 'The actor carried out the event itself.', ['actor'], ['event']],
  planned: ['planned', 'The actor planned or ordered the event.', ['actor'], ['event']],
  involved_in: ['was involved in', 'The actor had a part in the event.', ['actor'], ['event']],
  supported: ['supported', 'The actor helped with means, money or shelter.', ['actor'], ['actor', 'event']],
  victim_of: ['was a victim of', 'The actor was harmed by the event.', ['actor'], ['event']],
  // Ties between actors.
  affiliated_with: [
    'is affiliated with',
    'The actor is a branch, affiliate or follower of the other.',
    ['actor'],
    ['actor'],
  ],
  part_of: ['is a part of', 'The actor is a part, body or branch of the other.', ['actor'], ['actor']],
  employed_by: [
    'works for',
    'The actor works for the other, or holds an office in it.',
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
  financially_tied_to: [
    'has financial ties to',
    'The actor has financial ties to the other.',
    ['actor'],
    ['actor'],
  ],
  identical_to: [
    'is the same as',
    'The subject and the object are the same.',
    ['actor', 'event'],
    ['actor', 'event'],
  ],
  controls: [
    'controls',
    'The actor controls the other, the place or the matter.',
    ['actor'],
    ['actor', 'place', 'text'],
  ],
  // Facts about an event.
  occurred: ['took place', 'The event took place at this time.', ['event'], ['time'], true],
  took_place_at: ['took place at', 'The event took place at this place.', ['event'], ['place'], true],
  targeted: ['was aimed at', 'The target of the event.', ['event'], ['actor', 'place', 'text']],
  of_kind: ['was of the kind', 'The kind of the event.', ['event'], ['text']],
  planned_how: ['was prepared', 'The preparation of the event.', ['event'], ['text']],
  killed: ['killed', 'Number of people that the event killed.', ['event'], ['quantity'], true],
  injured: ['injured', 'Number of people that the event injured.', ['event'], ['quantity'], true],
  missing: ['left missing', 'Number of people missing after the event.', ['event'], ['quantity'], true],
  displaced: ['displaced', 'Number of people that the event displaced.', ['event'], ['quantity'], true],
  detained: [
    'led to the detention of',
    'Number of people detained in the event.',
    ['event'],
    ['quantity'],
    true,
  ],
  abducted: [
    'led to the abduction of',
    'Number of people abducted in the event.',
    ['event'],
    ['quantity'],
    true,
  ],
  attended_by: [
    'was attended by',
    'Number of people who took part in the event.',
    ['event'],
    ['quantity'],
    true,
  ],
  costs: [
    'cost',
    'Cost of the event, with a currency such as `USD` as the unit.',
    ['event'],
    ['quantity'],
    true,
  ],
  damaged: ['damaged', 'The event damaged the place or the thing.', ['event'], ['place', 'text']],
  destroyed: ['destroyed', 'The event destroyed the place or the thing.', ['event'], ['place', 'text']],
  buildings_damaged: [
    'damaged or destroyed',
    'Number of buildings that the event damaged or destroyed.',
    ['event'],
    ['quantity'],
    true,
  ],
  ranks_as: ['ranks as', 'Comparison of the event with others.', ['event'], ['text']],
  caused: [
    'brought about',
    'The event caused the other event or the situation.',
    ['event'],
    ['event', 'text'],
  ],
  draws_attention_to: [
    'draws attention to',
    'The subject draws attention to the actor, the event or the matter.',
    ['event', 'actor'],
    ['actor', 'event', 'text'],
  ],
  raises_questions_about: [
    'raises questions about',
    'The subject raises questions about the actor or the matter.',
    ['event', 'actor'],
    ['actor', 'text'],
  ],
  shows: [
    'shows',
    'Conclusion from the event or the actor, in the judgement of the claimant.',
    ['event', 'actor'],
    ['text'],
  ],
  affected: ['affected', 'The event affected the actor.', ['event'], ['actor']],
  // Facts about an actor.
  strength: ['has the strength of', 'Number of members of the actor.', ['actor'], ['quantity'], true],
  holds: ['holds in custody', 'The actor holds the other in custody or captivity.', ['actor'], ['actor']],
  based_in: ['is based in', 'The base of the actor.', ['actor'], ['place']],
  comes_from: ['comes from', 'The origin of the actor.', ['actor'], ['place']],
  described_as: ['is', 'Description of the actor or the event.', ['actor', 'event'], ['text']],
  capable_of: ['is capable of', 'Capability of the actor.', ['actor'], ['text']],
  intends: ['intends', 'Intention of the actor.', ['actor'], ['text', 'event']],
  prevented: [
    'prevented',
    'The actor or the event prevented the other event.',
    ['actor', 'event'],
    ['event'],
  ],
  threatens: ['threatens', 'The actor threatens the other, or the matter.', ['actor'], ['actor', 'text']],
  needs: [
    'calls for',
    'Need that follows from the event, in the judgement of the claimant.',
    ['event'],
    ['text'],
  ],
  ought_to: ['ought to', 'Duty of the actor, in the judgement of the claimant.', ['actor'], ['text']],
  // Knowledge and statements of actors.
  warned: ['warned', 'The actor warned the other.', ['actor'], ['actor']],
  warned_of: ['warned of', 'The actor warned of the event beforehand.', ['actor'], ['event', 'text']],
  was_warned_of: [
    'was warned of',
    'The actor was warned of the event or the matter beforehand.',
    ['actor'],
    ['event', 'text'],
  ],
  knew_of: ['knew of', 'The actor knew of the event.', ['actor'], ['event']],
  said: ['said', 'The actor made the statement.', ['actor'], ['text', 'event']],
  investigates: ['investigates', 'The actor investigates the event.', ['actor'], ['event']],
  discusses: ['discusses', 'The actors talk about the matter.', ['actor'], ['text', 'event']],
} as const satisfies Record<string, BuiltIn>;

/** The predicates of the program, by id. Datasets may declare others. */
export const predicates: ReadonlyMap<string, Predicate> = new Map(
  Object.entries(builtIn as Record<string, BuiltIn>).map(
    ([id, [label, description, subjects, objects, functional]]) => [
      id,
      {
        label: { one: label, many: label },
        description,
        subjects: [...subjects],
        objects: [...objects],
        unit: null,
        functional: functional ?? false,
      },
    ],
  ),
);

const builtInLines = [...predicates].map(([id, { description }]) => `- \`${id}\`: ${description}`);

export const PredicateId = z
  .string()
  .regex(idPattern, { error: idExpectation })
  .meta({
    id: 'PredicateId',
    description:
      'Predicate of a proposition. `GET /v1/vocabulary` lists every predicate with the subjects and objects that it ' +
      `joins: those that datasets declare, and those of the program:\n\n${builtInLines.join('\n')}`,
    examples: ['responsible_for'],
  });

type Joined = {
  subject: { kind: string };
  predicate: string;
  object: { kind: string; unit?: string };
};
/** A fault of a proposition, at a path such as `['object', 'unit']`. */
export type PredicateFault = { path: readonly string[]; detail: string };

/** Returns a text for comparison: differences of case, spacing and Unicode compatibility forms are removed. */
export const folded = (text: string) => text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();

/** Compares units without regard to case, spacing and Unicode compatibility forms. */
export const sameUnit = (one: string, other: string) => folded(one) === folded(other);

/** Returns the faults of a proposition under the meaning of its predicate: a kind that it does not join, or another unit. */
export function predicateFaults(
  { subject, predicate, object }: Joined,
  { subjects, objects, unit }: Predicate,
): PredicateFault[] {
  const faults: PredicateFault[] = [];
  const checkKind = (part: 'subject' | 'object', allowed: readonly string[], kind: string) => {
    if (allowed.includes(kind)) return;
    const detail = `must be ${allowed.join(' or ')} for the predicate "${predicate}", not ${kind}`;
    faults.push({ path: [part, 'kind'], detail });
  };
  checkKind('subject', subjects, subject.kind);
  checkKind('object', objects, object.kind);
  if (unit !== null && object.unit !== undefined && !sameUnit(unit, object.unit)) {
    const detail = `must be "${unit}", the declared unit of the predicate "${predicate}"; got "${object.unit}"`;
    faults.push({ path: ['object', 'unit'], detail });
  }
  return faults;
}

/** Returns the fault of a predicate that a dataset does not declare, with the nearest known one, or those that fit. */
export function undeclaredPredicate(
  { subject, predicate, object }: Joined,
  datasetId: string,
  declared: readonly ({ id: string } & Pick<Predicate, 'subjects' | 'objects'>)[],
): string {
  const known = [...declared, ...[...predicates].map(([id, meaning]) => ({ id, ...meaning }))];
  const includes = (kinds: readonly string[], kind: string) => kinds.includes(kind);
  const fitting = known.filter(
    ({ subjects, objects }) => includes(subjects, subject.kind) && includes(objects, object.kind),
  );
  const ids = fitting.map(({ id }) => id).join(', ');
  const kinds = `the kinds ${subject.kind} and ${object.kind}`;
  const list = ids === '' ? `none joins ${kinds}` : `those that join ${kinds} are ${ids}`;
  const names = known.map(({ id }) => id);
  return (
    `must be a predicate of the program, or one that the dataset "${datasetId}" declares in its "predicates"; got ` +
    `"${predicate}"${suggestion(predicate, names) || `: ${list}`}`
  );
}
