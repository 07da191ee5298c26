import { type Address, eventQuery, type Fault, filterCount, without } from './address.ts';
import { claimline, problemOf } from './api.ts';

/** Asks the API to check the parameters of an address before the page uses them. */

const ids = {
  datasetId: claimline.getDataset,
  actorId: claimline.getActor,
  sourceId: claimline.getSource,
} as const;

/** Returns true if an address has no parameter that the API could reject. */
export const isPlain = (address: Address): boolean =>
  filterCount(address) === 0 && address.from === undefined && address.to === undefined;

/**
 * Returns an address without the filters and window that the API rejects. Any other failure is ignored: it shows again
 * when the page loads its data.
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

/** Finds ids that no record has. The API answers these with an empty list, which would not tell a person why. */
function unknownIds({ filters }: Address, signal?: AbortSignal): Promise<(Fault & { value: string })[]>[] {
  return Object.entries(ids).flatMap(([parameter, get]) =>
    filters[parameter as keyof typeof ids].map(async (value) => {
      const problem = await problemOf(get(value, { signal }));
      return problem?.status === 404 ? [{ parameter, value, detail: problem.detail, refused: true }] : [];
    }),
  );
}
