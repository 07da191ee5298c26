import { pathTo } from '../state/navigation.ts';
import type { Event } from '../state/schemas.ts';
import { sourceWords, termWords, timeWords } from '../time/words.ts';
import { Axis } from './axis.tsx';
import { Bars } from './bars.tsx';
import { Band, bandHeight } from './beyond.tsx';
import type { Content } from './data.ts';
import { type Item, type Layout, layoutOf } from './layout.ts';
import { Mark, MarkDefinitions } from './mark.tsx';
import { shapeOf, shapeWords } from './shape.ts';
import type { Scale } from './view.ts';

/** The drawing: an axis, and on it events, or bars where there are too many of them. */

const head = 48;
const foot = 14;
/** Between what lies in view and what is longer than it. */
const gap = 12;
const leastHeight = 300;
const barsHeight = 340;

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
  return <Events content={content} scale={scale} selected={selected} />;
}

type EventsProps = { content: Content & { kind: 'events' }; scale: Scale; selected: string | null };

/** Those that are longer than the view lie beneath the others: they say least about this part of time. */
function Events({ content, scale, selected }: EventsProps) {
  const { events, longer, beyond } = content;
  const top = head + (beyond > 0 ? bandHeight : 0);
  const main = placed(layoutOf(events, scale), top);
  // Most of these fill the view from side to side; their words can stand nowhere but above them.
  const rest = placed(layoutOf(longer, scale, true), main.bottom + (longer.length > 0 ? gap : 0));
  const groups = [main, rest];
  const items = groups.flatMap(({ layout }) => layout.items);
  const focusable = items.find(({ event }) => event.id === selected) ?? firstInView(items, scale);
  return (
    <Drawing height={Math.max(leastHeight, rest.bottom + foot)} scale={scale}>
      {beyond > 0 && <Band count={beyond} scale={scale} top={head - 4} />}
      {groups.map(({ layout, topOf }, index) => (
        <g key={index === 0 ? 'main' : 'rest'} class={layout.roomy ? 'events roomy' : 'events compact'}>
          {layout.items.map((item) => (
            <Placed
              key={item.event.id}
              item={item}
              top={topOf(item)}
              roomy={layout.roomy}
              selected={item.event.id === selected}
              focusable={item === focusable}
            />
          ))}
        </g>
      ))}
    </Drawing>
  );
}

function placed(layout: Layout, top: number) {
  const laneHeight = layout.roomy ? 38 : 15;
  return {
    layout,
    topOf: ({ lane }: Item) => top + lane * laneHeight,
    bottom: top + layout.lanes * laneHeight,
  };
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
