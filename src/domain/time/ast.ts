/**
 * The values an EDTF expression can stand for (ISO 8601-2:2019; Library of Congress EDTF, levels 0 to 2),
 * in one normal form: two expressions with the same meaning parse to deeply equal values.
 */

/** `?` uncertain, `~` approximate, `%` both (LoC EDTF level 1, "Qualification of a date"). */
export type Qualifier = 'exact' | 'uncertain' | 'approximate' | 'approximate_uncertain';

/** A qualifier for each component; a component that is not written is `exact`. */
export type Qualifiers = { readonly year: Qualifier; readonly month: Qualifier; readonly day: Qualifier };

/**
 * Digits of which some are unspecified: `0`-`9` and at least one `X`. Four places for a year (a leading `-`
 * for the years before 0000), two for a month or a day.
 */
export type DigitMask = string;

export type Component = number | DigitMask;

export type EdtfDate = {
  readonly type: 'date';
  readonly year: Component;
  /** The `S` suffix: how many leading digits of the year are significant; null when it is not written. */
  readonly significantDigits: number | null;
  readonly month: Component | null;
  readonly day: Component | null;
  readonly qualifiers: Qualifiers;
};

/** A sub-year grouping, codes 21 to 41; `qualifiers.month` is the grouping's own. */
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

/** `..` is open, nothing at all is unknown (LoC EDTF level 1, "Extended interval"). */
export type EdtfSide = EdtfPoint | { readonly type: 'open' } | { readonly type: 'unknown' };

export type EdtfInterval = { readonly type: 'interval'; readonly start: EdtfSide; readonly end: EdtfSide };

/** All values from `from` to `to`; null where `..` stands at the set's edge. At most one of them is null. */
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

/** Bit 0 is uncertain, bit 1 approximate: qualifiers add up, `?` and `~` on one component mean `%`. */
export function qualifierBits(qualifier: Qualifier): number {
  return byBits.indexOf(qualifier);
}

function qualifierFromBits(bits: number): Qualifier {
  return byBits[bits] ?? 'exact';
}

export function combineQualifiers(first: Qualifier, second: Qualifier): Qualifier {
  return qualifierFromBits(qualifierBits(first) | qualifierBits(second));
}

/** The qualifiers of every component and member, added up. */
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

/** Every date, season and date-time in a value, in the order written. */
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

/** Whether the point names a moment on its own, without a zone from elsewhere. */
export function hasOwnOffset(point: EdtfPoint): boolean {
  return point.type === 'datetime' && point.offsetMinutes !== null;
}
