import type { Ending, Shape } from './shape.ts';

/** The mark of one event, which shows how exactly its time is known. */

const thick = 9;
const fade = 14;

export type Drawn = {
  shape: Shape;
  /** Pixels at which the time begins and ends, cut at the edges of the view. */
  left: number;
  right: number;
  cutLeft: boolean;
  cutRight: boolean;
};

export function Mark({ shape, left, right, cutLeft, cutRight, tone }: Drawn & { tone: Tone }) {
  if (shape.fill === 'point') return <circle class="point" cx={left} cy={thick / 2} r={thick / 2} />;
  const width = Math.max(right - left, 3);
  const start = cutLeft ? 'cut' : shape.start;
  const end = cutRight ? 'cut' : shape.end;
  const softLeft = start === 'soft' || start === 'open' || start === 'unknown';
  const softRight = end === 'soft' || end === 'open' || end === 'unknown';
  const body = `body ${shape.fill}`;
  // An approximate side fades at its edge. A side without a bound fades over the whole length.
  const inset = (ending: Ending | 'cut') =>
    ending === 'soft' ? Math.min(fade, width / 2) : softLeft && softRight ? width / 2 : width;
  const from = left + (softLeft ? inset(start) : 0);
  const to = Math.max(from, left + width - (softRight ? inset(end) : 0));
  return (
    <>
      {softLeft && (
        <rect class="fade" fill={`url(#fade-left-${tone})`} x={left} width={from - left} height={thick} />
      )}
      {to > from && (
        <rect class={body} x={from} width={to - from} height={thick} rx={shape.fill === 'solid' ? 2 : 0} />
      )}
      {softRight && (
        <rect
          class="fade"
          fill={`url(#fade-right-${tone})`}
          x={to}
          width={left + width - to}
          height={thick}
        />
      )}
      {start === 'bracket' && width > 8 && <path class="bracket" d={bracket(left, 1)} />}
      {end === 'bracket' && width > 8 && <path class="bracket" d={bracket(left + width, -1)} />}
      {(start === 'open' || start === 'unknown') && (
        <Arrow x={left} side={-1} unknown={start === 'unknown'} />
      )}
      {(end === 'open' || end === 'unknown') && (
        <Arrow x={left + width} side={1} unknown={end === 'unknown'} />
      )}
    </>
  );
}

const bracket = (x: number, side: 1 | -1) =>
  `M${x + side * 4} -1.5H${x + side * 0.75}V${thick + 1.5}H${x + side * 4}`;

function Arrow({ x, side, unknown }: { x: number; side: 1 | -1; unknown: boolean }) {
  const middle = thick / 2;
  return (
    <>
      <path
        class="arrow"
        d={`M${x - side * 2} ${middle - 4}L${x + side * 3} ${middle}L${x - side * 2} ${middle + 4}`}
      />
      {unknown && (
        <text class="unknown" x={x + side * 7} y={thick} text-anchor={side === 1 ? 'start' : 'end'}>
          ?
        </text>
      )}
    </>
  );
}

/** Colour of a mark: contested events have one of their own. */
export type Tone = (typeof tones)[number];
const tones = ['calm', 'contested'] as const;

/** The gradients of edges that fade, which the marks share. */
export function MarkDefinitions() {
  return (
    <defs>
      {tones.map((tone) => (
        <g key={tone}>
          <linearGradient id={`fade-left-${tone}`} x1="1" x2="0">
            <stop class={`stop ${tone}`} offset="0" stop-opacity="0.45" />
            <stop class={`stop ${tone}`} offset="1" stop-opacity="0" />
          </linearGradient>
          <linearGradient id={`fade-right-${tone}`}>
            <stop class={`stop ${tone}`} offset="0" stop-opacity="0.45" />
            <stop class={`stop ${tone}`} offset="1" stop-opacity="0" />
          </linearGradient>
        </g>
      ))}
    </defs>
  );
}
