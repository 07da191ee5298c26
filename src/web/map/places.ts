import { type Box, boxOf as boxIn, boxText } from '../filters/box.ts';
import { type Address, eventQuery } from '../state/address.ts';
import { claimline } from '../state/api.ts';
import { type Resource, useResource } from '../state/resource.ts';
import type { PlaceCell, Places } from '../state/schemas.ts';
import { numberWords } from '../time/words.ts';
import { boxOf, overlap, type Size, type View } from './view.ts';

/** Fetches the cells of the map: counts of the events that pass the filters and lie in the window. */

/** Id of the heading of the list of places. */
export const listId = 'places-heading';

/** Width and height of a cell, large enough that the numbers of two cells seldom overlap. */
const pixelsPerCell = 64;
const leastCells = 30;
const mostCells = 500;
/** Delay of requests, so that a moving map sends none. */
const delayMs = 150;

/** @param view null while the map shows all places */
export function usePlaces(address: Address, view: View | null, size: Size): Resource<Places> {
  const query = eventQuery(address);
  const box = view === null ? undefined : inView(boxOf(view, size), boxIn(query.bbox));
  const cells = Math.round((size.width * size.height) / pixelsPerCell ** 2);
  const asked = {
    ...query,
    ...(box && { bbox: boxText(box) }),
    cells: Math.min(Math.max(cells, leastCells), mostCells),
  };
  return useResource(
    ['places', box === null, asked],
    async (signal) => {
      // The view and the filter do not overlap. The request only counts the events without coordinates.
      const places = await claimline.getPlaces(
        box === null ? { ...query, cells: 1, signal } : { ...asked, signal },
      );
      return box === null ? { ...places, cells: [], total: 0 } : places;
    },
    { keep: true, delayMs: view === null ? 0 : delayMs },
  );
}

const inView = (view: Box, filter: Box | undefined): Box | null =>
  filter === undefined ? view : overlap(view, filter);

type Precision = keyof PlaceCell['precisions'];

/** Precisions of a point, the most exact first. `ring` is the distance of the ring from the mark, in pixels. */
export const exactness: readonly { precision: Precision; words: string; ring: number }[] = [
  { precision: 'exact', words: 'exact spot', ring: 0 },
  { precision: 'approximate', words: 'near the spot', ring: 4 },
  { precision: 'locality', words: 'town or district', ring: 8 },
  { precision: 'unknown', words: 'not said', ring: 8 },
  { precision: 'region', words: 'region', ring: 14 },
  { precision: 'country', words: 'whole country', ring: 21 },
];

/** Returns the least exact precision in a cell, so that the ring does not make a place look more exact than it is. */
export const leastExact = ({ precisions }: Pick<PlaceCell, 'precisions'>) =>
  exactness.findLast(({ precision }) => precisions[precision] > 0) ?? exactness[0];

/** Describes how exact the points in a cell are. */
export function exactnessWords({ precisions }: Pick<PlaceCell, 'precisions'>): string {
  const found = exactness.filter(({ precision }) => precisions[precision] > 0);
  return found
    .map(({ precision, words }) => {
      const told = precision === 'unknown' ? 'not said how exact' : words;
      return found.length > 1 ? `${numberWords(precisions[precision])} ${told}` : told;
    })
    .join(', ');
}
