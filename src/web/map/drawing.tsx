import { geoMercator, geoPath } from 'd3-geo';
import { useMemo } from 'preact/hooks';
import type { Box } from '../filters/box.ts';
import { World } from '../parts/world.tsx';
import type { PlaceCell } from '../state/schemas.ts';
import { countWords } from '../time/words.ts';
import { apart } from './apart.ts';
import { CellMark, radiusOf, reachOf } from './cell-mark.tsx';
import { useMapGestures } from './gestures.ts';
import { labelsOf } from './labels.ts';
import { panned, pixelsOf, type Size, type View, zoomed } from './view.ts';

/** The world, with a mark for each cell of events. */

export type DrawingProps = {
  view: View;
  size: Size;
  cells: readonly PlaceCell[];
  filter: Box | undefined;
  /** The cell that the list points to. */
  lit: PlaceCell | null;
  onMove: (change: (view: View) => View) => void;
  onCell: (cell: PlaceCell) => void;
};

export function Drawing({ view, size, cells, filter, lit, onMove, onCell }: DrawingProps) {
  const element = useMapGestures({ view, size, onView: (next) => onMove(() => next) });
  const total = cells.reduce((sum, { count }) => sum + count, 0);
  return (
    <fieldset
      class="globe"
      ref={element}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys of the map need the focus.
      tabIndex={0}
      aria-label={`Map with ${countWords(total, 'event')}. Arrow keys move it, plus and minus zoom; the places are listed below.`}
      onKeyDown={(event) => {
        const change = changeBy(event, size);
        if (change === undefined) return;
        event.preventDefault();
        onMove(change);
      }}
    >
      <svg
        width={size.width}
        height={size.height}
        viewBox={`0 0 ${size.width} ${size.height}`}
        aria-hidden="true"
      >
        <Background view={view} size={size} />
        {filter !== undefined && <Frame box={filter} view={view} size={size} />}
        <Marks cells={cells} lit={lit} view={view} size={size} onCell={onCell} />
      </svg>
    </fieldset>
  );
}

type MarksProps = Pick<DrawingProps, 'cells' | 'lit' | 'view' | 'size' | 'onCell'>;

/** The marks with their names. The cells with the most events are drawn first, below the smaller ones. */
function Marks({ cells, lit, view, size, onCell }: MarksProps) {
  const places = apart(
    cells.map((cell) => {
      return { at: pixelsOf(view, size, cell.center), radius: radiusOf(cell.count), fixed: cell.count === 1 };
    }),
  );
  const marks = cells.map((cell, index) => {
    const { name, nameCount } = cell;
    return {
      cell,
      at: places[index] ?? pixelsOf(view, size, cell.center),
      radius: reachOf(cell),
      name: nameCount === 1 ? name : `${name} +${nameCount - 1}`,
    };
  });
  const labels = labelsOf(marks, size.width);
  return (
    <>
      {marks.map(({ cell, at }) => (
        <CellMark key={JSON.stringify(cell.bounds)} cell={cell} at={at} lit={cell === lit} onCell={onCell} />
      ))}
      {labels.map(
        (label) =>
          label !== null && (
            <text key={`${label.x} ${label.y}`} class="name" x={label.x} y={label.y} dy="0.35em">
              {label.text}
            </text>
          ),
      )}
    </>
  );
}

/** Returns how a key changes the view. */
function changeBy(event: KeyboardEvent, size: Size): ((view: View) => View) | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  switch (event.key) {
    case '+':
    case '=':
      return (view) => zoomed(view, 1 / 1.6);
    case '-':
    case '_':
      return (view) => zoomed(view, 1.6);
    case 'ArrowLeft':
      return (view) => panned(view, size, -0.15, 0);
    case 'ArrowRight':
      return (view) => panned(view, size, 0.15, 0);
    case 'ArrowUp':
      return (view) => panned(view, size, 0, 0.15);
    case 'ArrowDown':
      return (view) => panned(view, size, 0, -0.15);
    default:
      return undefined;
  }
}

/** Memoised, because pointing at a place of the list draws the map again. */
function Background({ view, size: { width, height } }: { view: View; size: Size }) {
  return useMemo(() => {
    // The translation sets the middle: d3's Mercator projection has the equator at y = 0.
    const projection = geoMercator()
      .rotate([-view.x, 0])
      .scale((width / view.span) * (180 / Math.PI))
      .translate([width / 2, height / 2 + (view.y * width) / view.span])
      .clipExtent([
        [-1, -1],
        [width + 1, height + 1],
      ]);
    return <World path={geoPath(projection).digits(1)} width={width} height={height} />;
  }, [view.x, view.y, view.span, width, height]);
}

/** The area of the filter. */
function Frame({ box, view, size }: { box: Box; view: View; size: Size }) {
  const [, top] = pixelsOf(view, size, { longitude: 0, latitude: box.north });
  const [, bottom] = pixelsOf(view, size, { longitude: 0, latitude: box.south });
  const middle = (box.west + box.east) / 2 + (box.west > box.east ? 180 : 0);
  const [x] = pixelsOf(view, size, { longitude: middle, latitude: 0 });
  const width = (((box.east - box.west + 360) % 360 || 360) * size.width) / view.span;
  return <rect class="across" x={x - width / 2} y={top} width={width} height={bottom - top} />;
}
