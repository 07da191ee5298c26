import { z } from 'zod';
import { Actor } from '../../domain/actor.ts';
import { Claim } from '../../domain/claim.ts';
import { DisputeSummary } from '../../domain/dispute.ts';
import { Event } from '../../domain/event.ts';
import { limits } from '../../domain/limits.ts';
import { wholeNumber } from '../../domain/primitives.ts';
import { MatchesRelation } from '../../domain/query.ts';
import { Source } from '../../domain/source.ts';
import {
  exampleActor,
  exampleClaim,
  exampleDisputeSummary,
  exampleEvent,
  exampleSource,
} from '../openapi/record-examples.ts';
import { PageInfo } from './page.ts';

/** The schema of a page of search results. Hits of different kinds are told apart by `kind`. */

const html = (what: string) =>
  z
    .string()
    .nullable()
    .meta({
      description: `${what} The text is escaped HTML with \`<mark>\` around the matching words.`,
      examples: ['<mark>Attack</mark> at Crocus City Hall'],
    });

const SearchHighlights = z
  .strictObject({
    title: html('Title or name of the record. Null if it has none.'),
    text: html('Excerpt of another text of the record with matching words. Null if no other text matches.'),
  })
  .meta({
    id: 'SearchHighlights',
    description: 'Texts of the record with the matching words marked.',
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
      'Relevance from 0 to 1. Compare scores only within one search. A word counts more in a title than in other ' +
      'texts, more as a whole word than as a prefix, and more in a short title than in a long one.',
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
      description: `A hit of kind \`${kind}\`.`,
      examples: [{ kind, score: 0.84, highlights, record: example }],
    });
}

const SearchHit = z
  .discriminatedUnion('kind', [
    hitOf('ActorHit', 'actor', Actor, exampleActor),
    hitOf('ClaimHit', 'claim', Claim, exampleClaim),
    hitOf('DisputeHit', 'dispute', DisputeSummary, exampleDisputeSummary),
    hitOf('EventHit', 'event', Event, exampleEvent),
    hitOf('SourceHit', 'source', Source, exampleSource),
  ])
  .meta({ id: 'SearchHit', description: 'A matching record with its relevance and the matching words.' });

const SearchMatches = z
  .strictObject({
    value: wholeNumber('Number of ranked records.'),
    relation: MatchesRelation,
  })
  .meta({
    id: 'SearchMatches',
    description: `Number of matching records. At most ${limits.searchRankedMax} records of each kind are ranked.`,
    examples: [{ value: 12, relation: 'exact' }],
  });

export const SearchPage = z
  .strictObject({
    data: z.array(SearchHit).meta({ description: 'The hits of this page, most relevant first.' }),
    page: PageInfo,
    matches: SearchMatches,
  })
  .meta({ id: 'SearchPage', description: 'One page of search results.' });
