import { boundSpan } from '../time/bounds.ts';
import { numberWords, rangeWords } from '../time/words.ts';
import type { Scale } from './view.ts';

/** How many events there are at a time: those that are certainly going on then in front of those that possibly lie there. */

export type Bucket = { start: string; end: string; possible: number; underWay: number };
type Props = { buckets: readonly Bucket[]; scale: Scale; height: number; figures?: boolean };

const room = 14;

export function Bars({ buckets, scale, height, figures = true }: Props) {
  const most = Math.max(1, ...buckets.map(({ possible }) => possible));
  const tall = (count: number) => (count === 0 ? 0 : Math.max(1.5, (count / most) * (height - room)));
  return (
    <g class="bars">
      {buckets.map((bucket) => {
        const [left, right] = edges(bucket, scale);
        if (right < 0 || left > scale.width || bucket.possible === 0) return null;
        const width = Math.max(1, right - left - (right - left > 4 ? 1 : 0));
        return (
          <g key={bucket.start}>
            {figures && (
              <title>
                {rangeWords(bucket.start, bucket.end)}: {numberWords(bucket.possible)} possibly,{' '}
                {numberWords(bucket.underWay)} certainly
              </title>
            )}
            <rect
              class="possible"
              x={left}
              width={width}
              y={height - tall(bucket.possible)}
              height={tall(bucket.possible)}
            />
            <rect
              class="under-way"
              x={left}
              width={width}
              y={height - tall(bucket.underWay)}
              height={tall(bucket.underWay)}
            />
          </g>
        );
      })}
      {figures && <Figures most={most} height={height} width={scale.width} />}
    </g>
  );
}

function edges({ start, end }: Bucket, scale: Scale): [number, number] {
  const [first, last] = [boundSpan(start)?.start ?? 0, boundSpan(end)?.end ?? 0];
  return [scale.x(first), scale.x(last)];
}

function Figures({ most, height, width }: { most: number; height: number; width: number }) {
  return (
    <>
      <line class="grid" x2={width} y1={room} y2={room} />
      <text class="tick" x={width - 6} y={room - 4} text-anchor="end">
        {numberWords(most)}
      </text>
      <line class="base" x2={width} y1={height - 0.5} y2={height - 0.5} />
    </>
  );
}
