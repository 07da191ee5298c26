import { boxText } from '../filters/box.ts';
import { RecordLink } from '../parts/record-link.tsx';
import { Text } from '../parts/text.tsx';
import { ViewLink } from '../parts/view-link.tsx';
import { usePlace } from '../state/navigation.ts';
import type { PlaceCell } from '../state/schemas.ts';
import { countWords, numberWords } from '../time/words.ts';
import { exactnessWords, listId } from './places.ts';
import { isOneSpot } from './view.ts';

/** The places of the map as a list, for reading and for the keyboard. */

const shownFirst = 20;

type Props = {
  cells: readonly PlaceCell[];
  /** Marks a place in the drawing, or none. */
  onLit: (cell: PlaceCell | null) => void;
  onCell: (cell: PlaceCell) => void;
};

export function PlaceList({ cells, onLit, onCell }: Props) {
  if (cells.length === 0) return null;
  const rows = cells.map((cell) => (
    <li key={JSON.stringify(cell.bounds)} onPointerEnter={() => onLit(cell)} onFocusIn={() => onLit(cell)}>
      <PlaceRow cell={cell} onCell={onCell} />
    </li>
  ));
  return (
    <section
      class="place-list"
      aria-labelledby={listId}
      onPointerLeave={() => onLit(null)}
      onFocusOut={() => onLit(null)}
    >
      <h3 id={listId}>{countWords(cells.length, 'place')} on the map</h3>
      <ol>{rows.slice(0, shownFirst)}</ol>
      {rows.length > shownFirst && (
        <details class="rest">
          <summary>{countWords(rows.length - shownFirst, 'more place')}</summary>
          <ol start={shownFirst + 1}>{rows.slice(shownFirst)}</ol>
        </details>
      )}
    </section>
  );
}

function PlaceRow({ cell, onCell }: { cell: PlaceCell; onCell: (cell: PlaceCell) => void }) {
  const { name, nameCount, count, events, bounds } = cell;
  return (
    <>
      <p class="place">
        <strong>
          <Text>{name}</Text>
        </strong>
        {nameCount > 1 && <> and {countWords(nameCount - 1, 'other place')}</>}
        <span class="about">
          {countWords(count, 'event')} · {exactnessWords(cell)}
        </span>
      </p>
      {events.length > 0 && (
        <ul>
          {events.map(({ id, title }) => (
            <li key={id}>
              <RecordLink kind="event" id={id}>
                {title}
              </RecordLink>
            </li>
          ))}
        </ul>
      )}
      {(events.length === 0 || nameCount > 1) && (
        <p class="actions">
          {!isOneSpot(bounds) && (
            <button type="button" class="quiet" onClick={() => onCell(cell)}>
              Zoom to it<span class="visually-hidden">: {name}</span>
            </button>
          )}
          {events.length === 0 && <OnlyThese cell={cell} />}
        </p>
      )}
    </>
  );
}

/** A link that filters the timeline by a place. */
function OnlyThese({ cell: { bounds, count, name } }: { cell: PlaceCell }) {
  const { address } = usePlace();
  return (
    <ViewLink to={{ ...address, filters: { ...address.filters, bbox: boxText(bounds) } }}>
      Only these {numberWords(count)} on the timeline<span class="visually-hidden">: {name}</span>
    </ViewLink>
  );
}
