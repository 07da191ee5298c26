import { exactness } from './places.ts';

/** Explains the marks of the map. */

const dot = 5;
/** In the order of exactness, and at the end the one that is not known. */
const explained = [
  ...exactness.filter(({ precision }) => precision !== 'unknown'),
  ...exactness.filter(({ precision }) => precision === 'unknown'),
];

export function Legend() {
  return (
    <section class="map-legend" aria-label="What the marks mean">
      <p>
        <Mark ring={0} number="7" /> several events: click to come closer
      </p>
      <p>The ring says how exact the place is; of several events, the least exact.</p>
      <ul>
        {explained.map(({ precision, words, ring }) => (
          <li key={precision}>
            <Mark ring={ring} precision={precision} />
            {words}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Mark({ ring, precision = 'exact', number }: { ring: number; precision?: string; number?: string }) {
  const radius = number === undefined ? dot : 10;
  const half = Math.max(radius + ring, 10) + 1;
  return (
    <svg
      class="mark"
      viewBox={`${-half} ${-half} ${2 * half} ${2 * half}`}
      width={2 * half}
      height={2 * half}
      aria-hidden="true"
    >
      <circle class="ring" data-precision={precision} r={radius + ring} />
      <circle class="spot" r={radius} />
      {number !== undefined && <text dy="0.35em">{number}</text>}
    </svg>
  );
}
