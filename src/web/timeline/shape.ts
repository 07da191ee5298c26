import type { FuzzyTime } from '../state/schemas.ts';
import { type Span, spanOf } from '../time/bounds.ts';

/** How a time is drawn, so that the drawing says no more than is known. */

export type Ending =
  /** It begins or ends there. */
  | 'firm'
  /** Somewhere inside, nobody knows where. */
  | 'bracket'
  /** About there, or perhaps there. */
  | 'soft'
  /** There is no bound on this side. */
  | 'open'
  /** There is one, which nobody knows. */
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

/** The same in words, for who cannot see it. */
export function shapeWords({ fill, start, end }: Shape): string {
  const sides = [
    start === 'open' ? 'no beginning' : start === 'unknown' ? 'unknown beginning' : '',
    end === 'open' ? 'no end' : end === 'unknown' ? 'unknown end' : '',
  ].filter((words) => words !== '');
  const edges = start === 'soft' || end === 'soft' ? ['edges not sure'] : [];
  const inner = fill === 'point' ? ['exact'] : fill === 'within' ? ['at some point within'] : [];
  return [...inner, ...edges, ...sides].join(', ');
}
