import { claimline } from '../state/api.ts';
import type { Actor } from '../state/schemas.ts';

/**
 * Finds the relatives of an actor. Its own relations lead to the actors that it belongs to. The API has no query for
 * the actors that name it in a relation of theirs, so that all actors are searched, a part at a time. Beyond that part,
 * affiliates that have made claims are found by their claims.
 */

export type Relatives = {
  known: ReadonlyMap<string, Actor>;
  /** Number of actors that were searched for relations to this one. */
  looked: number;
  /** Cursor of the next actors to search; null if all were searched. */
  cursor: string | null;
  total: number;
  /** True if the chain of actors that it belongs to was followed to its end. */
  followed: boolean;
};

const pageSize = 200;
/** Number of actors to search at first, and with each press of "Look further". */
const atFirst = 600;
const further = 4_000;
/** Most actors that are fetched one by one, on the way up from an actor. */
const mostAbove = 60;
const deepest = 6;

export async function relativesOf(actor: Actor, signal: AbortSignal): Promise<Relatives> {
  const known = new Map([[actor.id, actor]]);
  const [page, datasets] = await Promise.all([
    lookThrough(known, undefined, atFirst, signal),
    claimline.listDatasets({ limit: 100, signal }),
  ]);
  const total = datasets.data.reduce((sum, { counts }) => sum + counts.actors, 0);
  const speakers = page.cursor === null ? [] : await speakersFor(actor, signal);
  for (const speaker of speakers) known.set(speaker.id, speaker);
  const followed = await follow([actor, ...speakers], known, signal);
  return { known, ...page, total, followed };
}

/** Returns the relatives after more actors were searched. */
export async function moreRelatives(
  before: Relatives,
  actor: Actor,
  signal: AbortSignal,
): Promise<Relatives> {
  const known = new Map(before.known);
  const page = await lookThrough(known, before.cursor ?? undefined, further, signal);
  const followed = await follow([actor], known, signal);
  return { ...before, known, cursor: page.cursor, looked: before.looked + page.looked, followed };
}

/** Searches the next actors, and keeps those that have relations. */
async function lookThrough(
  known: Map<string, Actor>,
  from: string | undefined,
  most: number,
  signal: AbortSignal,
): Promise<{ looked: number; cursor: string | null }> {
  let looked = 0;
  let cursor = from;
  do {
    const given = cursor === undefined ? {} : { cursor };
    const { data, page } = await claimline.listActors({ limit: pageSize, ...given, signal });
    looked += data.length;
    for (const actor of data) if (actor.relations.length > 0) known.set(actor.id, actor);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && looked < most);
  return { looked, cursor: cursor ?? null };
}

/** Returns the affiliates of an actor that made the first claims in the list. */
async function speakersFor({ id }: Actor, signal: AbortSignal): Promise<Actor[]> {
  const { data, included } = await claimline.listActorClaims(id, {
    includeAffiliates: true,
    include: ['actors'],
    limit: pageSize,
    signal,
  });
  const ids = new Set(data.map(({ claimantId }) => claimantId));
  return [...ids].flatMap((claimantId) => included?.actors?.[claimantId] ?? []);
}

/**
 * Fetches the actors that these belong to, then the actors that those belong to, and so on.
 * @returns false if the limit was reached before the end
 */
async function follow(
  from: readonly Actor[],
  known: Map<string, Actor>,
  signal: AbortSignal,
): Promise<boolean> {
  let step = from;
  let fetched = 0;
  for (let depth = 0; depth < deepest; depth += 1) {
    const named = new Set(step.flatMap(({ relations }) => relations.map(({ actorId }) => actorId)));
    const missing = [...named].filter((id) => !known.has(id));
    const wanted = missing.slice(0, mostAbove - fetched);
    fetched += wanted.length;
    const found = await Promise.all(wanted.map((id) => claimline.getActor(id, { signal })));
    for (const each of found) known.set(each.id, each);
    if (wanted.length < missing.length) return false;
    step = [...named].flatMap((id) => known.get(id) ?? []);
  }
  return true;
}
