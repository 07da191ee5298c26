import { isPlainClick } from '../parts/plain-click.ts';
import { openRecord, pathTo } from '../state/navigation.ts';
import type { PlaceCell } from '../state/schemas.ts';
import { countWords, numberWords } from '../time/words.ts';
import { exactnessWords, leastExact, listId } from './places.ts';

/** The mark of a cell: a spot that opens its only event, or the number of its events, which zooms to them. */

type Props = { cell: PlaceCell; at: [number, number]; lit: boolean; onCell: (cell: PlaceCell) => void };

/** Radius of the spot of a mark, in pixels. */
export const radiusOf = (count: number): number => (count === 1 ? 6 : 10 + 3.5 * Math.log10(count));

/** Radius of a mark with its ring, in pixels. */
export const reachOf = (cell: PlaceCell): number => radiusOf(cell.count) + (leastExact(cell)?.ring ?? 0);

export function CellMark({ cell, at: [x, y], lit, onCell }: Props) {
  const [only] = cell.events;
  const isOne = cell.count === 1 && only !== undefined;
  const radius = radiusOf(cell.count);
  const exact = leastExact(cell);
  const open = isOne ? ({ kind: 'event', id: only.id } as const) : null;
  return (
    <g
      class={isOne ? 'cell' : 'cell many'}
      data-lit={lit}
      transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}
    >
      <a
        href={open === null ? `#${listId}` : pathTo(open)}
        tabindex={-1}
        onClick={(event) => {
          if (!isPlainClick(event)) return;
          event.preventDefault();
          if (open === null) onCell(cell);
          else openRecord(open);
        }}
      >
        <title>
          {isOne ? only.title : `${cell.name}: ${countWords(cell.count, 'event')}`} ({exactnessWords(cell)})
        </title>
        <circle class="ring" data-precision={exact?.precision} r={reachOf(cell)} />
        <circle class="spot" r={radius} />
        {!isOne && <text dy="0.35em">{numberWords(cell.count)}</text>}
      </a>
    </g>
  );
}
