import { sourceTitle } from '../source/source-title.ts';
import type { ListName } from '../state/address.ts';
import { claimline } from '../state/api.ts';
import type { Source } from '../state/schemas.ts';

/** Finds actors and sources for the fields that suggest them. */

export type Found = { id: string; name: string; about: string };

const most = 12;

export async function findActors(words: string, signal: AbortSignal): Promise<Found[]> {
  const { data } = await claimline.listActors({ ...(words === '' ? {} : { q: words }), limit: most, signal });
  return data.map(({ id, name, type }) => ({ id, name, about: type.replaceAll('_', ' ') }));
}

export async function findSources(words: string, signal: AbortSignal): Promise<Found[]> {
  const { data } = await claimline.listSources({
    ...(words === '' ? {} : { q: words }),
    limit: most,
    signal,
  });
  return data.map(foundSource);
}

const foundSource = (source: Source): Found => ({
  id: source.id,
  name: sourceTitle(source),
  about: source.type,
});

/** Returns the name of the record whose id is the value of a filter. */
export async function nameOf(name: ListName, id: string, signal: AbortSignal): Promise<string> {
  if (name === 'actorId') return (await claimline.getActor(id, { signal })).name;
  if (name === 'sourceId') return sourceTitle(await claimline.getSource(id, { signal }));
  if (name === 'datasetId') return (await claimline.getDataset(id, { signal })).title;
  return id;
}
