import { z } from 'zod';
import { PredicateId, predicates, TermKind } from '../../domain/predicate.ts';
import { vocabularies } from '../../domain/vocabulary.ts';
import { constantResponse, defineRoute, type Route } from '../route.ts';
import { IncludeTerms } from '../schemas/parameters.ts';

/** The route of the controlled vocabularies and predicates of the data model. */

const Term = z
  .strictObject({
    value: z.string().meta({ description: 'The term, as used in records and parameters.' }),
    description: z.string().meta({ description: 'Meaning of the term.' }),
  })
  .meta({
    id: 'Term',
    description: 'A term of the data model with its meaning.',
    examples: [{ value: 'denies', description: 'Says that it is false.' }],
  });

const Vocabulary = z
  .strictObject({
    id: z
      .string()
      .meta({ description: 'Name of the vocabulary in the OpenAPI document.', examples: ['ClaimAct'] }),
    description: z.string().meta({
      description: 'Purpose of the vocabulary.',
      examples: ['The act of the claimant towards the proposition.'],
    }),
    terms: z.array(Term).meta({ description: 'The terms of the vocabulary.' }),
  })
  .meta({ id: 'Vocabulary', description: 'A closed list of terms.' });

const PredicateDefinition = z
  .strictObject({
    id: PredicateId,
    label: z.string().meta({
      description: 'Text of the predicate between subject and object.',
      examples: ['is responsible for'],
    }),
    description: z.string().meta({
      description: 'Meaning of the predicate.',
      examples: ['The actor bears responsibility for the event.'],
    }),
    subjects: z.array(TermKind).meta({ description: 'Allowed kinds of subject.' }),
    objects: z.array(TermKind).meta({ description: 'Allowed kinds of object.' }),
    functional: z.boolean().meta({
      description:
        '`true` if only one object can be true for a subject. Claims with another object then contest it.',
    }),
  })
  .meta({
    id: 'PredicateDefinition',
    description: 'A predicate with the kinds of subject and object that it joins.',
  });

const ModelVocabulary = z
  .strictObject({
    vocabularies: z
      .array(Vocabulary)
      .meta({ description: 'Every closed list of terms in records and parameters.' }),
    predicates: z.array(PredicateDefinition).meta({ description: 'Every predicate of propositions.' }),
  })
  .meta({ id: 'ModelVocabulary', description: 'The vocabularies and predicates of the data model.' });

const vocabulary = constantResponse({
  vocabularies: [...vocabularies, IncludeTerms].map(({ id, description, terms }) => ({
    id,
    description,
    terms: Object.entries(terms).map(([value, meaning]) => ({ value, description: meaning })),
  })),
  predicates: Object.entries(predicates).map(([id, predicate]) => ({ id, ...predicate })),
});

export function vocabularyRoutes(): Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/v1/vocabulary',
      operationId: 'getVocabulary',
      tag: 'Vocabulary',
      summary: 'Get the vocabularies and predicates',
      description:
        'Returns every closed list of terms with their meanings, and every predicate with its allowed subjects and objects.',
      response: { schema: ModelVocabulary, description: 'The vocabulary.' },
      errors: [],
      handle: () => vocabulary,
    }),
  ];
}
