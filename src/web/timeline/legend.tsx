import { Mark } from './mark.tsx';
import type { Shape } from './shape.ts';

/** Explains the marks of the drawing. */

const span = { start: 0, end: 1 };
const width = 44;
const inset = 8;

const shapes: readonly [Shape, string][] = [
  [{ span, fill: 'solid', start: 'firm', end: 'firm' }, 'all of this time'],
  [{ span, fill: 'within', start: 'bracket', end: 'bracket' }, 'at some point within'],
  [{ span, fill: 'within', start: 'soft', end: 'soft' }, 'about then'],
  [{ span, fill: 'solid', start: 'firm', end: 'open' }, 'goes on'],
  [{ span, fill: 'solid', start: 'unknown', end: 'firm' }, 'begins at an unknown time'],
];

export function Legend({ kind }: { kind: 'events' | 'buckets' }) {
  return (
    <details class="legend" open>
      <summary>Signs</summary>
      {kind === 'buckets' ? <Counts /> : <Marks />}
    </details>
  );
}

function Marks() {
  return (
    <ul>
      {shapes.map(([shape, words]) => (
        <li key={words}>
          <svg class="event" width={width} height="14" aria-hidden="true" focusable="false">
            <g transform="translate(0 2.5)">
              <Mark
                shape={shape}
                left={shape.start === 'unknown' ? inset * 2 : inset}
                right={width - inset}
                cutLeft={false}
                cutRight={false}
                tone="calm"
              />
            </g>
          </svg>
          {words}
        </li>
      ))}
      <li>
        <span class="flag" aria-hidden="true">
          ⇄
        </span>
        claims about it disagree
      </li>
    </ul>
  );
}

function Counts() {
  return (
    <ul>
      <li>
        <i class="swatch under-way" />
        events surely going on then
      </li>
      <li>
        <i class="swatch possible" />
        events that may lie then
      </li>
    </ul>
  );
}
