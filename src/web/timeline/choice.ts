import type { Event } from '../state/schemas.ts';
import { type Span, spanOf } from '../time/bounds.ts';

/** Picks the events to draw if more reach into a view than can be drawn. */

/** Most events that are longer than the view; more would push the others out of sight. */
const mostLonger = 24;

export type Choice = { within: Event[]; longer: Event[] };

/**
 * Picks the events that are no longer than the view, in order of time, and some of the longer ones: first those that
 * begin in the view, from the latest, then the shortest. An event that begins at the first moment of the view does not
 * count as beginning in it: usually its time is a month or a year of which the view shows the first days.
 */
export function choiceOf(candidates: readonly Event[], view: Span, most: number): Choice {
  const length = view.end - view.start;
  const spans = new Map(candidates.map((event) => [event, event.time === null ? all : spanOf(event.time)]));
  const startOf = (event: Event) => spans.get(event)?.start ?? all.start;
  const lengthOf = (event: Event) => (spans.get(event)?.end ?? all.end) - startOf(event);
  const short = [...spans.keys()].filter((event) => lengthOf(event) <= length);
  const within = short.slice(0, most - mostLonger).sort((a, b) => startOf(a) - startOf(b));
  const begun = (event: Event) => (startOf(event) > view.start ? startOf(event) : Number.NEGATIVE_INFINITY);
  const longer = [...spans.keys()]
    .filter((event) => lengthOf(event) > length)
    .sort((a, b) => compare(begun(b), begun(a)) || compare(lengthOf(a), lengthOf(b)))
    .slice(0, mostLonger);
  return { within, longer };
}

const all: Span = { start: Number.NEGATIVE_INFINITY, end: Number.POSITIVE_INFINITY };

/** Compares without subtraction, since ∞ − ∞ is not a number. */
const compare = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);
