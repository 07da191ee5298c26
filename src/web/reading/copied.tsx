import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Checked } from '../evidence/checked.ts';
import { Copy } from '../parts/copy.tsx';
import { Text } from '../parts/text.tsx';
import { numberWords } from '../time/words.ts';
import { type Block, blocksOf, type Marked, type Part, partsOf, stretchesOf, within } from './blocks.ts';
import { Note } from './note.tsx';
import { type Range, selectedIn } from './selection.ts';

/** The text of a copy, with the notes on its marked places and the tools to go through it. */

/** Parts that are drawn at once: the first one, and the first ones with marks. */
const drawnFirst = 12;

/** A place to show. Each step makes a new one, so that the same place can be shown again. */
export type Place = { start: number };

type Props = {
  checked: Checked;
  marked: readonly Marked[];
  place: Place | undefined;
  /** More tools, which stay in sight like the others. */
  children: ComponentChildren;
};

export function Copied({ checked, marked, place, children }: Props) {
  const text = useRef<HTMLDivElement>(null);
  const parts = useMemo(() => partsOf(blocksOf(checked.text)), [checked.text]);
  const [asked, setAsked] = useState<ReadonlySet<Part>>(new Set());
  const first = useMemo(
    () =>
      parts
        .filter(({ start, end }, index) => index === 0 || within(marked, start, end).length > 0)
        .slice(0, drawnFirst),
    [parts, marked],
  );
  const wanted = place && parts.find(({ end }) => end > place.start);
  const selected = useSelected(text);
  useEffect(() => {
    if (place === undefined || wanted === undefined) return;
    setAsked((before) => new Set([...before, wanted]));
    const marks = [...(text.current?.querySelectorAll('mark') ?? [])];
    const mark = marks.find(({ dataset }) => Number(dataset.at) >= place.start);
    mark?.scrollIntoView({ block: 'center' });
    mark?.focus({ preventScroll: true });
  }, [place]);
  return (
    <>
      <div class="reading-tools">
        {children}
        <Locators checked={checked} selected={selected} />
      </div>
      <div class="copied" ref={text} lang={checked.source.lang ?? undefined}>
        {parts.map((part) =>
          first.includes(part) || asked.has(part) || part === wanted ? (
            <PartText key={part.start} part={part} marked={marked} checked={checked} />
          ) : (
            <button
              key={part.start}
              type="button"
              class="quiet"
              onClick={() => setAsked(new Set([...asked, part]))}
            >
              Show characters {numberWords(part.start)}–{numberWords(part.end)}
            </button>
          ),
        )}
      </div>
    </>
  );
}

type PartProps = { part: Part; marked: readonly Marked[]; checked: Checked };

/** A part is drawn once for each check of the copy: it is long, and selections and steps come often. */
function PartText({ part, marked, checked }: PartProps) {
  return useMemo(() => {
    const inside = within(marked, part.start, part.end);
    return (
      <>
        {part.blocks.map((block) => (
          <BlockText key={block.start} block={block} marked={inside} checked={checked} />
        ))}
      </>
    );
  }, [part, marked, checked]);
}

type BlockProps = { block: Block; marked: readonly Marked[]; checked: Checked };

function BlockText({ block, marked, checked }: BlockProps) {
  const stretches = stretchesOf(block, marked);
  const next = block.start + [...block.text].length;
  const begun = marked.filter(({ start }) => start >= block.start && start < next);
  return (
    <div class="block">
      <p dir="auto" data-start={block.start}>
        {stretches.map(({ start, text, passages }) =>
          passages.length === 0 ? (
            text
          ) : (
            <mark key={start} data-at={start} tabIndex={-1} class={lookOf(passages)}>
              {text}
            </mark>
          ),
        )}
      </p>
      {begun.length > 0 && (
        <ul class="margin">
          {begun.map(({ start, locator }) => (
            <li key={`${locator.claimId} ${locator.position} ${start}`}>
              <Note locator={locator} checked={checked} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** A place that may not be the passage looks doubtful; one that surely is looks so, whatever else it may be. */
const lookOf = (passages: readonly Marked[]): string =>
  (['anchored', 'moved'] as const).find((state) => passages.some(({ locator }) => locator.state === state)) ??
  'ambiguous';

/** Returns the present selection in an element. */
function useSelected(element: { current: Element | null }): Range | null {
  const [selected, setSelected] = useState<Range | null>(null);
  useEffect(() => {
    const listener = () => {
      const range = element.current === null ? null : selectedIn(element.current);
      // A click on a button that copies ends the selection in some browsers: the last one stays.
      if (range !== null) setSelected(range);
    };
    document.addEventListener('selectionchange', listener);
    return () => document.removeEventListener('selectionchange', listener);
  }, []);
  return selected;
}

const shownWords = 80;

/** The selected words, as evidence to write into a dataset file. */
function Locators({ checked, selected }: { checked: Checked; selected: Range | null }) {
  if (selected === null) {
    return <p class="why">Select words in the text to copy them as evidence for a claim.</p>;
  }
  const { start, end } = selected;
  const words = checked.text.slice(start, end);
  const sourceId = checked.source.id;
  const located = async () => JSON.stringify({ sourceId, ...(await checked.locate(start, end)) }, null, 2);
  return (
    <div class="locators">
      <p>
        “<Text>{words.length > shownWords ? `${words.slice(0, shownWords)}…` : words}</Text>”{' '}
        <small>
          characters {numberWords(start)}–{numberWords(end)}
        </small>
      </p>
      <p class="actions" key={`${start} ${end}`}>
        <Copy label="Copy quote as locator" text={located} />
        <Copy label="Copy quote as words" text={() => JSON.stringify({ sourceId, quote: words }, null, 2)} />
      </p>
    </div>
  );
}
