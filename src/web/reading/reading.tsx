import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { type Checked, useChecked } from '../evidence/checked.ts';
import { stateWords } from '../evidence/evidence-in.tsx';
import { Copy } from '../parts/copy.tsx';
import { RecordLink } from '../parts/record-link.tsx';
import { Text } from '../parts/text.tsx';
import type { LocatorState } from '../state/schemas.ts';
import { countWords, numberWords, termWords } from '../time/words.ts';
import { blocksOf, type Found, type Part, partsOf, stretchesOf } from './blocks.ts';
import { type Range, selectedIn } from './selection.ts';

/** The reader's own copy of a source, with its passages marked and their claims beside them. */

export function Reading({ sourceId }: { sourceId: string }) {
  const checked = useChecked(sourceId);
  if (checked === undefined) return null;
  return (
    <section class="reading" aria-labelledby="reading-heading">
      <h3 id="reading-heading">
        <Text>{checked.name}</Text>
      </h3>
      <NotFound checked={checked} />
      <Copied checked={checked} />
    </section>
  );
}

const isFound = (locator: LocatorState): locator is Found => locator.found !== null;

/** The passages that the copy lacks. */
function NotFound({ checked }: { checked: Checked }) {
  const lacking = checked.verification.locators.filter((locator) => !isFound(locator));
  if (lacking.length === 0) return null;
  return (
    <div class="lacking">
      <h4>{countWords(lacking.length, 'passage')} not found in this copy</h4>
      <ul>
        {lacking.map((locator) => (
          <li key={`${locator.claimId} ${locator.position}`}>
            <Note locator={locator} checked={checked} />
            {locator.candidates.length > 0 && (
              <small>
                {' '}
                Its words stand at {countWords(locator.candidates.length, 'place')}: which one, nothing tells.
              </small>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The claim that rests on a passage. */
function Note({ locator, checked }: { locator: LocatorState; checked: Checked }) {
  const claim = checked.claims.get(locator.claimId);
  const who = claim && checked.actors.get(claim.claimantId)?.name;
  return (
    <>
      <span class={`tag state ${locator.state}`}>{stateWords[locator.state]}</span>{' '}
      {claim !== undefined && (
        <span class="by">
          <Text>{who ?? claim.claimantId}</Text> {termWords(claim.act)}:{' '}
        </span>
      )}
      <RecordLink kind="claim" id={locator.claimId}>
        {claim?.statement ?? locator.claimId}
      </RecordLink>
    </>
  );
}

/** Most parts shown at once: the first part, and parts with passages. */
const drawnFirst = 12;

function Copied({ checked }: { checked: Checked }) {
  const text = useRef<HTMLDivElement>(null);
  const passages = useMemo(() => checked.verification.locators.filter(isFound), [checked]);
  const parts = useMemo(() => partsOf(blocksOf(checked.text)), [checked]);
  const [asked, setAsked] = useState<ReadonlySet<Part>>(new Set());
  const isMarked = ({ start, end }: Part) =>
    passages.some(({ found }) => found.start < end && found.end > start);
  const first = parts.filter((part, index) => index === 0 || isMarked(part)).slice(0, drawnFirst);
  const selected = useSelected(text);
  return (
    <>
      <Locators checked={checked} selected={selected} />
      <div class="copied" ref={text} lang={checked.source.lang ?? undefined}>
        {parts.map((part) =>
          first.includes(part) || asked.has(part) ? (
            <PartText key={part.start} part={part} passages={passages} checked={checked} />
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

type PartProps = { part: Part; passages: readonly Found[]; checked: Checked };

function PartText({ part: { blocks, start, end }, passages, checked }: PartProps) {
  const inside = passages.filter(({ found }) => found.start < end && found.end > start);
  return (
    <>
      {blocks.map((block) => {
        const stretches = stretchesOf(block, inside);
        const next = block.start + stretches.reduce((sum, { text }) => sum + [...text].length, 0);
        const begun = inside.filter(({ found }) => found.start >= block.start && found.start < next);
        return (
          <div class="block" key={block.start}>
            <p dir="auto" data-start={block.start}>
              {stretches.map(({ text, passages: over }, index) =>
                over.length === 0 ? (
                  text
                ) : (
                  <mark key={index} class={over.some(({ state }) => state === 'moved') ? 'moved' : undefined}>
                    {text}
                  </mark>
                ),
              )}
            </p>
            {begun.length > 0 && (
              <ul class="margin">
                {begun.map((locator) => (
                  <li key={`${locator.claimId} ${locator.position}`}>
                    <Note locator={locator} checked={checked} />
                  </li>
                ))}
              </ul>
            )}
          </div>
        );
      })}
    </>
  );
}

/** Returns the last selection in an element. */
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

/** The selected words, to be copied as evidence for a dataset file. */
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
