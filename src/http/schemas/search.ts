import { z } from 'zod';
import { Actor } from '../../domain/actor.ts';
import { Claim } from '../../domain/claim.ts';
import { Event } from '../../domain/event.ts';
import { limits } from '../../domain/limits.ts';
import { MatchesRelation } from '../../domain/query.ts';
import { Source } from '../../domain/source.ts';
import { exampleActor, exampleClaim, exampleEvent, exampleSource } from '../openapi/record-examples.ts';
import { PageInfo } from './page.ts';

/** The shape of a search's answer: hits of several kinds, told apart by `kind`. */

const html = (what: string) =>
  z
    .string()
    .nullable()
    .meta({
      description: `${what}, as HTML: escaped text with \`<mark>\` around the words found.`,
      examples: ['<mark>Attack</mark> at Crocus City Hall'],
    });

const SearchHighlights = z
  .strictObject({
    title: html('Title or name of the record; null where it has none'),
    text: html(
      'A piece of what else is known of the record in which words were found; null where none stands there',
    ),
  })
  .meta({
    id: 'SearchHighlights',
    description: 'Where the words were found.',
    examples: [
      {
        title: '<mark>Attack</mark> at Crocus City Hall',
        text: 'Gunmen <mark>attacked</mark> a concert hall …',
      },
    ],
  });

const score = z
  .number()
  .min(0)
  .max(1)
  .meta({
    description:
      'How well the record answers, from 0 to 1; only good to compare hits of one search. Words in a title count more ' +
      'than in a text, whole words more than beginnings, short titles more than long ones.',
    examples: [0.84],
  });

function hitOf<K extends string, T extends z.ZodType>(id: string, kind: K, record: T, example: unknown) {
  const highlights = { title: '<mark>Attack</mark> at Crocus City Hall', text: null };
  return z
    .strictObject({
      kind: z.literal(kind).meta({ description: 'The kind of the record.' }),
      score,
      highlights: SearchHighlights,
      record,
    })
    .meta({
      id,
      description: `A hit that is of the kind ${kind}.`,
      examples: [{ kind, score: 0.84, highlights, record: example }],
    });
}

const SearchHit = z
  .discriminatedUnion('kind', [
    hitOf('ActorHit', 'actor', Actor, exampleActor),
    hitOf('ClaimHit', 'claim', Claim, exampleClaim),
    hitOf('EventHit', 'event', Event, exampleEvent),
    hitOf('SourceHit', 'source', Source, exampleSource),
  ])
  .meta({ id: 'SearchHit', description: 'A record that was found, with how well it answers and why.' });

const SearchMatches = z
  .strictObject({
    value: z.int().min(0).meta({ description: 'Number of records that were ranked.' }),
    relation: MatchesRelation,
  })
  .meta({
    id: 'SearchMatches',
    description: `How many records were found. Of each kind at most ${limits.searchRankedMax} are ranked.`,
    examples: [{ value: 12, relation: 'exact' }],
  });

export const SearchPage = z
  .strictObject({
    data: z.array(SearchHit).meta({ description: 'The hits of this page, the best first.' }),
    page: PageInfo,
    matches: SearchMatches,
  })
  .meta({ id: 'SearchPage', description: 'One page of the hits of a search.' });
