import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Empty, Failed, Waiting } from '../parts/states.tsx';
import type { Address, Match } from '../state/address.ts';
import type { EventQuery } from '../state/schemas.ts';
import { type Span, windowText } from '../time/bounds.ts';
import { windowWords } from '../time/words.ts';
import { CountTable } from './count-table.tsx';
import {
  filtersKey,
  type InView,
  isOfAll,
  isSmall,
  listQuery,
  type Overview,
  standingOf,
  useExtent,
  useInView,
  useListed,
  useOverview,
  type ViewQuery,
  viewQuery,
} from './data.ts';
import { EventList, useLength } from './event-list.tsx';
import { Legend } from './legend.tsx';
import { Stage } from './stage.tsx';
import { Strip } from './strip.tsx';
import { type Tally, tallyWords } from './tally.ts';
import { Toolbar } from './toolbar.tsx';
import { Unplaced } from './unplaced.tsx';
import { padded } from './view.ts';
import { useView } from './window.ts';

/** The timeline: the toolbar, the strip, the drawing, and the list of the events in view. */

export function Timeline({ address }: { address: Address }) {
  const state = useTimeline(address);
  const { overview, inView, view, move, failure, standing } = state;
  const [stage, width] = useWidth();
  const selected = address.open?.kind === 'event' ? address.open.id : null;
  // Space is kept for the parts that have not loaded, so that nothing jumps when they do.
  const awaited = overview === undefined && failure === undefined;
  const unplaced = overview?.unplaced ?? 0;
  // Preact skips an element that is the same object: the list need not be compared in each frame of a move.
  const { listed, isListCurrent, length, more } = state;
  const list = useMemo(
    () =>
      inView !== undefined && (
        <EventList
          inView={inView}
          listed={listed}
          isCurrentView={standing === 'current'}
          isListCurrent={isListCurrent}
          length={length}
          more={more}
          selected={selected}
        />
      ),
    [inView, listed.value, listed.failure, standing, isListCurrent, more, selected],
  );
  const isAwaited = inView === undefined && view !== undefined && failure === undefined;
  const isListed = inView !== undefined && (standing === 'current' || failure === undefined);
  return (
    <section
      class="timeline"
      aria-label="Timeline"
      aria-busy={state.isBusy}
      data-stale={state.isStale && failure === undefined}
    >
      {awaited && view === undefined && <div class="toolbar" />}
      {view !== undefined && (
        <Toolbar
          address={address}
          view={view}
          overview={state.isStale ? undefined : overview}
          tally={tallyOf(state)}
          inView={inView}
          onView={move}
        />
      )}
      <div class="stage" ref={stage} data-awaited={awaited || isAwaited}>
        {state.waiting !== 'no' && failure === undefined && <Waiting slow={state.waiting === 'slow'} />}
        {awaited && <div class="strip" />}
        {view !== undefined && overview?.extent !== undefined && width > 0 && (
          <Strip
            buckets={overview.buckets}
            extent={padded(overview.extent)}
            view={view}
            width={width}
            onView={move}
          />
        )}
        {failure !== undefined && <Failed failure={failure} retry={state.retry} />}
        {view !== undefined && width > 0 && inView !== undefined && (
          <Stage view={view} width={width} inView={inView} selected={selected} onView={move} />
        )}
        {isEmpty(state) && <Empty address={address} />}
      </div>
      {inView !== undefined && view !== undefined && standing === 'current' && (
        <Status inView={inView} view={view} match={address.match} />
      )}
      {inView !== undefined && inView.count > 0 && <Legend kind={inView.content.kind} />}
      {isListed && inView.content.kind === 'buckets' && (
        <CountTable buckets={inView.content.buckets} address={address} />
      )}
      {isListed && list}
      {!state.isStale && !isAwaited && unplaced > 0 && (
        <Unplaced address={address} count={unplaced} selected={selected} />
      )}
    </section>
  );
}

type State = ReturnType<typeof useTimeline>;

/**
 * Returns the state of the timeline. Data for other filters than those of the address is kept, marked as stale, only
 * while the new data loads.
 */
function useTimeline(address: Address) {
  const overview = useOverview(address);
  const isTotalCurrent = overview.value?.filters === filtersKey(address);
  const extent = useExtent(address, overview.value);
  const { view, asked, isFixed, move } = useView(address, extent, overview.value?.extent);
  // The window may depend on what the filters leave. Nothing is then asked until the overview has loaded for them.
  const query = asked !== undefined && (isTotalCurrent || isFixed) ? viewQuery(address, asked) : undefined;
  const total = isTotalCurrent ? overview.value : undefined;
  const inView = useInView(query, total, isOfAll(address));
  const list = useList(address, query, total);
  const failure = overview.failure ?? inView.failure;
  // No view: no event with a known time passes the filters, so that nothing is asked.
  const answer = asked === undefined ? undefined : inView.value;
  const standing = answer && asked ? standingOf(answer, viewQuery(address, asked)) : 'other';
  const isWaiting = overview.waiting !== 'no' || inView.waiting !== 'no' || !isTotalCurrent;
  const isMoving = view !== undefined && asked !== undefined && !isSameWindow(view, asked);
  return {
    overview: isTotalCurrent || failure === undefined ? overview.value : undefined,
    inView: standing !== 'other' || failure === undefined ? answer : undefined,
    view,
    move,
    ...list,
    standing,
    failure,
    retry: overview.failure === undefined ? inView.retry : overview.retry,
    waiting: overview.waiting === 'no' ? inView.waiting : overview.waiting,
    isBusy:
      failure === undefined && (isWaiting || isMoving || (asked !== undefined && standing !== 'current')),
    isStale: !isTotalCurrent || (answer !== undefined && standing === 'other'),
  };
}

/** Fetches the first events of the view together with the drawing. The drawing of a few events has them all. */
function useList(address: Address, query: ViewQuery | undefined, overview: Overview | undefined) {
  const asked = listQuery(address, query);
  const last = useRef<EventQuery | undefined>(undefined);
  if (asked !== undefined) last.current = asked;
  const { length, more } = useLength(last.current ?? {});
  const isAllDrawn = overview !== undefined && isSmall(overview);
  const listed = useListed(isAllDrawn ? undefined : last.current, length);
  return { listed, isListCurrent: listed.value?.query === JSON.stringify(asked), length, more };
}

function isSameWindow(a: Span, b: Span): boolean {
  const [first, second] = [windowText(a), windowText(b)];
  return first.from === second.from && first.to === second.to;
}

const tallyOf = ({ standing, failure, inView }: State): Tally =>
  failure !== undefined && (standing !== 'current' || inView === undefined)
    ? 'failed'
    : standing === 'other' || inView === undefined
      ? 'counting'
      : standing;

const isEmpty = ({ overview, inView, view, standing, failure, isStale }: State): boolean =>
  failure === undefined &&
  !isStale &&
  (view === undefined
    ? overview !== undefined && overview.unplaced === 0
    : standing === 'current' && inView?.count === 0);

/** Announces the events in view to screen readers. */
function Status({ inView, view, match }: { inView: InView; view: Span; match: Match }) {
  return (
    <p class="visually-hidden" role="status">
      {tallyWords(inView, match)}, {windowWords(view)}
    </p>
  );
}

function useWidth() {
  const element = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const node = element.current;
    if (node === null) return;
    // A hidden element has no width. It keeps the last one, so that nothing jumps when it is shown again.
    const measure = () => setWidth((before) => node.clientWidth || before);
    measure();
    let frame = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    // A new width is drawn after the next paint. A record that takes the room shows before that.
    const later = () => {
      timer = setTimeout(measure);
    };
    const observer = new ResizeObserver(() => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(later);
    });
    observer.observe(node);
    return () => {
      observer.disconnect();
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, []);
  return [element, width] as const;
}
