/**
 * The values that EDTF expressions parse to (ISO 8601-2:2019; Library of Congress EDTF, levels 0 to 2). They have one
 * normal form: two expressions with the same meaning parse to deeply equal values.
 */

/** `?` uncertain, `~` approximate, `%` both (LoC EDTF level 1, "Qualification of a date"). */
export type Qualifier = 'exact' | 'uncertain' | 'approximate' | 'approximate_uncertain';

/** One qualifier for each component of a date; a component that is not written is `exact`. */
export type Qualifiers = { readonly year: Qualifier; readonly month: Qualifier; readonly day: Qualifier };

/**
 * Digits with at least one unspecified digit `X`, such as `156X` (LoC EDTF level 1, "Unspecified digit"). A year has
 * four digits, and a leading `-` before 0000; a month or a day has two.
 */
export type DigitMask = string;

export type Component = number | DigitMask;

export type EdtfDate = {
  readonly type: 'date';
  readonly year: Component;
  /** Count of significant leading digits, the suffix `S2` of `1950S2`; null if it is not written. */
  readonly significantDigits: number | null;
  readonly month: Component | null;
  readonly day: Component | null;
  readonly qualifiers: Qualifiers;
};

/** A season, quarter or other part of a year, codes 21 to 41; `qualifiers.month` qualifies that code. */
export type EdtfSeason = {
  readonly type: 'season';
  readonly year: Component;
  readonly season: number;
  readonly qualifiers: Qualifiers;
};

export type EdtfDateTime = {
  readonly type: 'datetime';
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number | null;
  readonly second: number | null;
  /** Minutes east of UTC; null for a local time. */
  readonly offsetMinutes: number | null;
  readonly qualifier: Qualifier;
};

export type EdtfPoint = EdtfDate | EdtfSeason | EdtfDateTime;

/** One side of an interval: `..` is open, an empty side is unknown (LoC EDTF level 1, "Extended interval"). */
export type EdtfSide = EdtfPoint | { readonly type: 'open' } | { readonly type: 'unknown' };

export type EdtfInterval = { readonly type: 'interval'; readonly start: EdtfSide; readonly end: EdtfSide };

/** All values from `from` to `to`, a member of a set. One of them may be null: `..date` or `date..` at the set's edge. */
export type EdtfRange = {
  readonly type: 'range';
  readonly from: EdtfPoint | null;
  readonly to: EdtfPoint | null;
};

export type EdtfSet = {
  readonly type: 'set';
  readonly mode: 'one_of' | 'all_of';
  readonly members: readonly (EdtfPoint | EdtfRange)[];
};

export type Edtf = EdtfPoint | EdtfInterval | EdtfSet;

export const allExact: Qualifiers = Object.freeze({ year: 'exact', month: 'exact', day: 'exact' });

const byBits: readonly Qualifier[] = ['exact', 'uncertain', 'approximate', 'approximate_uncertain'];

/** Returns a qualifier as bits (1 uncertain, 2 approximate), so that qualifiers add up: `?` and `~` make `%`. */
export function qualifierBits(qualifier: Qualifier): number {
  return byBits.indexOf(qualifier);
}

function qualifierFromBits(bits: number): Qualifier {
  return byBits[bits] ?? 'exact';
}

/** Returns the qualifier that both together mean: uncertain and approximate make `approximate_uncertain`. */
export function combineQualifiers(first: Qualifier, second: Qualifier): Qualifier {
  return qualifierFromBits(qualifierBits(first) | qualifierBits(second));
}

/** Adds up the qualifiers of all components and members of a value. */
export function overallQualifier(value: Edtf | EdtfSide | EdtfRange): Qualifier {
  switch (value.type) {
    case 'date':
    case 'season': {
      if (value.qualifiers === allExact) return 'exact';
      const { year, month, day } = value.qualifiers;
      return combineQualifiers(combineQualifiers(year, month), day);
    }
    case 'datetime':
      return value.qualifier;
    case 'interval':
      return combineQualifiers(overallQualifier(value.start), overallQualifier(value.end));
    case 'range':
      return combineQualifiers(
        value.from === null ? 'exact' : overallQualifier(value.from),
        value.to === null ? 'exact' : overallQualifier(value.to),
      );
    case 'set':
      return value.members.map(overallQualifier).reduce(combineQualifiers, 'exact');
    case 'open':
    case 'unknown':
      return 'exact';
  }
}

/** Tells if a side of an interval has a date: it is neither open nor unknown. */
export function isPoint(side: EdtfSide): side is EdtfPoint {
  return side.type !== 'open' && side.type !== 'unknown';
}

/** Returns every date, season and date-time in a value, in the order in which they are written. */
export function pointsOf(value: Edtf | EdtfSide | EdtfRange): readonly EdtfPoint[] {
  switch (value.type) {
    case 'interval':
      return [...pointsOf(value.start), ...pointsOf(value.end)];
    case 'set':
      return value.members.flatMap(pointsOf);
    case 'range':
      return [value.from, value.to].filter((point) => point !== null);
    case 'open':
    case 'unknown':
      return [];
    default:
      return [value];
  }
}

/** Returns true for a date-time with its own offset, such as `2024-03-22T19:58+03:00`: it needs no time zone. */
export function hasOwnOffset(point: EdtfPoint): boolean {
  return point.type === 'datetime' && point.offsetMinutes !== null;
}
