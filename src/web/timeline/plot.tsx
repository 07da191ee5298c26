import { isolated } from '../parts/isolate.ts';
import { pathTo } from '../state/navigation.ts';
import type { Event } from '../state/schemas.ts';
import { sourceWords, termWords, timeWords } from '../time/words.ts';
import { Axis } from './axis.tsx';
import { Bars } from './bars.tsx';
import { Band, bandHeight, listId } from './beyond.tsx';
import type { Content } from './data.ts';
import { flag, type Item, type Label, laneHeights, layoutOf, type Mode } from './layout.ts';
import { Mark, MarkDefinitions } from './mark.tsx';
import { shapeOf, shapeWords } from './shape.ts';
import { svgAttributes } from './svg-attributes.ts';
import type { Scale } from './view.ts';

/** The drawing: an axis, and on it events, or bars if there are too many. */

const head = 48;
const foot = 14;
/** Space between the events in view and those that are longer than the view. */
const gap = 12;
const leastHeight = 160;
const barsHeight = 340;
/** Height for events that are longer than the view, however many lie in it. */
const leastForLonger = 216;

type Props = {
  content: Content;
  scale: Scale;
  selected: string | null;
  /** The event or bar that has the keyboard focus. */
  at: string | null;
  /** The height that events may take. */
  most: number;
};

export function Plot({ content, scale, selected, at, most }: Props) {
  if (content.kind === 'buckets') {
    const height = Math.min(barsHeight, head + most);
    return (
      <Drawing height={height} scale={scale}>
        <g transform={`translate(0 ${head})`}>
          <Bars buckets={content.buckets} scale={scale} height={height - head} at={at} />
        </g>
      </Drawing>
    );
  }
  return <Events content={content} scale={scale} selected={selected} at={at} most={most} />;
}

type EventsProps = Props & { content: Content & { kind: 'events' } };

/** Draws events longer than the view below the others, since they say least about this part of time. */
function Events({ content, scale, selected, at, most }: EventsProps) {
  const { events, longer, beyond } = content;
  const main = layoutOf(events, scale, { most });
  // Most of these fill the view from side to side, so that their titles must stand above them.
  const room = Math.max(leastForLonger, most - main.lanes * main.laneHeight);
  const rest = layoutOf(longer, scale, { most: room, asList: true });
  const unseen = beyond + main.hidden + rest.hidden;
  const top = head + (unseen > 0 ? bandHeight : 0);
  const below = top + main.lanes * main.laneHeight + (rest.items.length > 0 ? gap : 0);
  const groups = [
    { layout: main, top },
    { layout: rest, top: below },
  ];
  const items = groups.flatMap(({ layout }) => layout.items);
  const isOnBand = at === listId && unseen > 0;
  const found = (id: string | null) => items.find(({ event }) => event.id === id);
  const focusable = isOnBand ? undefined : (found(at) ?? found(selected) ?? firstInView(items, scale));
  return (
    <Drawing height={Math.max(leastHeight, below + rest.lanes * rest.laneHeight + foot)} scale={scale}>
      {unseen > 0 && (
        <Band
          count={unseen}
          beyond={main.hidden === 0}
          scale={scale}
          top={head - 4}
          focusable={isOnBand || focusable === undefined}
        />
      )}
      {groups.map(({ layout, top }, index) => (
        <g key={index === 0 ? 'main' : 'rest'} class={`events ${layout.mode}`}>
          {layout.items.map((item) => (
            <Placed
              key={item.event.id}
              item={item}
              top={top + item.lane * layout.laneHeight}
              mode={layout.mode}
              selected={item.event.id === selected}
              focusable={item === focusable}
            />
          ))}
        </g>
      ))}
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

type PlacedProps = { item: Item; top: number; mode: Mode; selected: boolean; focusable: boolean };

const barTops = { stacked: 18, beside: 4, dense: 2 } as const satisfies Record<Mode, number>;

function Placed({ item, top, mode, selected, focusable }: PlacedProps) {
  const { event, drawn, left, right } = item;
  const state = [event.contested ? 'contested' : '', selected ? 'selected' : ''].join(' ');
  return (
    <a
      class={`event ${state}`}
      href={pathTo({ kind: 'event', id: event.id })}
      aria-current={selected ? 'true' : undefined}
      data-at={event.id}
      draggable={false}
      {...svgAttributes(focusable, top)}
    >
      <title>{eventWords(event)}</title>
      <rect
        class="touch"
        x={left - 4}
        y={-2}
        width={right - left + 8}
        height={laneHeights[mode] - 1}
        rx="4"
      />
      <g transform={`translate(0 ${barTops[mode]})`}>
        <Mark {...drawn} tone={event.contested ? 'contested' : 'calm'} />
      </g>
      <Words label={item.label} contested={event.contested} y={mode === 'dense' ? 11 : 12} />
    </a>
  );
}

/** Draws title and time as separate texts, so that one from right to left does not reorder the other. */
function Words({ label, contested, y }: { label: Label; contested: boolean; y: number }) {
  const { x, title, whenX, when } = label;
  if (title === '') return null;
  return (
    <>
      <text class="label title" x={x} y={y}>
        {contested && <tspan class="flag">{flag}</tspan>}
        {isolated(title)}
      </text>
      {when !== '' && (
        <text class="label when" x={whenX} y={y}>
          {isolated(when)}
        </text>
      )}
    </>
  );
}

/** Describes an event and its mark for screen readers. */
function eventWords(event: Event): string {
  const { time } = event;
  const shape = time === null ? '' : shapeWords(shapeOf(time));
  const when = [timeWords(time), isolated(sourceWords(time) ?? ''), shape].filter((words) => words !== '');
  return `${isolated(event.title)}: ${termWords(event.type)}, ${when.join(', ')}${event.contested ? ', with disputed statements' : ''}`;
}
