import type { FuzzyTime } from '../state/schemas.ts';
import { type Span, spanOf } from '../time/bounds.ts';

/** Derives the shape of a mark from a time, so that the drawing shows no more than is known. */

export type Ending =
  /** The event begins or ends there. */
  | 'firm'
  /** The event lies somewhere inside. */
  | 'bracket'
  /** The bound is approximate or uncertain. */
  | 'soft'
  /** There is no bound on this side. */
  | 'open'
  /** There is a bound, which nobody knows. */
  | 'unknown';

export type Shape = {
  span: Span;
  /** `point`: known to the moment; `solid`: it lasted throughout; `within`: at some moment or day of it. */
  fill: 'point' | 'solid' | 'within' | 'several';
  start: Ending;
  end: Ending;
};

export function shapeOf(time: FuzzyTime): Shape {
  const { precision, qualifier, extent } = time;
  const soft = qualifier !== 'exact';
  const momentary = (precision === 'second' || precision === 'minute') && !soft;
  const fill = momentary
    ? 'point'
    : extent === 'throughout'
      ? 'solid'
      : extent === 'all_of'
        ? 'several'
        : 'within';
  const inside: Ending = soft ? 'soft' : fill === 'within' ? 'bracket' : 'firm';
  const ending = (kind: FuzzyTime['earliestKind']): Ending => (kind === 'bounded' ? inside : kind);
  return { span: spanOf(time), fill, start: ending(time.earliestKind), end: ending(time.latestKind) };
}

/** Describes a shape for screen readers. */
export function shapeWords({ fill, start, end }: Shape): string {
  const sides = [
    start === 'open' ? 'no beginning' : start === 'unknown' ? 'unknown beginning' : '',
    end === 'open' ? 'no end' : end === 'unknown' ? 'unknown end' : '',
  ].filter((words) => words !== '');
  const edges = start === 'soft' || end === 'soft' ? ['edges not sure'] : [];
  const inner = fill === 'point' ? ['exact'] : fill === 'within' ? ['at some point within'] : [];
  return [...inner, ...edges, ...sides].join(', ');
}
