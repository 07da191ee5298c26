// The three stories of the README and a refused request, by openapi-fetch over the types of openapi-typescript.
import createClient from 'openapi-fetch';
import type { components, paths } from './openapi-typescript.js';
import { serverUrl, tell } from './story.js';

type Event = components['schemas']['Event'];

const client = createClient<paths>({ baseUrl: serverUrl() });

/** Events by date: every page of two. */
async function eventPages(): Promise<Event[][]> {
  const pages: Event[][] = [];
  let cursor: string | undefined;
  do {
    const query = { from: '2024-03-22', to: '2024-03-23', match: 'possible', limit: 2 } as const;
    const { data, error } = await client.GET('/v1/events', { params: { query: { ...query, cursor } } });
    if (data === undefined) throw new Error(error.detail);
    pages.push(data.data);
    cursor = data.page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return pages;
}

/** What an actor and everybody on its side claims. */
async function claims() {
  const { data, error } = await client.GET('/v1/actors/{actorId}/claims', {
    params: { path: { actorId: 'isis' }, query: { includeAffiliates: true } },
  });
  if (data === undefined) throw new Error(error.detail);
  return data.data;
}

/** What is contested about an actor, with every position on it and what opposes it. */
async function contested() {
  const query = { contested: true, actorId: ['ukraine'] };
  const { data } = await client.GET('/v1/propositions', { params: { query } });
  const [first] = data?.data ?? [];
  if (first === undefined) throw new Error('nothing is contested about ukraine');
  const path = { propositionKey: first.key };
  const answer = await client.GET('/v1/propositions/{propositionKey}', { params: { path } });
  if (answer.data === undefined) throw new Error(answer.error.detail);
  return answer.data;
}

/** A page that is too long: refused with problem details. */
async function refused() {
  const { error } = await client.GET('/v1/events', { params: { query: { limit: 1000 } } });
  if (error === undefined) throw new Error('a limit of 1000 was taken');
  return error;
}

const proposition = await contested();
tell({
  pages: await eventPages(),
  claims: await claims(),
  proposition,
  event: proposition.object.kind === 'event' ? proposition.object.id : null,
  problem: await refused(),
});
