// The three stories of the README and a refused request, by the fetch client of orval.
import {
  type Event,
  getProposition,
  listActorClaims,
  listEvents,
  listPropositions,
} from './orval/claimline.js';
import { tell } from './story.js';

/** Events by date: every page of two. */
async function eventPages(): Promise<Event[][]> {
  const pages: Event[][] = [];
  let cursor: string | undefined;
  do {
    const query = { from: '2024-03-22', to: '2024-03-23', match: 'possible', limit: 2 } as const;
    const { status, data } = await listEvents({ ...query, cursor });
    if (status !== 200) throw new Error(`listEvents: ${status}`);
    pages.push(data.data);
    cursor = data.page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return pages;
}

/** What an actor and everybody on its side claims. */
async function claims() {
  const { status, data } = await listActorClaims('isis', { includeAffiliates: true });
  if (status !== 200) throw new Error(`listActorClaims: ${status}`);
  return data.data;
}

/** What is contested about an actor, with every position on it and what opposes it. */
async function contested() {
  const page = await listPropositions({ contested: true, actorId: ['ukraine'] });
  const [first] = page.status === 200 ? page.data.data : [];
  if (first === undefined) throw new Error('nothing is contested about ukraine');
  const { status, data } = await getProposition(first.key);
  if (status !== 200) throw new Error(`getProposition: ${status}`);
  return data;
}

/** A page that is too long: refused with problem details. */
async function refused() {
  const { status, data } = await listEvents({ limit: 1000 });
  if (status !== 400) throw new Error(`a limit of 1000 was answered with ${status}`);
  return data;
}

const proposition = await contested();
tell({
  pages: await eventPages(),
  claims: await claims(),
  proposition,
  event: proposition.object.kind === 'event' ? proposition.object.id : null,
  problem: await refused(),
});
