import type { Actor } from '../../domain/actor.ts';
import type { Claim } from '../../domain/claim.ts';
import type { Event } from '../../domain/event.ts';
import type { PropositionSummary } from '../../domain/position.ts';
import { isRendered, type Route } from '../route.ts';
import type { Content } from './home-html.ts';

/** Reads the content of `/` through the operations of the API. The query of the page has their parameters. */

const listed = 50;
const deadlineMs = 10_000;

/** Returns the content for a query string. @throws ClaimlineError as the operations do */
export async function readContent(routes: readonly Route[], search: string): Promise<Content> {
  const given = new URLSearchParams(search);
  const event = given.get('event');
  return event === null ? eventsOf(routes, given) : eventOf(routes, event);
}

async function eventsOf(routes: readonly Route[], given: URLSearchParams): Promise<Content> {
  const route = operation(routes, 'listEvents');
  const windowed = ['from', 'to', 'on'].some((name) => given.has(name));
  // Other parameters of the page are for the explorer, for example the open panel. It also writes a match where there
  // is no window yet, which the API refuses.
  const known = [...given].filter(
    ([name]) =>
      name in route.query.shape && name !== 'limit' && name !== 'include' && (name !== 'match' || windowed),
  );
  const query = new URLSearchParams([...known, ['limit', String(listed)]]);
  const { data, page } = await ask<{ data: Event[]; page: { nextCursor: string | null } }>(route, {}, query);
  const next = new URLSearchParams([
    ...known.filter(([name]) => name !== 'cursor'),
    ['cursor', page.nextCursor ?? ''],
  ]);
  return {
    status: 200,
    kind: 'events',
    events: data,
    given: Object.fromEntries(known),
    next: page.nextCursor === null ? undefined : `./?${next}`,
  };
}

async function eventOf(routes: readonly Route[], eventId: string): Promise<Content> {
  const path = { eventId };
  const many = new URLSearchParams({ limit: '200' });
  const event = await ask<Event & Included>(
    operation(routes, 'getEvent'),
    path,
    new URLSearchParams({ include: 'actors' }),
  );
  const propositions = await ask<{ data: PropositionSummary[] }>(
    operation(routes, 'listEventPropositions'),
    path,
    many,
  );
  const claims = await ask<{ data: Claim[] } & Included>(
    operation(routes, 'listEventClaims'),
    path,
    new URLSearchParams([...many, ['include', 'actors']]),
  );
  return {
    status: 200,
    kind: 'event',
    event,
    propositions: propositions.data,
    claims: claims.data,
    actors: { ...event.included?.actors, ...claims.included?.actors },
  };
}

type Included = { included?: { actors?: Record<string, Actor> } };

function operation(routes: readonly Route[], id: string): Route {
  const route = routes.find(({ operationId }) => operationId === id);
  if (route === undefined) throw new Error(`The API has no operation ${id}.`);
  return route;
}

async function ask<T>(route: Route, path: Record<string, string>, query: URLSearchParams): Promise<T> {
  const handle = route.parse({
    pathValues: new Map(Object.entries(path).map(([name, value]) => [name, [value]])),
    search: query.toString(),
    body: '',
    url: `${route.path}?${query}`,
    signal: () => AbortSignal.timeout(deadlineMs),
  });
  const { body } = await handle();
  return (isRendered(body) ? JSON.parse(body.toString()) : body) as T;
}
