import { claimline } from '../state/api.ts';
import type { Actor } from '../state/schemas.ts';

/**
 * Whom an actor is related to. Its own relations lead to those above it. Who names it in a relation of their own the API
 * cannot be asked, so that actors are looked through, some at a time; of those beyond, the ones that have claimed
 * something on its side are found by their claims.
 */

export type Relatives = {
  known: ReadonlyMap<string, Actor>;
  /** How many actors were looked through for relations to this one, where to go on, and how many there are in all. */
  looked: number;
  cursor: string | null;
  total: number;
  /** Whether what it belongs to was followed to its end. */
  followed: boolean;
};

const pageSize = 200;
/** How many are looked through at first, and then each time that somebody asks for more. */
const atFirst = 600;
const further = 4_000;
/** As many are fetched one by one, on the way up from an actor. */
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

/** The same with more actors looked through. */
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

/** Adds those who have relations, the only ones that can matter. */
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

/** Those on the side of an actor who have claimed something, as far as a page of claims shows them. */
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

/** Fetches what these actors belong to, and what that belongs to, a step at a time. @returns whether that is all of it */
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
