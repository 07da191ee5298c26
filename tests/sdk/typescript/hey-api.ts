// The three stories of the README and a refused request, by the client of @hey-api/openapi-ts.
import { client } from './hey-api/client.gen.js';
import {
  type Event,
  getProposition,
  listActorClaims,
  listEvents,
  listPropositions,
} from './hey-api/index.js';
import { serverUrl, tell } from './story.js';

client.setConfig({ baseUrl: serverUrl() });

/** Events by date: every page of two. */
async function eventPages(): Promise<Event[][]> {
  const pages: Event[][] = [];
  let cursor: string | undefined;
  do {
    const query = { from: '2024-03-22', to: '2024-03-23', match: 'possible', limit: 2 } as const;
    const { data } = await listEvents({ query: { ...query, cursor }, throwOnError: true });
    pages.push(data.data);
    cursor = data.page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return pages;
}

/** What an actor and everybody on its side claims. */
async function claims() {
  const { data } = await listActorClaims({
    path: { actorId: 'isis' },
    query: { includeAffiliates: true },
    throwOnError: true,
  });
  return data.data;
}

/** What is contested about an actor, with every position on it and what opposes it. */
async function contested() {
  const query = { contested: true, actorId: ['ukraine'] };
  const { data } = await listPropositions({ query, throwOnError: true });
  const [first] = data.data;
  if (first === undefined) throw new Error('nothing is contested about ukraine');
  const answer = await getProposition({ path: { propositionKey: first.key }, throwOnError: true });
  return answer.data;
}

/** A page that is too long: refused with problem details. */
async function refused() {
  const { error } = await listEvents({ query: { limit: 1000 } });
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
