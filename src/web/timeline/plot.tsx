import { pathTo } from '../state/navigation.ts';
import type { Event } from '../state/schemas.ts';
import { sourceWords, termWords, timeWords } from '../time/words.ts';
import { Axis } from './axis.tsx';
import { Bars, type Bucket } from './bars.tsx';
import { type Item, layoutOf } from './layout.ts';
import { Mark, MarkDefinitions } from './mark.tsx';
import { shapeOf, shapeWords } from './shape.ts';
import type { Scale } from './view.ts';

/** The drawing: an axis, and on it events, or bars where there are too many of them. */

const head = 48;
const foot = 14;
const leastHeight = 300;
const barsHeight = 340;

export type Content =
  | { kind: 'events'; events: readonly Event[] }
  | { kind: 'buckets'; buckets: readonly Bucket[] };

export function Plot({
  content,
  scale,
  selected,
}: {
  content: Content;
  scale: Scale;
  selected: string | null;
}) {
  if (content.kind === 'buckets') {
    return (
      <Drawing height={barsHeight} scale={scale}>
        <g transform={`translate(0 ${head})`}>
          <Bars buckets={content.buckets} scale={scale} height={barsHeight - head} />
        </g>
      </Drawing>
    );
  }
  const layout = layoutOf(content.events, scale);
  const laneHeight = layout.roomy ? 38 : 15;
  const height = Math.max(leastHeight, head + layout.lanes * laneHeight + foot);
  const focusable =
    layout.items.find(({ event }) => event.id === selected) ?? firstInView(layout.items, scale);
  return (
    <Drawing height={height} scale={scale}>
      <g class={layout.roomy ? 'events roomy' : 'events compact'}>
        {layout.items.map((item) => (
          <Placed
            key={item.event.id}
            item={item}
            top={head + item.lane * laneHeight}
            roomy={layout.roomy}
            selected={item.event.id === selected}
            focusable={item === focusable}
          />
        ))}
      </g>
    </Drawing>
  );
}

const firstInView = (items: readonly Item[], scale: Scale) =>
  items.find(({ drawn }) => drawn.right >= 0 && drawn.left <= scale.width);

function Drawing(props: { height: number; scale: Scale; children: preact.ComponentChildren }) {
  const { height, scale } = props;
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: it is named around it, and what it shows link by link
    <svg class="drawing" width={scale.width} height={height} viewBox={`0 0 ${scale.width} ${height}`}>
      <MarkDefinitions />
      <rect class="ground" width={scale.width} height={height} />
      <Axis scale={scale} height={height} />
      {props.children}
    </svg>
  );
}

type PlacedProps = { item: Item; top: number; roomy: boolean; selected: boolean; focusable: boolean };

function Placed({ item, top, roomy, selected, focusable }: PlacedProps) {
  const { event, drawn, labelX, labelWidth, title, when } = item;
  const first = Math.min(drawn.left, labelX);
  // However short a mark is, it can be hit (WCAG 2.5.8).
  const last = Math.max(drawn.right, labelX + labelWidth, first + 24);
  const state = [event.contested ? 'contested' : '', selected ? 'selected' : ''].join(' ');
  const barTop = roomy ? 20 : 2;
  return (
    <a
      class={`event ${state}`}
      href={pathTo({ kind: 'event', id: event.id })}
      aria-current={selected ? 'true' : undefined}
      tabIndex={focusable ? 0 : -1}
      draggable={false}
      {...{ transform: `translate(0 ${top})` }}
    >
      <title>{eventWords(event)}</title>
      <rect class="touch" x={first - 4} y={-2} width={last - first + 8} height={roomy ? 36 : 14} rx="4" />
      <g transform={`translate(0 ${barTop})`}>
        <Mark {...drawn} tone={event.contested ? 'contested' : 'calm'} />
      </g>
      {title !== '' && (
        <text class="label" x={labelX} y={roomy ? 12 : 11}>
          {event.contested && roomy && <tspan class="flag">⇄ </tspan>}
          <tspan class="title">{title}</tspan>
          {when !== '' && (
            <tspan class="when" dx="8">
              {when}
            </tspan>
          )}
        </text>
      )}
    </a>
  );
}

/** What an event's mark shows, for who cannot see it. */
function eventWords(event: Event): string {
  const { time } = event;
  const shape = time === null ? '' : shapeWords(shapeOf(time));
  const when = [timeWords(time), sourceWords(time) ?? '', shape].filter((words) => words !== '').join(', ');
  return `${event.title}: ${termWords(event.type)}, ${when}${event.contested ? ', contested' : ''}`;
}
