import { z } from 'zod';
import { ClaimlineError, parameterError } from '../../../src/domain/errors.ts';
import { defineRoute, type Route } from '../../../src/http/route.ts';

/** A small API that uses every feature of the core once. */

const BirdKind = z.enum(['owl', 'wren', 'rook']).meta({ id: 'BirdKind', description: 'A kind of bird.' });
const BirdSort = z.enum(['name', 'name_desc']).meta({ id: 'BirdSort', description: 'Order of birds.' });

const name = () => z.string().meta({ description: 'Name of the bird.', examples: ['Ada'] });

const Nest = z
  .strictObject({
    kind: z.literal('nest').meta({ description: 'Says that this is a nest.' }),
    eggs: z
      .int()
      .min(0)
      .max(20)
      .meta({ description: 'Number of eggs.', examples: [3] }),
  })
  .meta({ id: 'Nest', description: 'A nest.' });
const Perch = z
  .strictObject({
    kind: z.literal('perch').meta({ description: 'Says that this is a perch.' }),
    heightMetres: z
      .number()
      .min(0)
      .meta({ description: 'Height above ground in metres.', examples: [2.5] }),
  })
  .meta({ id: 'Perch', description: 'A perch.' });
const Home = z
  .discriminatedUnion('kind', [Nest, Perch])
  .meta({ id: 'Home', description: 'Where a bird lives.' });

const Bird = z
  .strictObject({
    id: z.string().meta({ description: 'Id of the bird.', examples: ['ada'] }),
    name: name(),
    kind: BirdKind,
    rival: BirdKind.nullable().meta({ description: 'Kind that it avoids; null if none.' }),
    note: z
      .string()
      .nullable()
      .meta({ description: 'A remark; null if none.', examples: ['sings'] }),
    ringedAt: z.iso.datetime().meta({ description: 'When it was ringed, RFC 3339 in UTC.' }),
    sightings: z
      .int()
      .min(0)
      .meta({ description: 'Number of times it was seen.', examples: [12] }),
    tags: z
      .array(z.string())
      .nullable()
      .meta({ description: 'Free words.', examples: [['tame']] }),
    home: Home,
    winterHome: Nest.nullable().meta({ description: 'Where it lives in winter; null if there too.' }),
  })
  .meta({ id: 'Bird', description: 'A bird.' });

const Page = z
  .strictObject({
    nextCursor: z.string().nullable().meta({ description: 'Cursor of the next page; null on the last.' }),
    hasMore: z.boolean().meta({ description: 'Whether there is a next page.' }),
  })
  .meta({
    id: 'Page',
    description: 'Where in a list a page stands.',
    examples: [{ nextCursor: null, hasMore: false }],
  });
const BirdPage = z
  .strictObject({ data: z.array(Bird).meta({ description: 'The birds.' }), page: Page })
  .meta({ id: 'BirdPage', description: 'A page of birds.' });
const Count = z
  .strictObject({
    characters: z
      .int()
      .min(0)
      .meta({ description: 'Number of UTF-16 units.', examples: [5] }),
  })
  .meta({ id: 'Count', description: 'How long a text is.' });

export const ada = {
  id: 'ada',
  name: 'Ada',
  kind: 'owl',
  rival: null,
  note: null,
  ringedAt: '2024-03-22T17:00:00Z',
  sightings: 12,
  tags: ['tame'],
  home: { kind: 'nest', eggs: 3 },
  winterHome: null,
};

const birdId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,127}$/, { error: 'must be an id: lower-case letters and digits' })
  .meta({ description: 'Id of the bird.', examples: ['ada'] });

/** State shared with the tests: the requests that a handler saw, and the release of a slow one. */
export type Controls = { seen: unknown[]; release: Promise<void>; aborted: (() => void)[] };

export function sampleRoutes(controls: Controls): Route[] {
  const listBirds = defineRoute({
    method: 'GET',
    path: '/v1/birds',
    operationId: 'listBirds',
    tag: 'Birds',
    summary: 'List birds',
    description: 'All birds that meet every condition.',
    query: z
      .strictObject({
        limit: z.int().min(1).max(200).default(50).meta({ description: 'How many birds a page has.' }),
        kind: z.array(BirdKind).max(3).optional().meta({ description: 'Only birds of these kinds.' }),
        weight: z.number().min(0).max(5000).optional().meta({ description: 'Weight in grams.' }),
        ringed: z.boolean().optional().meta({ description: 'Only birds with a ring, or without.' }),
        q: z
          .string()
          .min(1)
          .max(20)
          .optional()
          .meta({ description: 'Search text.', examples: ['ada'] }),
        sort: BirdSort.default('name').describe('Order of the list.'),
        from: z.iso.date().optional().meta({ description: 'First day.' }),
        to: z.iso.date().optional().meta({ description: 'Last day.' }),
      })
      .superRefine(({ from, to }, context) => {
        if (from !== undefined && to !== undefined && from > to) {
          context.addIssue({ code: 'custom', path: ['from'], message: 'must not be after to' });
        }
      }),
    response: { schema: BirdPage, description: 'A page of birds.', list: true },
    errors: ['invalid_cursor'],
    handle: ({ query }) => {
      controls.seen.push(query);
      return {
        body: { data: [ada].slice(0, query.limit), page: { nextCursor: null, hasMore: false } },
        link: '</v1/birds?cursor=x>; rel="next"',
      };
    },
  });
  const getBird = defineRoute({
    method: 'GET',
    path: '/v1/birds/{birdId}',
    operationId: 'getBird',
    tag: 'Birds',
    summary: 'Get one bird',
    description: 'One bird by its id.',
    params: z.strictObject({ birdId }),
    response: { schema: Bird, description: 'The bird.', example: ada },
    errors: ['not_found'],
    handle: ({ params }) => {
      if (params.birdId !== 'ada')
        throw new ClaimlineError('not_found', `No bird has the id ${params.birdId}.`);
      return { body: JSON.stringify(ada), etag: 'v7' };
    },
  });
  const countText = defineRoute({
    method: 'POST',
    path: '/v1/birds/{birdId}/count',
    operationId: 'countText',
    tag: 'Birds',
    summary: 'Count a text',
    description: 'Counts the characters of the text that is sent.',
    params: z.strictObject({ birdId }),
    requestBody: { contentType: 'text/plain', description: 'The text.', maxBytes: 1000, example: 'hello' },
    response: { schema: Count, description: 'The count.' },
    errors: ['not_found'],
    handle: ({ body }) => {
      if (body === '') throw parameterError('body', 'The text is empty.');
      return { body: { characters: body.length } };
    },
  });
  return [listBirds, getBird, countText, ...faultyRoutes(controls)];
}

function faultyRoutes(controls: Controls): Route[] {
  const common = {
    method: 'GET',
    tag: 'Birds',
    summary: 'A part of the tests',
    description: 'Shows what becomes of failures.',
    response: { schema: Count, description: 'The count.' },
    errors: [],
  } as const;
  return [
    defineRoute({
      ...common,
      path: '/v1/crash',
      operationId: 'getCrash',
      handle: () => {
        throw new Error('SELECT secret FROM birds; /var/lib/claimline.db');
      },
    }),
    defineRoute({
      ...common,
      path: '/v1/busy',
      operationId: 'getBusy',
      handle: () => {
        throw new ClaimlineError('store_busy', 'SQLITE_BUSY at /var/lib/claimline.db');
      },
    }),
    defineRoute({
      ...common,
      path: '/v1/slow',
      operationId: 'getSlow',
      handle: async ({ signal }) => {
        signal.addEventListener('abort', () => {
          for (const told of controls.aborted) told();
        });
        await controls.release;
        return { body: { characters: 1 } };
      },
    }),
  ];
}

export const sampleInfo = {
  version: '0.2.0',
  tags: { Birds: 'Birds and where they live.' },
  contact: { name: 'The maintainers', url: 'https://example.org/' },
};
