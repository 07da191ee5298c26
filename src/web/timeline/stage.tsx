import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { addressNow, go, openRecord } from '../state/navigation.ts';
import { type Span, windowText } from '../time/bounds.ts';
import { spanOfBucket } from './bars.tsx';
import { listId } from './beyond.tsx';
import type { InView } from './data.ts';
import { useGestures } from './gestures.ts';
import { useTimelineKeys } from './keys.ts';
import { Plot } from './plot.tsx';
import { scaleOf } from './view.ts';

/** The drawing with its pointer, wheel and keyboard input. */

type Props = {
  view: Span;
  width: number;
  inView: InView;
  selected: string | null;
  onView: (view: Span) => void;
};

export function Stage({ view, width, inView, selected, onView }: Props) {
  const [hinted, setHinted] = useState(false);
  const element = useGestures({ view, width, onView, onPlainWheel: () => setHinted(true) });
  const onKeyDown = useTimelineKeys(view, onView);
  const { at, onFocusIn, onFocusOut } = useFocus(element);
  const most = useMemo(() => heightFor(width), [width]);
  const onClick = (event: MouseEvent) => {
    const link = (event.target as Element).closest('a[data-at]');
    if (link === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    follow(link, inView);
  };
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be scrolled everywhere */}
      <div
        class="plot"
        ref={element}
        onKeyDown={onKeyDown}
        onClick={onClick}
        onFocusIn={onFocusIn}
        onFocusOut={onFocusOut}
        role="group"
        aria-label="Events in time. Arrow keys go from event to event, plus and minus zoom, Shift with an arrow pans."
      >
        <Plot content={inView.content} scale={scaleOf(view, width)} selected={selected} at={at} most={most} />
      </div>
      <p class="hint" data-on={hinted}>
        {inView.content.kind === 'buckets' && 'Open a bar, or zoom in, to see its events. '}
        <span class="by-mouse">
          Drag to pan. <kbd>Ctrl</kbd> + wheel, pinch or <kbd>+</kbd> <kbd>−</kbd> to zoom.
        </span>
      </p>
    </>
  );
}

const wide = 640;
const mostOnWide = 900;
const leastOnNarrow = 470;

/** On a small screen the drawing and its axis leave room around them, so that its end can be seen. */
const heightFor = (width: number): number =>
  width >= wide ? mostOnWide : Math.max(leastOnNarrow, Math.round(innerHeight * 0.8) - 62);

/** Follows a link of the drawing: opens an event, shows the period of a bar, or goes to the list of all. */
function follow(link: Element, { content }: InView): void {
  const at = link.getAttribute('data-at') ?? '';
  const bucket = content.kind === 'buckets' && content.buckets.find(({ start }) => start === at);
  if (at === listId) showList();
  else if (content.kind === 'events') openRecord({ kind: 'event', id: at });
  else if (bucket) go({ ...addressNow(), ...windowText(spanOfBucket(bucket)) });
}

/** Goes to the list below the drawing without a step of history. */
function showList(): void {
  const list = document.getElementById(listId);
  list?.scrollIntoView({ block: 'start' });
  list?.focus({ preventScroll: true });
}

/**
 * Remembers which link of the drawing has the focus, which is then its tab stop. If that link leaves the view, the
 * focus goes to the next tab stop instead of to nothing, so that the keys still work.
 */
function useFocus(element: { current: HTMLElement | null }) {
  const [at, setAt] = useState<string | null>(null);
  const focused = useRef<Element | null>(null);
  useLayoutEffect(() => {
    if (focused.current?.isConnected !== false || document.activeElement !== document.body) return;
    element.current?.querySelector<SVGAElement>('a[tabindex="0"]')?.focus({ preventScroll: true });
  });
  return {
    at,
    onFocusIn: (event: FocusEvent) => {
      focused.current = event.target as Element;
      setAt(focused.current.getAttribute('data-at'));
    },
    // A removed element loses the focus before it leaves the document.
    onFocusOut: ({ target }: FocusEvent) =>
      queueMicrotask(() => {
        if (target === focused.current && focused.current?.isConnected) focused.current = null;
      }),
  };
}
