import { widthOf } from './measure.ts';
import { axisOf } from './ticks.ts';
import type { Scale } from './view.ts';

/** The axis: round times in the reader's locale, and above them their common year or day. */

const tickFont = '12px Inter, system-ui, sans-serif';
const contextFont = `600 ${tickFont}`;

export function Axis({ scale, height }: { scale: Scale; height: number }) {
  const { ticks, contexts } = axisOf(
    scale,
    (words) => widthOf(words, tickFont),
    (words) => widthOf(words, contextFont),
  );
  const at = (x: number) => `translate(${Math.round(x) + 0.5} 0)`;
  return (
    <g class="axis">
      {ticks.map((tick) => (
        <g key={tick.at} transform={at(tick.x)}>
          <line class="grid" y1="36" y2={height} />
          <text class="tick" y="30" x="5">
            {tick.words}
          </text>
        </g>
      ))}
      {contexts.map((context) => (
        <text key={context.at} class="context" transform={at(context.x)} y="13" x="5">
          {context.words}
        </text>
      ))}
      <line class="base" x2={scale.width} y1="36.5" y2="36.5" />
    </g>
  );
}
