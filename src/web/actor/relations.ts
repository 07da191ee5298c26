import { claimline, collect } from '../state/api.ts';
import type { Actor } from '../state/schemas.ts';
import { type Tree, treeOf } from './tree.ts';

/** Whom an actor is related to. `whole` is false where its dataset has more actors than were looked through. */
type Family = Tree & { whole: boolean };

const mostActors = 600;

export async function familyOf(actor: Actor, signal: AbortSignal): Promise<Family> {
  const pages = claimline.pages.listActors({ datasetId: [actor.datasetId], limit: 200, signal });
  const { records, whole } = await collect(pages, mostActors);
  const known = new Map(records.map((each) => [each.id, each]));
  known.set(actor.id, actor);
  for (const { actorId } of actor.relations) {
    if (!known.has(actorId)) known.set(actorId, await claimline.getActor(actorId, { signal }));
  }
  return { ...treeOf(actor, known), whole };
}
