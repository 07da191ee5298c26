import { useMemo, useState } from 'preact/hooks';
import { type Checked, useChecked } from '../evidence/checked.ts';
import { markedBy } from './blocks.ts';
import { Copied, type Place } from './copied.tsx';
import { LoadMore, NotFound, OnServer } from './outcome.tsx';

/** The reader's own copy of a source: its passages marked, and beside them the claims that rest on them. */

export function Reading({ sourceId }: { sourceId: string }) {
  const checked = useChecked(sourceId);
  return checked === undefined ? null : <Read checked={checked} />;
}

function Read({ checked }: { checked: Checked }) {
  const marked = useMemo(() => markedBy(checked.verification.locators), [checked]);
  const starts = useMemo(() => [...new Set(marked.map(({ start }) => start))], [marked]);
  const [place, setPlace] = useState<Place>();
  const next = starts.find((start) => start > (place?.start ?? -1));
  const previous = place && starts.findLast((start) => start < place.start);
  const goTo = (start: number | undefined) => start !== undefined && setPlace({ start });
  return (
    <section
      class="reading"
      aria-labelledby="reading-heading"
      onKeyDown={(event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        if (event.key.toLowerCase() === 'n') goTo(next);
        if (event.key.toLowerCase() === 'p') goTo(previous);
      }}
    >
      <h3 id="reading-heading">
        <bdi dir="auto">{checked.name}</bdi>
      </h3>
      <OnServer checked={checked} />
      <LoadMore checked={checked} />
      <NotFound checked={checked} goTo={goTo} />
      <Copied checked={checked} marked={marked} place={place}>
        {starts.length > 0 && (
          <p class="steps-between">
            <Step to={previous} shortcut="p" goTo={goTo}>
              Previous passage
            </Step>
            <Step to={next} shortcut="n" goTo={goTo}>
              Next passage
            </Step>
            <small>
              {place === undefined
                ? `${starts.length} marked`
                : `${starts.indexOf(place.start) + 1} of ${starts.length}`}
              <span class="keys">
                , keys <kbd>P</kbd> and <kbd>N</kbd>
              </span>
            </small>
          </p>
        )}
      </Copied>
    </section>
  );
}

type StepProps = {
  to: number | undefined;
  shortcut: string;
  goTo: (start: number | undefined) => void;
  children: string;
};

/** A button that leads to another passage; disabled if there is none. */
function Step({ to, shortcut, goTo, children }: StepProps) {
  return (
    <button
      type="button"
      class="quiet"
      aria-keyshortcuts={shortcut}
      disabled={to === undefined}
      onClick={() => goTo(to)}
    >
      {children}
    </button>
  );
}
