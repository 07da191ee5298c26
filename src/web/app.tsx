import { useLayoutEffect, useRef } from 'preact/hooks';
import { ActorPage } from './actor/actor-page.tsx';
import { DatasetPage } from './dataset/dataset-page.tsx';
import { DisputePage } from './dispute/dispute-page.tsx';
import { ClaimPage } from './event/claim-page.tsx';
import { EventPage } from './event/event-page.tsx';
import { Filters } from './filters/filters.tsx';
import { MapPage } from './map/map-page.tsx';
import { PartiesPage } from './parties/parties-page.tsx';
import { Masthead } from './parts/masthead.tsx';
import { Faults } from './parts/states.tsx';
import { SearchPage } from './search/search-page.tsx';
import { SourcePage } from './source/source-page.tsx';
import type { Open } from './state/address.ts';
import { openRecord, pathTo, usePlace } from './state/navigation.ts';
import { Timeline } from './timeline/timeline.tsx';

/** The page: who holds what, the timeline with its filters, and beside it the record that is open. */
export function App() {
  const { address, faults } = usePlace();
  return (
    <main class="page" data-open={address.open !== null}>
      <a class="skip" href="#record">
        Skip to the record that is open
      </a>
      <div class="column">
        <Masthead address={address} />
        <Faults faults={faults} />
        <div class="explore">
          <Filters address={address} />
          <Timeline address={address} />
        </div>
      </div>
      {address.open !== null && <Panel key={JSON.stringify(address.open)} open={address.open} />}
    </main>
  );
}

/** The page of each kind of thing that opens. */
const pages: Partial<Record<Open['kind'], (open: Open) => preact.JSX.Element>> = {
  dispute: DisputePage,
  event: EventPage,
  claim: ClaimPage,
  actor: ActorPage,
  parties: PartiesPage,
  source: SourcePage,
  dataset: DatasetPage,
  search: SearchPage,
  map: MapPage,
};

/** The open record. Focus goes to it, and with Escape it closes. */
function Panel({ open }: { open: Open }) {
  const element = useRef<HTMLElement>(null);
  // With the drawing, not after it: keys pressed in between would go to no part of the page.
  useLayoutEffect(() => {
    const before = document.activeElement;
    element.current?.focus({ preventScroll: true });
    element.current?.scrollTo?.(0, 0);
    return () => {
      if (before instanceof HTMLElement || before instanceof SVGElement)
        before.focus({ preventScroll: true });
    };
  }, []);
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
      {Page === undefined ? <p>There is no page of this kind.</p> : <Page {...open} />}
    </aside>
  );
}
