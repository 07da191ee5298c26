import { useEffect, useRef, useState } from 'preact/hooks';
import { boxOf as boxIn, boxText } from '../filters/box.ts';
import { useLater } from '../parts/later.ts';
import { Failed, Waiting } from '../parts/states.tsx';
import { type Address, eventQuery } from '../state/address.ts';
import { setFilters, usePlace } from '../state/navigation.ts';
import type { PlaceCell, Places } from '../state/schemas.ts';
import { useTitle } from '../state/use-title.ts';
import { countWords, numberWords } from '../time/words.ts';
import type { DrawingProps } from './drawing.tsx';
import { Legend } from './legend.tsx';
import { PlaceList } from './place-list.tsx';
import { usePlaces } from './places.ts';
import { boxOf, type Size, type View, viewOf, zoomed } from './view.ts';

/** The map of the events that pass the filters and lie in the window, drawn and as a list of places. */

/** The last view, which is shown again on the way back from an event. */
let kept: View | null = null;

const wholeWorld = { west: -180, south: -60, east: 180, north: 75 };

const queryText = (address: Address): string =>
  new URLSearchParams(
    Object.entries(eventQuery(address)).flatMap(([name, value]) =>
      [value].flat().map((each) => [name, String(each)]),
    ),
  ).toString();

export function MapPage() {
  const { address } = usePlace();
  const [element, size] = useSize();
  const [moved, setMoved] = useState(kept);
  const { value, failure, waiting, retry } = usePlaces(address, moved, size);
  useTitle('record', 'Map');
  const filter = boxIn(address.filters.bbox);
  const view = moved ?? viewOf(filter ?? value?.bounds ?? wholeWorld, size);
  const [lit, setLit] = useState<PlaceCell | null>(null);
  // Keys may come faster than the page renders: each move begins from the last one.
  const latest = useRef(view);
  latest.current = view;
  const show = (next: View | null) => {
    kept = next;
    setMoved(next);
  };
  const move = (change: (view: View) => View) => {
    // Until the events have loaded, there is no view to move.
    if (value === undefined && failure === undefined) return;
    latest.current = change(latest.current);
    show(latest.current);
  };
  const zoomTo = (cell: PlaceCell) => {
    const near = viewOf(cell.bounds, size);
    show({ ...near, span: Math.min(near.span, view.span / 2) });
  };
  return (
    <article class="record map-page">
      <header>
        <p class="kind">map</p>
        <h2>Where it happened</h2>
        {value !== undefined && <Counts places={value} everywhere={moved === null} />}
      </header>
      {failure !== undefined && <Failed failure={failure} retry={retry} />}
      <div class="world" ref={element} aria-busy={waiting !== 'no'}>
        {waiting !== 'no' && failure === undefined && <Waiting slow={waiting === 'slow'} />}
        <Drawing
          view={view}
          size={size}
          cells={value?.cells ?? []}
          filter={filter}
          lit={lit}
          onMove={move}
          onCell={zoomTo}
        />
      </div>
      <div class="actions">
        <fieldset class="buttons" aria-label="Zoom">
          <button
            type="button"
            aria-label="Zoom in"
            title="Zoom in (+)"
            onClick={() => move((from) => zoomed(from, 1 / 1.6))}
          >
            +
          </button>
          <button
            type="button"
            aria-label="Zoom out"
            title="Zoom out (−)"
            onClick={() => move((from) => zoomed(from, 1.6))}
          >
            −
          </button>
          <button type="button" disabled={moved === null} onClick={() => show(null)}>
            All
          </button>
        </fieldset>
        <button type="button" onClick={() => setFilters({ bbox: boxText(boxOf(view, size)) })}>
          Only what is on the map
        </button>
        {filter !== undefined && (
          <button type="button" class="quiet" onClick={() => setFilters({ bbox: undefined })}>
            Anywhere
          </button>
        )}
      </div>
      <Legend />
      {value !== undefined && <PlaceList cells={value.cells} onLit={setLit} onCell={zoomTo} />}
      <footer>
        <a href={`v1/places?${queryText(address)}`}>JSON</a>
      </footer>
    </article>
  );
}

function Counts({ places: { total, withoutPoint }, everywhere }: { places: Places; everywhere: boolean }) {
  return (
    <p class="why" aria-live="polite">
      {total === 0 && !everywhere
        ? 'No event in this part of the map'
        : `${countWords(total, 'event')} on the map`}
      {withoutPoint > 0 && `; ${numberWords(withoutPoint)} more without coordinates, which no map can show`}.
    </p>
  );
}

function Drawing(props: DrawingProps) {
  const Drawn = useLater(() => import('./drawing.tsx').then((module) => module.Drawing));
  if (Drawn === 'missing')
    return <p class="why">The map could not be loaded. The places are listed below.</p>;
  return Drawn === undefined ? null : <Drawn {...props} />;
}

/** Returns the size of an element, and follows its changes. */
function useSize() {
  const element = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<Size>({ width: 640, height: 400 });
  useEffect(() => {
    const node = element.current;
    if (node === null) return;
    const observer = new ResizeObserver(() => {
      const { clientWidth: width, clientHeight: height } = node;
      if (width > 0 && height > 0) setSize({ width, height });
    });
    observer.observe(node);
    return () => observer.disconnect();
  }, []);
  return [element, size] as const;
}
