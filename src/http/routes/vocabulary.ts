import { z } from 'zod';
import { PredicateId, predicates, TermKind } from '../../domain/predicate.ts';
import { vocabularies } from '../../domain/vocabulary.ts';
import { constantResponse, defineRoute, type Route } from '../route.ts';
import { IncludeTerms } from '../schemas/parameters.ts';

/** Vocabulary: the words of the model, each with its meaning. */

const Term = z
  .strictObject({
    value: z.string().meta({ description: 'The word, as it stands in records and parameters.' }),
    description: z.string().meta({ description: 'What it means.' }),
  })
  .meta({
    id: 'Term',
    description: 'A word of the model with its meaning.',
    examples: [{ value: 'denies', description: 'Says that it is not so.' }],
  });

const Vocabulary = z
  .strictObject({
    id: z
      .string()
      .meta({ description: 'Name of the list, as in the OpenAPI document.', examples: ['ClaimAct'] }),
    description: z
      .string()
      .meta({ description: 'What the list is for.', examples: ['What the claimant does.'] }),
    terms: z.array(Term).meta({ description: 'Its words.' }),
  })
  .meta({ id: 'Vocabulary', description: 'A closed list of words.' });

const PredicateDefinition = z
  .strictObject({
    id: PredicateId,
    label: z
      .string()
      .meta({ description: 'How it reads between subject and object.', examples: ['is responsible for'] }),
    description: z
      .string()
      .meta({ description: 'What it says.', examples: ['The actor bears responsibility.'] }),
    subjects: z.array(TermKind).meta({ description: 'What its subject may be.' }),
    objects: z.array(TermKind).meta({ description: 'What its object may be.' }),
    functional: z
      .boolean()
      .meta({ description: 'Whether only one object can be true for one subject: others then contest it.' }),
  })
  .meta({ id: 'PredicateDefinition', description: 'A predicate with what it joins.' });

const ModelVocabulary = z
  .strictObject({
    vocabularies: z
      .array(Vocabulary)
      .meta({ description: 'Every closed list of words in the model, and of those that parameters take.' }),
    predicates: z
      .array(PredicateDefinition)
      .meta({ description: 'Every predicate that a proposition can have.' }),
  })
  .meta({ id: 'ModelVocabulary', description: 'The words of the model, each with its meaning.' });

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
      summary: 'The words of the model',
      description:
        'Answers every closed list of words with what each means, and every predicate with what it joins.',
      response: { schema: ModelVocabulary, description: 'The vocabulary.' },
      errors: [],
      handle: () => vocabulary,
    }),
  ];
}
