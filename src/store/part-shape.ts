import type { TimeCondition } from '../domain/condition.ts';
import type { TimeKey } from './parts.ts';
import type { Begins } from './sections.ts';
import type { Slots, Value } from './slots.ts';
import type { WindowValues } from './time-relation.ts';
import type { ClassSet } from './timeline.ts';
import type { Link } from './way.ts';

/** The statement of one part of a list in order of time: its shape, and its values. */

/** What names the statement of a part of a list. */
export type Shape = {
  descending: boolean;
  known: boolean;
  column: string | null;
  link: Link | null;
  also: string | null;
  reach: ClassSet | null;
  lasting: boolean;
  /** The match of the window where the ranges of the part do not say all of it. */
  relation: TimeCondition['match'] | null;
  /** Whether only times with gaps need to be held against the window once more. */
  isWithinRanges: boolean;
  begins: Begins | null;
};

/** What the statement of a part compares with. */
export type PartValues = {
  filter: Value;
  way: readonly string[];
  also: readonly string[] | undefined;
  affiliates: boolean;
  after: TimeKey;
  until: number;
  endsFrom: number | undefined;
  endsTo: number | undefined;
  /** The window itself, where the ranges of the part do not say all of it. */
  window: WindowValues | undefined;
  take: number;
};
export type PartSlots = { readonly [K in Exclude<keyof PartValues, 'filter'>]: Slots<PartValues[K]> };
