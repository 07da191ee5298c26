import { useLayoutEffect, useRef } from 'preact/hooks';
import { Filters } from './filters/filters.tsx';
import { pages } from './pages.ts';
import { Masthead } from './parts/masthead.tsx';
import { Faults } from './parts/states.tsx';
import { Start } from './start/start.tsx';
import type { Open } from './state/address.ts';
import { currentDrawing } from './state/drawing.ts';
import { openRecord, pathTo, usePlace } from './state/navigation.ts';
import { reach } from './state/scroll.ts';
import { EventPages } from './timeline/event-pages.tsx';
import { Timeline } from './timeline/timeline.tsx';

/** The page: the datasets, the timeline with its filters, and beside it the open record. */
export function App() {
  const { address, faults } = usePlace();
  const drawing = currentDrawing();
  const panel = useRef<HTMLElement>(null);
  useFocus(address.open, panel);
  useLayoutEffect(reach);
  return (
    <main class="page" data-open={address.open !== null}>
      <Skip to="record" shown={address.open !== null}>
        Skip to what is open
      </Skip>
      <Skip to="explore" shown={true}>
        Skip to the events
      </Skip>
      <div class="column">
        <Masthead address={address} />
        <Faults faults={faults} />
        <Start address={address} />
        <div class="explore" id="explore" tabIndex={-1}>
          <Filters address={address} />
          {drawing === undefined ? (
            <Timeline address={address} />
          ) : (
            <EventPages address={address} cursor={drawing.cursor} />
          )}
        </div>
      </div>
      {address.open !== null && (
        <Panel key={JSON.stringify(address.open)} open={address.open} element={panel} />
      )}
    </main>
  );
}

/** A link past the first parts of the page. It moves the focus itself, since the address must not change. */
function Skip({ to, shown, children }: { to: string; shown: boolean; children: string }) {
  if (!shown) return null;
  return (
    <a
      class="skip"
      href={`#${to}`}
      onClick={(event) => {
        event.preventDefault();
        const list = to === 'explore' ? document.getElementById('events') : null;
        const part = list ?? document.getElementById(to);
        part?.scrollIntoView();
        part?.focus();
      }}
    >
      {children}
    </a>
  );
}

/** Moves the focus to what opens, and back to where it was once all is closed. */
function useFocus(open: Open | null, panel: preact.RefObject<HTMLElement | null>): void {
  const opener = useRef<Element | null>(null);
  const wasOpen = useRef(false);
  const key = JSON.stringify(open);
  // Before the browser paints: keys pressed in between would be lost.
  useLayoutEffect(() => {
    if (open !== null) {
      if (!wasOpen.current) opener.current = document.activeElement;
      panel.current?.focus({ preventScroll: true });
    } else if (wasOpen.current) {
      const back = opener.current?.isConnected ? opener.current : document.querySelector('h1');
      if (back instanceof HTMLElement || back instanceof SVGElement) back.focus({ preventScroll: true });
    }
    wasOpen.current = open !== null;
  }, [key]);
}

/** The open record. Escape closes it. */
function Panel({ open, element }: { open: Open; element: preact.RefObject<HTMLElement | null> }) {
  const Page = pages[open.kind];
  return (
    <aside
      class="panel"
      id="record"
      ref={element}
      tabIndex={-1}
      aria-label={`The ${open.kind} that is open`}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) openRecord(null);
      }}
    >
      <a
        class="close"
        href={pathTo(null)}
        aria-label="Close, back to the timeline"
        onClick={(event) => {
          event.preventDefault();
          openRecord(null);
        }}
      >
        <span class="narrow">← Timeline</span>
        <span class="wide" aria-hidden="true">
          ✕
        </span>
      </a>
      <Page {...open} />
    </aside>
  );
}
