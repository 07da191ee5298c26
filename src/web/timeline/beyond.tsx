import { countWords } from '../time/words.ts';
import { svgAttributes } from './svg-attributes.ts';
import type { Scale } from './view.ts';

/** A band that says how many events in view are not drawn, and leads to the list of all. */

export const listId = 'events';
const height = 24;
const inset = 12;

export const bandHeight = height + 8;

type Props = {
  count: number;
  /** True if they reach beyond the view; false if there is no room for them. */
  beyond: boolean;
  scale: Scale;
  top: number;
  focusable: boolean;
};

/** It fades at both ends, because its events begin and end outside the view. */
export function Band({ count, beyond, scale, top, focusable }: Props) {
  const reach = beyond
    ? `${count === 1 ? 'reaches' : 'reach'} beyond this view`
    : 'not drawn for want of room';
  return (
    <a class="band" href={`#${listId}`} data-at={listId} {...svgAttributes(focusable, top)}>
      <linearGradient id="fade-both">
        <stop class="stop calm" offset="0" stop-opacity="0" />
        <stop class="stop calm" offset="0.12" stop-opacity="0.28" />
        <stop class="stop calm" offset="0.88" stop-opacity="0.28" />
        <stop class="stop calm" offset="1" stop-opacity="0" />
      </linearGradient>
      <rect class="body" width={scale.width} height={height} fill="url(#fade-both)" />
      <text x={inset} y={height / 2 + 4}>
        {countWords(count, 'more event')} {reach}
        {scale.width > 560 && <tspan dx="8">List them</tspan>}
      </text>
    </a>
  );
}
