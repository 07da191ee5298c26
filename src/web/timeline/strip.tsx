import { type BrushBehavior, brushX, type D3BrushEvent } from 'd3-brush';
import { select } from 'd3-selection';
import { useEffect, useRef } from 'preact/hooks';
import type { Span } from '../time/bounds.ts';
import { windowText } from '../time/bounds.ts';
import { rangeWords } from '../time/words.ts';
import { type Bucket, StripBars } from './bars.tsx';
import { widthOf } from './measure.ts';
import { stripTicks } from './ticks.ts';
import { type Scale, scaleOf } from './view.ts';

/** The strip: all of the time of the data, with a brush that shows the part in view, moves it and resizes it. */

const height = 54;
const axis = 18;
const step = 0.02;
const leastApart = 26;
const tickFont = '12px Inter, system-ui, sans-serif';

type Props = {
  buckets: readonly Bucket[];
  extent: Span;
  view: Span;
  width: number;
  onView: (view: Span) => void;
};

export function Strip({ buckets, extent, view, width, onView }: Props) {
  const scale = scaleOf(extent, width);
  const group = useRef<SVGGElement>(null);
  const brush = useRef<BrushBehavior<unknown> | null>(null);
  const latest = useRef({ scale, onView });
  latest.current = { scale, onView };

  useEffect(() => {
    const node = group.current;
    if (node === null) return;
    const behaviour = brushX()
      .extent([
        [0, 0],
        [width, height],
      ])
      .on('brush end', ({ sourceEvent, selection }: D3BrushEvent<unknown>) => {
        if (!sourceEvent || selection === null) return;
        const [left, right] = selection as [number, number];
        const { scale: now, onView: told } = latest.current;
        told({ start: now.at(left), end: now.at(right) });
      });
    brush.current = behaviour;
    select(node).call(behaviour);
  }, [width]);

  const [left, right] = [scale.x(view.start), scale.x(view.end)].map((x) => Math.min(Math.max(x, 0), width));
  useEffect(() => {
    const node = group.current;
    if (node === null || brush.current === null) return;
    // A range must stay visible, however narrow.
    const [from = 0, to = 0] = [left, Math.max(right ?? 0, (left ?? 0) + 3)];
    select(node).call(brush.current.move, [Math.min(from, width - 3), Math.min(to, width)]);
  }, [left, right, width]);

  return (
    <figure class="strip" aria-label="The whole time span">
      <svg width={width} height={height + axis} aria-hidden="true" focusable="false">
        <StripBars buckets={buckets} scale={scale} height={height} />
        <line class="base" x2={width} y1={height + 0.5} y2={height + 0.5} />
        <StripTicks scale={scale} />
        <g ref={group} class="brush" />
      </svg>
      <Ends view={view} extent={extent} onView={onView} left={left ?? 0} right={right ?? 0} />
    </figure>
  );
}

function StripTicks({ scale }: { scale: Scale }) {
  return (
    <>
      {stripTicks(scale, (words) => widthOf(words, tickFont)).map(({ at, x, words }) => (
        <text key={at} class="tick" x={x} y={height + 14} text-anchor="middle">
          {words}
        </text>
      ))}
    </>
  );
}

type EndsProps = { view: Span; extent: Span; onView: (view: Span) => void; left: number; right: number };

/** The two ends of the brush as sliders, for the keyboard. */
function Ends({ view, extent, onView, left, right }: EndsProps) {
  const length = extent.end - extent.start;
  const part = (seconds: number) => Math.round(((seconds - extent.start) / length) * 100);
  const { from, to } = windowText(view);
  // At a narrow range they would overlap (WCAG 2.5.8).
  const aside = Math.max(0, (leastApart - (right - left)) / 2);
  const end = (name: 'start' | 'end') => ({
    role: 'slider' as const,
    tabIndex: 0,
    'aria-label': name === 'start' ? 'View begins' : 'View ends',
    'aria-valuemin': 0,
    'aria-valuemax': 100,
    'aria-valuenow': Math.min(100, Math.max(0, part(view[name]))),
    'aria-valuetext': name === 'start' ? rangeWords(from, from) : rangeWords(to, to),
    class: 'end',
    style: { left: `${name === 'start' ? left - aside : right + aside}px` },
    onKeyDown: (event: KeyboardEvent) => {
      const moves: Record<string, number> = {
        ArrowLeft: -1,
        ArrowDown: -1,
        ArrowRight: 1,
        ArrowUp: 1,
        PageDown: -5,
        PageUp: 5,
      };
      const move = moves[event.key];
      const jump = event.key === 'Home' ? extent.start : event.key === 'End' ? extent.end : undefined;
      if (move === undefined && jump === undefined) return;
      event.preventDefault();
      const moved = jump ?? view[name] + (move ?? 0) * length * step;
      if (name === 'start' ? moved < view.end : moved > view.start) onView({ ...view, [name]: moved });
    },
  });
  return (
    <>
      <span {...end('start')} />
      <span {...end('end')} />
    </>
  );
}
