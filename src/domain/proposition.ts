import { hash } from 'node:crypto';
import { z } from 'zod';
import { Place, PlaceInput, placeOf } from './place.ts';
import { folded, PredicateId } from './predicate.ts';
import { idOf, languageTag, longText, shortText } from './primitives.ts';
import { FuzzyTime, FuzzyTimeInput, resolveTime } from './time/fuzzy-time.ts';

const ActorReference = z
  .strictObject({ kind: z.literal('actor').meta({ description: 'Always `actor`.' }), id: idOf('the actor') })
  .meta({ id: 'ActorReference', description: 'An actor.', examples: [{ kind: 'actor', id: 'isis' }] });

const EventReference = z
  .strictObject({ kind: z.literal('event').meta({ description: 'Always `event`.' }), id: idOf('the event') })
  .meta({
    id: 'EventReference',
    description: 'An event.',
    examples: [{ kind: 'event', id: 'crocus-city-hall-attack' }],
  });

type WrittenBounds = Partial<Record<'min' | 'best' | 'max', number | null | undefined>>;

/** The rule for a number as people write it: a bound that is absent is null. An unknown number has a null that is written. */
export const someBound = {
  check: ({ min, best, max }: WrittenBounds) => [min, best, max].some((bound) => bound !== undefined),
  params: { error: 'must have min, best or max' },
};
const quantity = {
  kind: z.literal('quantity').meta({ description: 'Always `quantity`.' }),
  min: z.number().nullable().meta({ description: 'Lower bound, in `unit`; null if there is none.' }),
  best: z.number().nullable().meta({
    description: 'Best estimate, in `unit`; null if there is none. Without bounds, it is the value itself.',
  }),
  max: z.number().nullable().meta({ description: 'Upper bound, in `unit`; null if there is none.' }),
  unit: shortText().meta({ description: 'Unit of the number, such as `persons`.' }),
};
const inOrder = {
  check: ({ min = null, max = null }: WrittenBounds) => min === null || max === null || min <= max,
  params: { error: 'must not have its min above its max', path: ['max'] },
};

const QuantityValue = z
  .strictObject(quantity)
  .refine(inOrder.check, inOrder.params)
  .meta({
    id: 'QuantityValue',
    description: 'A number, or a range of numbers that may be open, with a best estimate.',
    examples: [{ kind: 'quantity', min: 143, best: null, max: null, unit: 'persons' }],
  });

const QuantityValueInput = z
  .strictObject({
    ...quantity,
    min: quantity.min.optional(),
    best: quantity.best.optional(),
    max: quantity.max.optional(),
  })
  .refine(someBound.check, someBound.params)
  .refine(inOrder.check, inOrder.params)
  .meta({ id: 'QuantityValueInput', description: 'A number or a range, as written in a dataset file.' });

const TextValue = z
  .strictObject({
    kind: z.literal('text').meta({ description: 'Always `text`.' }),
    value: longText().meta({ description: 'The text, as a paraphrase.' }),
    lang: languageTag().nullable(),
  })
  .meta({
    id: 'TextValue',
    description: 'A text.',
    examples: [{ kind: 'text', value: 'thoroughly prepared', lang: 'en' }],
  });

const kindPlace = z.literal('place').meta({ description: 'Always `place`.' });
const kindTime = z.literal('time').meta({ description: 'Always `time`.' });

const PlaceValue = z.strictObject({ kind: kindPlace, place: Place }).meta({
  id: 'PlaceValue',
  description: 'A place.',
  examples: [
    {
      kind: 'place',
      place: {
        name: 'Tajikistan',
        countryCode: 'TJ',
        admin1: null,
        admin2: null,
        point: null,
        precision: 'country',
      },
    },
  ],
});
const TimeValue = z
  .strictObject({ kind: kindTime, time: FuzzyTime })
  .meta({ id: 'TimeValue', description: 'A time, exact or fuzzy.' });

const PlaceValueInput = z
  .strictObject({ kind: kindPlace, place: PlaceInput })
  .meta({ id: 'PlaceValueInput', description: 'A place, as written in a dataset file.' });
const TimeValueInput = z
  .strictObject({ kind: kindTime, time: FuzzyTimeInput })
  .meta({ id: 'TimeValueInput', description: 'A time, as written in a dataset file.' });

export const PropositionSubject = z.discriminatedUnion('kind', [ActorReference, EventReference]).meta({
  id: 'PropositionSubject',
  description: 'The subject of a proposition.',
  examples: [{ kind: 'actor', id: 'isis' }],
});
export type PropositionSubject = z.infer<typeof PropositionSubject>;

export const PropositionObject = z
  .discriminatedUnion('kind', [
    ActorReference,
    EventReference,
    PlaceValue,
    QuantityValue,
    TimeValue,
    TextValue,
  ])
  .meta({
    id: 'PropositionObject',
    description: 'The object of a proposition.',
    examples: [{ kind: 'event', id: 'crocus-city-hall-attack' }],
  });
export type PropositionObject = z.infer<typeof PropositionObject>;

const PropositionObjectInput = z
  .discriminatedUnion('kind', [
    ActorReference,
    EventReference,
    PlaceValueInput,
    QuantityValueInput,
    TimeValueInput,
    TextValue,
  ])
  .meta({
    id: 'PropositionObjectInput',
    description: 'The object of a proposition, as written in a dataset file.',
  });

/** Declares a proposition as people write it. Its predicate tells which kinds of subject and object it joins. */
export const PropositionInput = z
  .strictObject({ subject: PropositionSubject, predicate: PredicateId, object: PropositionObjectInput })
  .meta({
    id: 'PropositionInput',
    description: 'Subject, predicate and object, as written in a dataset file.',
  });
export type PropositionInput = z.infer<typeof PropositionInput>;

export const propositionKey = () =>
  z
    .string()
    .regex(/^[0-9a-f]{32}$/, { error: 'must be a proposition key: 32 lower-case hex digits' })
    .meta({
      description: 'Key of the proposition: 32 lower-case hex digits. Equal propositions have the same key.',
    });

/** Declares the proposition of a claim: subject, predicate and object, with the key that is computed from them. */
export const PropositionStatement = z
  .strictObject({
    key: propositionKey(),
    subject: PropositionSubject,
    predicate: PredicateId,
    object: PropositionObject,
  })
  .meta({
    id: 'PropositionStatement',
    description: 'Subject, predicate and object, with the key that is computed from them.',
    examples: [
      {
        key: '00000000000000000000000000000000',
        subject: { kind: 'actor', id: 'isis' },
        predicate: 'responsible_for',
        object: { kind: 'event', id: 'crocus-city-hall-attack' },
      },
    ],
  });
export type PropositionStatement = z.infer<typeof PropositionStatement>;

export function objectOf(input: PropositionInput['object']): PropositionObject {
  switch (input.kind) {
    case 'place':
      return { kind: 'place', place: placeOf(input.place) };
    case 'time':
      return { kind: 'time', time: resolveTime(input.time) };
    case 'quantity': {
      const { kind, min = null, best = null, max = null, unit } = input;
      return { kind, min, best, max, unit };
    }
    default:
      return input;
  }
}

const placeIdentity = ({ name, countryCode, admin1, admin2 }: Place) =>
  [folded(name), countryCode, ...[admin1, admin2].map((part) => part && folded(part))] as const;

/** Returns the parts of an object that the key is computed from. */
function identityOf(object: PropositionObject): readonly unknown[] {
  switch (object.kind) {
    case 'actor':
    case 'event':
      return [object.kind, object.id];
    case 'place':
      return [object.kind, ...placeIdentity(object.place)];
    case 'quantity':
      return [object.kind, object.min, object.best, object.max, folded(object.unit)];
    case 'time':
      return [object.kind, object.time.edtf, object.time.timeZone];
    case 'text':
      return [object.kind, folded(object.value)];
  }
}

/**
 * Returns a proposition with its key: the first 128 bits of the SHA-256 of its identifying parts. Case, spacing and the
 * notation of times do not change the key, so that claims on the same proposition share it.
 */
export function statementOf(input: PropositionInput): PropositionStatement {
  const object = objectOf(input.object);
  const identity = [input.subject.kind, input.subject.id, input.predicate, ...identityOf(object)];
  const key = hash('sha256', JSON.stringify(identity), 'hex').slice(0, 32);
  return { key, subject: input.subject, predicate: input.predicate, object };
}
