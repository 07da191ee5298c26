import { claimline } from '../state/api.ts';
import type { Actor, Claim } from '../state/schemas.ts';

/** The claims with evidence in a source, loaded a thousand at a time. */

export type Resting = {
  claims: ReadonlyMap<string, Claim>;
  actors: ReadonlyMap<string, Actor>;
  /** Number of claims with evidence in the source, loaded or not. */
  total: number;
  /** Cursor of the next claims; null if all are loaded. */
  cursor: string | null;
};

const pageSize = 200;
const pagesAtOnce = 5;

/** Loads the first claims, or those after `before`. */
export async function restingOn(sourceId: string, before?: Resting): Promise<Resting> {
  const claims = new Map(before?.claims);
  const actors = new Map(before?.actors);
  let total = before?.total ?? 0;
  let cursor = before?.cursor ?? null;
  for (let page = 0; page < pagesAtOnce; page += 1) {
    const answer = await claimline.listSourceClaims(sourceId, {
      include: ['actors'],
      limit: pageSize,
      ...(cursor === null ? { count: 'estimate' } : { cursor }),
    });
    for (const claim of answer.data) claims.set(claim.id, claim);
    for (const [id, actor] of Object.entries(answer.included?.actors ?? {})) actors.set(id, actor);
    total = answer.page.count?.total ?? total;
    cursor = answer.page.nextCursor;
    if (cursor === null) return { claims, actors, total: claims.size, cursor };
  }
  return { claims, actors, total: Math.max(total, claims.size), cursor };
}

/** Returns the evidence of claims in a source, with a passage and without. */
export function recordedIn(sourceId: string, { claims }: Resting) {
  const evidence = [...claims.values()].flatMap(({ id, evidence }) =>
    evidence.map((each, position) => ({ ...each, claimId: id, position })),
  );
  const own = evidence.filter((each) => each.sourceId === sourceId);
  const located = own.flatMap(({ start, end, quoteSha256, ...each }) =>
    start === null || end === null || quoteSha256 === null ? [] : [{ ...each, start, end, quoteSha256 }],
  );
  return { located, unlocated: own.filter(({ start }) => start === null) };
}
