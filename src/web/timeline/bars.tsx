import { addressPath } from '../state/address.ts';
import { addressNow } from '../state/navigation.ts';
import { boundSpan, type Span, windowText } from '../time/bounds.ts';
import { numberWords, rangeWords } from '../time/words.ts';
import { svgAttributes } from './svg-attributes.ts';
import type { Scale } from './view.ts';

/** The histogram: for each period, a bar of the events that possibly lie in it, and in front those that surely do. */

export type Bucket = { start: string; end: string; possible: number; underWay: number };
type Props = { buckets: readonly Bucket[]; scale: Scale; height: number };

/** A drawn bucket: the bar, and the pixels that it spans. */
type Bar = { bucket: Bucket; left: number; width: number };

const room = 14;

export const spanOfBucket = ({ start, end }: Bucket): Span => ({
  start: boundSpan(start)?.start ?? 0,
  end: boundSpan(end)?.end ?? 0,
});

/** Returns the path of the timeline with the window of a bucket. */
const pathToBucket = (bucket: Bucket): string =>
  addressPath({ ...addressNow(), ...windowText(spanOfBucket(bucket)) });

const mostIn = (buckets: readonly Bucket[]) => Math.max(1, ...buckets.map(({ possible }) => possible));

function barsIn(buckets: readonly Bucket[], scale: Scale): Bar[] {
  return buckets.flatMap((bucket) => {
    const { start, end } = spanOfBucket(bucket);
    const [left, right] = [scale.x(start), scale.x(end)];
    if (right < 0 || left > scale.width || bucket.possible === 0) return [];
    return [{ bucket, left, width: Math.max(1, right - left - (right - left > 4 ? 1 : 0)) }];
  });
}

/** The bars of the drawing. Each is a link to its period; one of them, `at`, is the tab stop. */
export function Bars({ buckets, scale, height, at }: Props & { at: string | null }) {
  const bars = barsIn(buckets, scale);
  const most = mostIn(buckets);
  const stop = bars.find(({ bucket }) => bucket.start === at) ?? bars[0];
  return (
    <g class="bars">
      {bars.map((bar) => (
        <a
          key={bar.bucket.start}
          class="bar"
          href={pathToBucket(bar.bucket)}
          data-at={bar.bucket.start}
          draggable={false}
          {...svgAttributes(bar === stop, 0)}
        >
          <title>
            {rangeWords(bar.bucket.start, bar.bucket.end)}: {numberWords(bar.bucket.possible)} possibly,{' '}
            {numberWords(bar.bucket.underWay)} certainly
          </title>
          <rect class="touch" x={bar.left} width={bar.width} y={room} height={height - room} />
          <Columns bar={bar} most={most} height={height} />
        </a>
      ))}
      <line class="grid" x2={scale.width} y1={room} y2={room} />
      <text class="tick" x={scale.width - 6} y={room - 4} text-anchor="end">
        {numberWords(most)}
      </text>
      <line class="base" x2={scale.width} y1={height - 0.5} y2={height - 0.5} />
    </g>
  );
}

/** The bars of the strip, which are no links. */
export function StripBars({ buckets, scale, height }: Props) {
  const most = mostIn(buckets);
  return (
    <g>
      {barsIn(buckets, scale).map((bar) => (
        <Columns key={bar.bucket.start} bar={bar} most={most} height={height} />
      ))}
    </g>
  );
}

function Columns({ bar, most, height }: { bar: Bar; most: number; height: number }) {
  const { bucket, left, width } = bar;
  const tall = (count: number) => (count === 0 ? 0 : Math.max(1.5, (count / most) * (height - room)));
  const column = (name: string, count: number) => (
    <rect class={name} x={left} width={width} y={height - tall(count)} height={tall(count)} />
  );
  return (
    <>
      {column('possible', bucket.possible)}
      {column('under-way', bucket.underWay)}
    </>
  );
}
