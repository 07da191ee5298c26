import { type Scale, ticksOf } from './view.ts';

/** The axis: round times in the reader's locale, and above them the year or day that they belong to. */

const hour = 3_600;
const day = 24 * hour;

type Format = Intl.DateTimeFormatOptions;
type Level = { below: number; tick: Format; context?: Format };

/** What to write beside ticks that lie less than so many seconds apart, and what they have in common. */
const levels: readonly Level[] = [
  {
    below: 0.9 * day,
    tick: { hour: '2-digit', minute: '2-digit' },
    context: { day: 'numeric', month: 'long', year: 'numeric' },
  },
  { below: 27 * day, tick: { day: 'numeric', month: 'short' }, context: { year: 'numeric' } },
  { below: 360 * day, tick: { month: 'short' }, context: { year: 'numeric' } },
  { below: Number.POSITIVE_INFINITY, tick: { year: 'numeric' } },
];

const locale = [...navigator.languages];
const formats = new Map<Format, Intl.DateTimeFormat>();
const formatted = (format: Format, seconds: number): string => {
  const known = formats.get(format) ?? new Intl.DateTimeFormat(locale, { ...format, timeZone: 'UTC' });
  formats.set(format, known);
  return known.format(seconds * 1_000);
};

export function Axis({ scale, height }: { scale: Scale; height: number }) {
  const { ticks, step } = ticksOf(scale);
  const level = levels.find(({ below }) => step < below) ?? levels.at(-1);
  if (level === undefined) return null;
  const context = (tick: number) => (level.context === undefined ? '' : formatted(level.context, tick));
  let before = '';
  return (
    <g class="axis">
      {ticks.map((tick) => {
        const x = Math.round(scale.x(tick)) + 0.5;
        const words = context(tick);
        const changed = words !== before;
        before = words;
        return (
          <g key={tick} transform={`translate(${x} 0)`}>
            <line class="grid" y1="36" y2={height} />
            <text class="tick" y="30" x="5">
              {formatted(level.tick, tick)}
            </text>
            {changed && (
              <text class="context" y="13" x="5">
                {words}
              </text>
            )}
          </g>
        );
      })}
      <line class="base" x2={scale.width} y1="36.5" y2="36.5" />
    </g>
  );
}
