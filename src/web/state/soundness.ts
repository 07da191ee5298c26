import { type Address, eventQuery, type Fault, filterCount, without } from './address.ts';
import { claimline, problemOf } from './api.ts';

/** Finds out what of an address the API does not take, before anything is asked with it. */

const ids = {
  datasetId: claimline.getDataset,
  actorId: claimline.getActor,
  sourceId: claimline.getSource,
} as const;

/** Tells if an address has nothing in it that the API could refuse. */
export const isPlain = (address: Address): boolean =>
  filterCount(address) === 0 && address.from === undefined && address.to === undefined;

/**
 * Asks the API about the filters and the window of an address, and returns it without what it refuses. Any other
 * trouble is for those who ask for what the page shows.
 */
export async function refusedIn(
  address: Address,
  signal?: AbortSignal,
): Promise<{ address: Address; faults: Fault[] }> {
  const [asked, ...named] = await Promise.all([
    refusedParameters(address, signal),
    ...unknownIds(address, signal),
  ]);
  const refused = [...(asked ?? []), ...named.flat()];
  return { address: without(address, refused), faults: refused };
}

async function refusedParameters(address: Address, signal?: AbortSignal): Promise<Fault[]> {
  const problem = await problemOf(claimline.listEvents({ ...eventQuery(address), limit: 1, signal }));
  return problem?.status === 400
    ? problem.errors.flatMap(({ parameter, detail }) =>
        parameter === undefined ? [] : [{ parameter, detail, refused: true }],
      )
    : [];
}

/** The API answers an id that nobody has with an empty list: right for a program, no help for a person. */
function unknownIds({ filters }: Address, signal?: AbortSignal): Promise<(Fault & { value: string })[]>[] {
  return Object.entries(ids).flatMap(([parameter, get]) =>
    filters[parameter as keyof typeof ids].map(async (value) => {
      const problem = await problemOf(get(value, { signal }));
      return problem?.status === 404 ? [{ parameter, value, detail: problem.detail, refused: true }] : [];
    }),
  );
}
