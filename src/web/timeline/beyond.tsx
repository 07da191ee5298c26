import { countWords } from '../time/words.ts';
import type { Undrawn } from './data.ts';
import { UndrawnList } from './undrawn.tsx';
import type { Scale } from './view.ts';

/** What lies only partly in view and is not drawn: a band that says how many there are, and the list that it opens. */

const listId = 'beyond';
const beyondWords = (count: number): string =>
  `${countWords(count, 'more event')} ${count === 1 ? 'reaches' : 'reach'} beyond this view`;
const height = 24;
const inset = 12;

export const bandHeight = height + 8;

/** It has no ends: those of what it stands for lie outside the view. */
export function Band({ count, scale, top }: { count: number; scale: Scale; top: number }) {
  return (
    <a class="band" href={`#${listId}`} onClick={openList} {...{ transform: `translate(0 ${top})` }}>
      <linearGradient id="fade-both">
        <stop class="stop calm" offset="0" stop-opacity="0" />
        <stop class="stop calm" offset="0.12" stop-opacity="0.28" />
        <stop class="stop calm" offset="0.88" stop-opacity="0.28" />
        <stop class="stop calm" offset="1" stop-opacity="0" />
      </linearGradient>
      <rect class="body" width={scale.width} height={height} fill="url(#fade-both)" />
      <text x={inset} y={height / 2 + 4}>
        {beyondWords(count)}
        {scale.width > 560 && <tspan dx="8">List them</tspan>}
      </text>
    </a>
  );
}

/** The list stands below the drawing; opening it is no step of history. */
function openList(event: MouseEvent) {
  event.preventDefault();
  const list = document.getElementById(listId);
  if (!(list instanceof HTMLDetailsElement)) return;
  list.open = true;
  list.scrollIntoView({ block: 'start' });
  list.querySelector('summary')?.focus();
}

export function BeyondList({ beyond, selected }: { beyond: Undrawn; selected: string | null }) {
  return (
    <UndrawnList id={listId} of={beyond} title={beyondWords(beyond.count)} selected={selected}>
      They begin before it or end after it, and are not drawn. The latest to begin come first.
    </UndrawnList>
  );
}
