import { RecordLink } from '../parts/record-link.tsx';
import { ShareMenu } from '../share/share-menu.tsx';
import type { Address, Match } from '../state/address.ts';
import { addressNow, go } from '../state/navigation.ts';
import type { Span } from '../time/bounds.ts';
import { countWords, windowWords } from '../time/words.ts';
import type { InView, Overview } from './data.ts';
import { type Tally, tallyWords } from './tally.ts';
import { padded, zoomed } from './view.ts';

type Props = {
  address: Address;
  view: Span;
  overview: Overview | undefined;
  tally: Tally;
  inView: InView | undefined;
  onView: (view: Span) => void;
};

/** The bar above the drawing: the window, the count, the choice of match, zoom, the map, and the menu. */
export function Toolbar({ address, view, overview, tally, inView, onView }: Props) {
  const all = overview?.extent;
  return (
    <div class="toolbar">
      <p class="in-view">
        <strong>{windowWords(view)}</strong>
        <TallyLine tally={tally} inView={inView} match={address.match} />
        {inView !== undefined && overview !== undefined && overview.unplaced > 0 && (
          <span>{countWords(overview.unplaced, 'event')} of unknown time not drawn</span>
        )}
      </p>
      <div class="controls">
        <MatchChoice match={address.match} />
        <fieldset class="buttons" aria-label="Zoom">
          <button
            type="button"
            aria-label="Zoom in"
            title="Zoom in (+)"
            onClick={() => onView(zoomed(view, 1 / 1.6))}
          >
            +
          </button>
          <button
            type="button"
            aria-label="Zoom out"
            title="Zoom out (−)"
            onClick={() => onView(zoomed(view, 1.6))}
          >
            −
          </button>
          <button
            type="button"
            disabled={all === undefined}
            onClick={() => all !== undefined && onView(padded(all))}
          >
            All
          </button>
        </fieldset>
        <RecordLink kind="map" id="map" class="button">
          Map
        </RecordLink>
        <ShareMenu address={address} view={view} buckets={inView?.content.kind === 'buckets'} />
      </div>
    </div>
  );
}

type TallyProps = { tally: Tally; inView: InView | undefined; match: Match };

/** The number of events in view. It is dimmed or left out if it is that of another view. */
function TallyLine({ tally, inView, match }: TallyProps) {
  if (tally === 'failed') return <span>not counted</span>;
  if (tally === 'counting' || inView === undefined) return <span>counting…</span>;
  return <span data-stale={tally === 'moved'}>{tallyWords(inView, match)}</span>;
}

function MatchChoice({ match }: { match: Match }) {
  const choices: readonly [Match, string][] = [
    ['possible', 'Events that may lie in view: some moment they may stand for does'],
    ['certain', 'Only events that certainly lie in view, whole'],
  ];
  return (
    <fieldset class="choice">
      <legend class="visually-hidden">How sure it must be that an event lies in view</legend>
      {choices.map(([value, title]) => (
        <label key={value} title={title}>
          <input
            type="radio"
            name="match"
            value={value}
            checked={match === value}
            onChange={() => go({ ...addressNow(), match: value })}
          />
          <span>
            {value}
            <span class="of"> dates</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
