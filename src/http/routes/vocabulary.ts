import { z } from 'zod';
import {
  type Declared,
  type DeclaringDataset,
  predicateMembers,
  subtypeMembers,
} from '../../domain/declaration.ts';
import { predicates } from '../../domain/predicate.ts';
import { idOf } from '../../domain/primitives.ts';
import { vocabularies } from '../../domain/vocabulary.ts';
import { defineRoute, type Route } from '../route.ts';
import { IncludeTerms } from '../schemas/parameters.ts';
import { type RouteContext, storeErrors } from './responses.ts';

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

const datasetIds = z
  .array(idOf('a dataset'))
  .meta({ description: 'The datasets that declare it; empty for a word of the program.' });

const PredicateDefinition = z.strictObject({ ...predicateMembers, datasetIds }).meta({
  id: 'PredicateDefinition',
  description: 'A predicate with the kinds of subject and object that it joins.',
  examples: [
    {
      id: 'responsible_for',
      label: { one: 'is responsible for', many: 'is responsible for' },
      description: 'The actor bears responsibility for the event.',
      subjects: ['actor'],
      objects: ['event'],
      unit: null,
      functional: false,
      datasetIds: [],
    },
  ],
});

const SubtypeDefinition = z.strictObject({ ...subtypeMembers, datasetIds }).meta({
  id: 'SubtypeDefinition',
  description: 'A subtype of events or actors, which datasets declare.',
  examples: [
    {
      id: 'drone_strike',
      kind: 'event',
      label: { one: 'drone strike', many: 'drone strikes' },
      description: 'An attack by aircraft without a crew.',
      datasetIds: ['crocus-city-hall-2024'],
    },
  ],
});

const ModelVocabulary = z
  .strictObject({
    vocabularies: z
      .array(Vocabulary)
      .meta({ description: 'Every closed list of terms in records and parameters.' }),
    predicates: z.array(PredicateDefinition).meta({ description: 'Every predicate of propositions.' }),
    subtypes: z
      .array(SubtypeDefinition)
      .meta({ description: 'Every subtype of events and actors. Datasets declare them.' }),
  })
  .meta({ id: 'ModelVocabulary', description: 'The vocabularies and predicates of the data model.' });

const lists = [...vocabularies, IncludeTerms].map(({ id, description, terms }) => ({
  id,
  description,
  terms: Object.entries(terms).map(([value, meaning]) => ({ value, description: meaning })),
}));

/** Returns the words of the program, then those that datasets declare, by id. */
function vocabularyWith(declaring: readonly DeclaringDataset[]): z.infer<typeof ModelVocabulary> {
  return {
    vocabularies: lists,
    predicates: [
      ...[...predicates].map(([id, predicate]) => ({ id, ...predicate, datasetIds: [] })),
      ...definitionsOf(declaring, (dataset) => dataset.predicates),
    ],
    subtypes: definitionsOf(declaring, (dataset) => dataset.subtypes),
  };
}

/** Datasets that declare the same id declare the same word: each stands once, with all of them. */
function definitionsOf<T extends { id: string }>(
  declaring: readonly DeclaringDataset[],
  wordsOf: (dataset: Declared) => readonly T[],
): (T & { datasetIds: string[] })[] {
  const found = new Map<string, T & { datasetIds: string[] }>();
  for (const dataset of declaring) {
    for (const word of wordsOf(dataset)) {
      const known = found.get(word.id);
      if (known === undefined) found.set(word.id, { ...word, datasetIds: [dataset.datasetId] });
      else known.datasetIds.push(dataset.datasetId);
    }
  }
  return [...found.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
}

export function vocabularyRoutes({ store }: RouteContext): Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/v1/vocabulary',
      operationId: 'getVocabulary',
      tag: 'Vocabulary',
      summary: 'Get the vocabularies and predicates',
      description:
        'Returns every closed list of terms with their meanings, and every predicate with its allowed subjects and ' +
        'objects: those of the program, and those that datasets declare. Datasets also declare the subtypes.',
      response: { schema: ModelVocabulary, description: 'The vocabulary.' },
      errors: storeErrors,
      handle: async () => ({ body: vocabularyWith(await store.declarations()) }),
    }),
  ];
}
