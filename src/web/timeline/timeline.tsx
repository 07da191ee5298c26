import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Empty, Failed, Waiting } from '../parts/states.tsx';
import type { Address, Match } from '../state/address.ts';
import { claimline } from '../state/api.ts';
import { addressNow, go, openRecord } from '../state/navigation.ts';
import { useResource } from '../state/resource.ts';
import { boundSpan, type Span, windowText } from '../time/bounds.ts';
import { countWords, windowWords } from '../time/words.ts';
import { BeyondList } from './beyond.tsx';
import { CountTable } from './count-table.tsx';
import { type InView, type Overview, unplacedOf, useInView, useOverview } from './data.ts';
import { EventList } from './event-list.tsx';
import { useGestures } from './gestures.ts';
import { useTimelineKeys } from './keys.ts';
import { Plot } from './plot.tsx';
import { Strip } from './strip.tsx';
import { tallyWords } from './tally.ts';
import { Toolbar } from './toolbar.tsx';
import { UndrawnList } from './undrawn.tsx';
import { padded, scaleOf } from './view.ts';

/** The timeline: what is in view, the strip of all there is, and the same as a list. */

export function Timeline({ address }: { address: Address }) {
  const overview = useOverview(address);
  const { view, asked, move } = useView(address, overview.value);
  const inView = useInView(address, asked, overview.value);
  const [stage, width] = useWidth();
  const selected = address.open?.kind === 'event' ? address.open.id : null;
  const failure = overview.failure ?? inView.failure;
  const retry = overview.failure === undefined ? inView.retry : overview.retry;
  const busy = inView.waiting !== 'no' || !sameWindow(view, asked);
  // Until there is something, its place is kept, so that nothing jumps when it comes.
  const awaited = overview.value === undefined && overview.failure === undefined;
  const shown = inView.value;
  // The same element again is not looked through again: a list has nothing to do with the frames of a move.
  const list = useMemo(
    () => <EventList events={shown?.events ?? []} beyond={shown?.beyond?.count ?? 0} selected={selected} />,
    [shown, selected],
  );
  const unplaced = overview.value?.unplaced ?? 0;
  // Those that are drawn where all may be have the ones of unknown time among them.
  const listsAll =
    shown?.content.kind === 'events' && shown.beyond === undefined && address.match === 'possible';
  return (
    <section class="timeline" aria-label="Timeline" aria-busy={busy}>
      {awaited && view === undefined && <div class="toolbar" />}
      {view !== undefined && (
        <Toolbar address={address} view={view} overview={overview.value} inView={shown} onView={move} />
      )}
      <div class="stage" ref={stage}>
        {(inView.waiting !== 'no' || overview.waiting !== 'no') && failure === undefined && (
          <Waiting slow={inView.waiting === 'slow' || overview.waiting === 'slow'} />
        )}
        {awaited && <div class="strip" />}
        {view !== undefined && overview.value?.extent !== undefined && width > 0 && (
          <Strip
            buckets={overview.value.buckets}
            extent={padded(overview.value.extent)}
            view={view}
            width={width}
            onView={move}
          />
        )}
        {failure !== undefined && <Failed failure={failure} retry={retry} />}
        {view !== undefined && width > 0 && shown !== undefined && (
          <Stage view={view} width={width} inView={shown} selected={selected} onView={move} />
        )}
        {view === undefined && overview.value !== undefined && <Empty address={address} />}
        {view !== undefined && shown?.count === 0 && failure === undefined && <Empty address={address} />}
      </div>
      {shown !== undefined && view !== undefined && (
        <Status inView={shown} view={view} match={address.match} />
      )}
      {shown?.content.kind === 'buckets' && <CountTable buckets={shown.content.buckets} onView={move} />}
      {list}
      {shown?.beyond !== undefined && <BeyondList beyond={shown.beyond} selected={selected} />}
      {shown !== undefined && unplaced > 0 && !listsAll && (
        <UnplacedList address={address} count={unplaced} selected={selected} />
      )}
    </section>
  );
}

type UnplacedProps = { address: Address; count: number; selected: string | null };

function UnplacedList({ address, count, selected }: UnplacedProps) {
  const filters = JSON.stringify(address.filters);
  const unplaced = useMemo(() => unplacedOf(address, count), [filters, count]);
  return (
    <UndrawnList
      id="unplaced"
      of={unplaced}
      title={`${countWords(count, 'event')} of unknown time`}
      selected={selected}
    >
      Of their time nothing is known. They may lie in every view, and are drawn in none.
    </UndrawnList>
  );
}

type StageProps = {
  view: Span;
  width: number;
  inView: InView;
  selected: string | null;
  onView: (view: Span) => void;
};

function Stage({ view, width, inView, selected, onView }: StageProps) {
  const [hinted, setHinted] = useState(false);
  const element = useGestures({ view, width, onView, onPlainWheel: () => setHinted(true) });
  const onKeyDown = useTimelineKeys(view, onView);
  const onClick = (event: MouseEvent) => {
    const link = (event.target as Element).closest('a.event');
    if (link === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const id = new URL(link.getAttribute('href') ?? '', location.href).searchParams.get('event');
    if (id !== null) openRecord({ kind: 'event', id });
  };
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be scrolled everywhere */}
      <div
        class="plot"
        ref={element}
        onKeyDown={onKeyDown}
        onClick={onClick}
        role="group"
        aria-label="Events in time. Arrow keys go from event to event, plus and minus zoom, Shift with an arrow pans."
      >
        <Plot content={inView.content} scale={scaleOf(view, width)} selected={selected} />
      </div>
      <p class="hint" data-on={hinted}>
        Drag to pan. <kbd>Ctrl</kbd> + wheel, pinch or <kbd>+</kbd> <kbd>−</kbd> to zoom.
      </p>
    </>
  );
}

/** Says what came into view, also to who cannot see it. */
function Status({ inView, view, match }: { inView: InView; view: Span; match: Match }) {
  return (
    <p class="visually-hidden" role="status">
      {tallyWords(inView, match)}, {windowWords(view)}
    </p>
  );
}

const sameWindow = (a: Span | undefined, b: Span | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && windowKey(a) === windowKey(b));

function windowKey(view: Span): string {
  const { from, to } = windowText(view);
  return `${from} ${to}`;
}

/** How long a moved view must rest before it reaches the URL and is asked for, and how often it is while it does not rest. */
const restMs = 150;
const movingMs = 1_000;

/**
 * The view that is shown, the one that the address asks for (or all there is), and how to move. Moves show at once; the
 * address follows when they rest, or from time to time while a hand keeps moving.
 */
function useView(address: Address, overview: Overview | undefined) {
  const window = useWindow(address);
  const [moved, setMoved] = useState<Span | undefined>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const movingSince = useRef<number | undefined>(undefined);
  const written = useRef('');
  const key = `${address.from} ${address.to}`;
  // A window that came from elsewhere ends the move. Its own does not: it is rounded, and the drawing would jump.
  useEffect(() => {
    if (key !== written.current) setMoved(undefined);
  }, [key]);
  const all = overview?.extent === undefined ? undefined : padded(overview.extent);
  const start = window?.start ?? all?.start;
  const end = window?.end ?? all?.end;
  const asked = start === undefined || end === undefined || start >= end ? all : { start, end };
  const move = (view: Span) => {
    setMoved(view);
    clearTimeout(timer.current);
    const now = performance.now();
    movingSince.current ??= now;
    const wait = Math.min(restMs, Math.max(0, movingSince.current + movingMs - now));
    timer.current = setTimeout(() => {
      movingSince.current = undefined;
      written.current = windowKey(view);
      go({ ...addressNow(), ...windowText(view) }, 'gesture');
    }, wait);
  };
  return { view: moved ?? asked, asked, move };
}

/** The window of the address on the axis. What is more than a plain date is explained by the API. */
function useWindow({ from, to }: Address): Partial<Span> | undefined {
  const plain = (text: string | undefined) => text === undefined || boundSpan(text) !== undefined;
  const local = plain(from) && plain(to);
  const explained = useResource(local ? '' : `${from} ${to}`, async (signal) => {
    if (local) return {};
    const [first, last] = await Promise.all(
      [from, to].map((edtf) => (edtf === undefined ? undefined : claimline.explainTime({ edtf, signal }))),
    );
    return { start: boundSpan(first?.earliest ?? '')?.start, end: boundSpan(last?.latest ?? '')?.end };
  });
  if (!local) return explained.value as Partial<Span> | undefined;
  const start = boundSpan(from ?? '')?.start;
  const last = boundSpan(to ?? '');
  // A minute that a window ends with is in it as a whole, as the API reads it.
  const end = last === undefined ? undefined : last.end + (to?.includes('T') ? 59 : 0);
  return { ...(start === undefined ? {} : { start }), ...(end === undefined ? {} : { end }) };
}

function useWidth() {
  const element = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const node = element.current;
    if (node === null) return;
    setWidth(node.clientWidth);
    const observer = new ResizeObserver(() => setWidth(node.clientWidth));
    observer.observe(node);
    return () => observer.disconnect();
  }, []);
  return [element, width] as const;
}
