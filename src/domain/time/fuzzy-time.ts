import { z } from 'zod';
import { longText, shortText } from '../primitives.ts';
import { type Edtf, hasOwnOffset, overallQualifier, pointsOf } from './ast.ts';
import { boundText } from './bound-text.ts';
import { type DetailedBounds, detailedBoundsOf } from './bounds.ts';
import { displayMomentWithin, displayTime } from './display.ts';
import { longestExpression, parseEdtf } from './edtf.ts';
import { innerBoundsOf } from './inner-bounds.ts';
import type { Inner, Span, Stretch } from './match.ts';
import { precisionOf } from './precision.ts';
import { printEdtf } from './print.ts';
import { stretchesMax, stretchesOf } from './stretches.ts';
import { TimeError } from './time-error.ts';
import {
  TimeBasisTerms,
  TimeBoundKindTerms,
  TimeExtentTerms,
  TimePrecisionTerms,
  TimeQualifierTerms,
} from './time-terms.ts';
import { utcZone, type ZoneRule, zoneOf } from './zone.ts';

const longestText = 200;
const longestNote = 1_000;
const longestZoneName = 64;
/** Stops at a wrong length: a text that is too long is not parsed as well. */
const abort = { abort: true };

export const TimePrecision = TimePrecisionTerms.schema;
export const TimeQualifier = TimeQualifierTerms.schema;
export const TimeExtent = TimeExtentTerms.schema;
export const TimeBoundKind = TimeBoundKindTerms.schema;
export const TimeBasis = TimeBasisTerms.schema;

export const EdtfExpression = z
  .string()
  .min(1, abort)
  .max(longestExpression, abort)
  .meta({
    id: 'Edtf',
    description:
      'A date, date-time, interval or set in EDTF (ISO 8601-2:2019): levels 0 and 1 whole, and from level 2 ' +
      'sets, component qualifiers, unspecified digits, sub-year groupings 21 to 41, exponential years and ' +
      'significant digits. Years run from -250000000 to 250000000. Beyond EDTF, a date-time may leave out its ' +
      'minutes or seconds, end in a qualifier, and stand in an interval or a set. `/` (nothing is known) and `../..` ' +
      '(open on both sides) are times of records. They cannot be a window, since they would find everything.',
    examples: ['2024-03-22', '2024-03-22T19:58+03:00', '[2024-02-11..2024-02-20]', '1984~', '2004-06-01/..'],
  });

export const TimeZoneName = z
  .string()
  .min(1, abort)
  .max(longestZoneName, abort)
  .meta({
    id: 'TimeZoneName',
    description: 'An IANA time zone name.',
    examples: ['Europe/Moscow', 'UTC'],
  });

export const TimeText = shortText(longestText).meta({
  id: 'TimeText',
  description: "The source's own words for the time, if they are short; at most 200 characters.",
  examples: ['mid-February'],
});

export const TimeBasisNote = longText(longestNote).meta({
  id: 'TimeBasisNote',
  description: 'The reason for this reading of the time; at most 1000 characters.',
  examples: ['The source gives the part of the month; the year is that of its own date.'],
});

export const TimeBound = z.string().meta({
  id: 'TimeBound',
  description:
    'An inclusive bound: a day of the time zone as `YYYY-MM-DD` if the time is known to the day or a coarser unit; ' +
    'else an RFC 3339 date-time in whole seconds with its offset. Years outside 0000 to 9999 have a sign and as many ' +
    'digits as they need.',
  examples: ['2024-02-20', '2024-03-22T19:58:59+03:00'],
});

const writtenFields = z.strictObject({
  edtf: EdtfExpression.meta({ description: 'The time as an EDTF expression.' }),
  text: TimeText.optional().meta({
    description: 'The source\'s own words for the time, such as "mid-February"; at most 200 characters.',
  }),
  extent: TimeExtent.optional().meta({
    description:
      'How the event fills the time between its bounds. By default it follows from the expression: `point_within` ' +
      'for a date, `throughout` for an interval, `one_of` for `[ ]`, `all_of` for `{ }`. A set, and a date with gaps ' +
      'such as `1960-XX-25`, cannot be `throughout`: an interval says from when to when an event lasted.',
  }),
  timeZone: TimeZoneName.optional().meta({
    description:
      'The IANA time zone of local days and times. By default a time of day is read in the `timeZone` of its dataset, or ' +
      'in UTC if that has none, and a day is a calendar day in every zone. Where the clocks of the zone skip or repeat a ' +
      'local time, it counts from the first to the last moment that it can mean.',
  }),
  basis: TimeBasis.optional().meta({ description: 'Who decided how the time is read; `stated` by default.' }),
  basisNote: TimeBasisNote.optional().meta({
    description: 'The reason for this reading; at most 1000 characters.',
  }),
});

/** A time as people write it. The schema parses the expression in its zone: an issue has the message of the `TimeError`. */
export const FuzzyTimeInput = writtenFields
  .superRefine((input, context) => {
    try {
      computeTime(input);
    } catch (error) {
      if (!(error instanceof TimeError)) throw error;
      context.addIssue({ code: 'custom', path: [error.parameter ?? 'edtf'], message: error.message });
    }
  })
  .meta({
    id: 'FuzzyTimeInput',
    description: 'A time as written in a dataset file: an EDTF expression, and how to read it.',
    examples: [
      { edtf: '2021-03-24' },
      { edtf: '2024-03-22T19:58', timeZone: 'Europe/Moscow' },
      { edtf: '[2024-02-11..2024-02-20]', text: 'mid-February', basis: 'inferred' },
    ],
  });
export type FuzzyTimeInput = z.infer<typeof FuzzyTimeInput>;

export const FuzzyTime = z
  .strictObject({
    edtf: EdtfExpression.meta({
      description: 'The EDTF expression in its canonical spelling: equal times have equal texts.',
    }),
    text: TimeText.nullable().meta({
      description: "The source's own words for the time, at most 200 characters; null if not recorded.",
    }),
    display: z.string().meta({
      description:
        'The time as English text, computed from `edtf`: "mid-February 2024". It names a time zone that is not UTC.',
    }),
    earliest: TimeBound.nullable().meta({
      description:
        'Inclusive earliest bound, a day or an RFC 3339 date-time; null if `earliestKind` is not `bounded`.',
    }),
    latest: TimeBound.nullable().meta({
      description:
        'Inclusive latest bound, a day or an RFC 3339 date-time; null if `latestKind` is not `bounded`.',
    }),
    latestStart: TimeBound.nullable().meta({
      description:
        'Latest moment at which a time that lasts throughout can have begun, as a day or an RFC 3339 date-time; null ' +
        'for every other extent, and for a set. Between `latestStart` and `earliestEnd` it surely went on.',
    }),
    earliestEnd: TimeBound.nullable().meta({
      description:
        'Earliest moment at which a time that lasts throughout can have ended, as a day or an RFC 3339 date-time; ' +
        'null for every other extent, and for a set.',
    }),
    earliestKind: TimeBoundKind.meta({ description: 'Says if the time has an earliest bound.' }),
    latestKind: TimeBoundKind.meta({ description: 'Says if the time has a latest bound.' }),
    precision: TimePrecision.meta({ description: 'The unit that the time is known to.' }),
    qualifier: TimeQualifier.meta({
      description: 'How certain the time is, by the qualifiers of the expression.',
    }),
    stretchCount: z
      .int()
      .nullable()
      .meta({
        description:
          'Number of stretches that the expression stands for: 2 for `[2024-03-03,2024-03-10]`, 12 for `1960-XX-25`, 1 for ' +
          'a time without gaps. A window between two stretches does not find the time. In `{ }` each member counts for ' +
          'itself, also each day, month or year of a range: 10 for `{2024-03-01..2024-03-10}`. Null if there are more ' +
          `than ${stretchesMax}: then everything from \`earliest\` to \`latest\` counts.`,
      }),
    extent: TimeExtent.meta({ description: 'How the event fills the time between its bounds.' }),
    timeZone: TimeZoneName.nullable().meta({
      description: 'The IANA time zone of local days and times; null if none was given.',
    }),
    zoneAssumed: z.boolean().meta({
      description:
        'True if neither a zone nor an offset was given for a local day or time. A time of day is then read as UTC. A ' +
        'day or a coarser unit is a calendar day: it is that day in every time zone.',
    }),
    basis: TimeBasis.meta({ description: 'Who decided how the time is read.' }),
    basisNote: TimeBasisNote.nullable().meta({
      description: 'The reason for this reading, at most 1000 characters; null if not recorded.',
    }),
  })
  .meta({
    id: 'FuzzyTime',
    description:
      'A time with its precision and uncertainty: the canonical expression, and the bounds and texts computed from it.',
    examples: [
      {
        edtf: '[2024-02-11..2024-02-20]',
        text: 'mid-February',
        display: 'mid-February 2024',
        earliest: '2024-02-11',
        latest: '2024-02-20',
        latestStart: null,
        earliestEnd: null,
        earliestKind: 'bounded',
        latestKind: 'bounded',
        precision: 'part_of_month',
        qualifier: 'exact',
        stretchCount: 1,
        extent: 'one_of',
        timeZone: null,
        zoneAssumed: true,
        basis: 'inferred',
        basisNote: null,
      },
    ],
  });
export type FuzzyTime = z.infer<typeof FuzzyTime>;

/**
 * Outer and inner bounds for the index, in seconds since 1970-01-01T00:00:00Z, all inclusive; null for none. `calendar` is
 * true for days and coarser units whose zone nobody wrote: their bounds are those of UTC days, but they are calendar days
 * in every zone. `stretches` is empty for a time without gaps, and for one of too many stretches.
 */
export type TimeKeys = Span & Inner & { readonly calendar: boolean; readonly stretches: readonly Stretch[] };
/** The keys of a record without a time: it may be any. */
export const noTime: TimeKeys = {
  start: null,
  end: null,
  latestStart: null,
  earliestEnd: null,
  calendar: false,
  stretches: [],
};

/**
 * Computes the served form of a written time and its bounds for the index.
 * @param read a reader with a cache, for a caller that reads the same times again
 * @throws TimeError whose `parameter` is the field at fault; undefined for `edtf`
 */
export function computeTime(
  input: FuzzyTimeInput,
  read: TimeReader = readTime,
): { fuzzy: FuzzyTime; keys: TimeKeys } {
  const { value, fields, keys, lasting, zoneWords } = read(input.edtf, input.timeZone);
  const extent = extentFor(value, input, lasting !== null);
  const inner = extent === 'throughout' ? lasting : null;
  const isMomentWithin = extent === 'point_within' && value.type === 'interval';
  const fuzzy: FuzzyTime = {
    edtf: fields.edtf,
    text: input.text ?? null,
    display: isMomentWithin ? `${displayMomentWithin(value)}${zoneWords}` : fields.display,
    earliest: fields.earliest,
    latest: fields.latest,
    latestStart: inner?.latestStart ?? null,
    earliestEnd: inner?.earliestEnd ?? null,
    earliestKind: fields.earliestKind,
    latestKind: fields.latestKind,
    precision: fields.precision,
    qualifier: fields.qualifier,
    stretchCount: fields.stretchCount,
    extent,
    timeZone: fields.timeZone,
    zoneAssumed: fields.zoneAssumed,
    basis: input.basis ?? 'stated',
    basisNote: input.basisNote ?? null,
  };
  // A time of any other extent is surely going on in a window only if all of it lies inside.
  const within = inner?.keys ?? { latestStart: keys.end, earliestEnd: keys.start };
  return { fuzzy, keys: { ...keys, ...within, stretches: stretchesFor(keys, extent) } };
}

/**
 * Leaves no stretch sure where the record took place at one moment only, nor where no beginning is known: lists find
 * such a record by its end.
 */
function stretchesFor(
  { start, stretches }: Pick<TimeKeys, 'start' | 'stretches'>,
  extent: FuzzyTime['extent'],
): readonly Stretch[] {
  const isUnsure = extent === 'point_within' || start === null;
  return isUnsure ? stretches.map((stretch) => ({ ...stretch, sure: false })) : stretches;
}

/** All that follows from an expression and a zone alone. */
export type TimeReading = {
  readonly value: Edtf;
  readonly fields: Readonly<
    Omit<FuzzyTime, 'text' | 'extent' | 'basis' | 'basisNote' | 'latestStart' | 'earliestEnd'>
  >;
  readonly keys: Span & Pick<TimeKeys, 'calendar' | 'stretches'>;
  /** The end of `display`: the name of a zone that is not UTC, such as ` (Europe/Kyiv)`. */
  readonly zoneWords: string;
  /** The inner bounds where the extent is `throughout`; null where the value has none. */
  readonly lasting: (Pick<FuzzyTime, 'latestStart' | 'earliestEnd'> & { readonly keys: Inner }) | null;
};

export type TimeReader = (edtf: string, timeZone: string | undefined) => TimeReading;

/** Reads an expression in a zone. @throws TimeError */
export function readTime(edtf: string, timeZone: string | undefined): TimeReading {
  const zone = timeZone === undefined ? utcZone : zoneOf(timeZone);
  const value = parseEdtf(edtf);
  const bounds = detailedBoundsOf(value, zone);
  const points = pointsOf(value);
  const zoneAssumed = timeZone === undefined && points.some((point) => !hasOwnOffset(point));
  const stretches = stretchesOf(value, zone);
  const isNamed = !zone.isUtc && points.some((point) => !hasOwnOffset(point));
  const zoneWords = isNamed ? ` (${zone.name})` : '';
  const fields = {
    edtf: printEdtf(value),
    display: `${displayTime(value)}${zoneWords}`,
    earliest: bounds.start === null ? null : boundText(bounds.start, zone),
    latest: bounds.end === null ? null : boundText(bounds.end, zone),
    earliestKind: bounds.startKind,
    latestKind: bounds.endKind,
    precision: precisionOf(value),
    qualifier: overallQualifier(value),
    stretchCount: stretches === null ? null : Math.max(1, stretches.length),
    timeZone: timeZone === undefined ? null : zone.name,
    zoneAssumed,
  };
  const keys = {
    start: bounds.start?.moment ?? null,
    end: bounds.end?.moment ?? null,
    calendar: zoneAssumed && points.every(({ type }) => type !== 'datetime'),
    stretches: stretches ?? [],
  };
  return { value, fields, keys, zoneWords, lasting: lastingOf(value, bounds, zone) };
}

function lastingOf(value: Edtf, bounds: DetailedBounds, zone: ZoneRule): TimeReading['lasting'] {
  const { latestStart, earliestEnd } = innerBoundsOf(value, bounds, zone);
  if (latestStart === null && earliestEnd === null) return null;
  return {
    latestStart: latestStart === null ? null : boundText(latestStart, zone),
    earliestEnd: earliestEnd === null ? null : boundText(earliestEnd, zone),
    keys: { latestStart: latestStart?.moment ?? null, earliestEnd: earliestEnd?.moment ?? null },
  };
}

/** Returns the served form of a written time, as `computeTime` does. */
export function resolveTime(input: FuzzyTimeInput, read: TimeReader = readTime): FuzzyTime {
  return computeTime(input, read).fuzzy;
}

/** Returns the bounds of a written time for the index. @throws TimeError */
export function timeKeys(input: FuzzyTimeInput): TimeKeys {
  return computeTime(input).keys;
}

/**
 * Picks the extent. A set's brackets say `one_of` or `all_of`; a written extent may add to that, not contradict it.
 * @param isFilled true if the value has inner bounds: it can be filled from its first to its last moment
 */
function extentFor(value: Edtf, { edtf, extent }: FuzzyTimeInput, isFilled: boolean): FuzzyTime['extent'] {
  if (extent === 'throughout' && !isFilled && value.type !== 'interval') {
    const problem = `needs one stretch of time without gaps, which ${edtf} does not state`;
    throw contradiction(extent, problem, 'an interval such as 2024-03-01/2024-03-10, or no extent');
  }
  if (value.type === 'set') {
    if (extent === undefined || extent === value.mode) return value.mode;
    if (extent === 'point_within') return extent;
    const brackets = extent === 'one_of' ? '[ ]' : '{ }';
    throw contradiction(
      extent,
      `contradicts the brackets of ${edtf}`,
      `a set in ${brackets}, or ${value.mode}`,
    );
  }
  if (extent === 'one_of' || extent === 'all_of') {
    const expected = 'point_within or throughout, or a set such as [2024-02-11..2024-02-20]';
    throw contradiction(extent, `needs a set, which ${edtf} is not`, expected);
  }
  return extent ?? (value.type === 'interval' ? 'throughout' : 'point_within');
}

function contradiction(extent: string, problem: string, expected: string): TimeError {
  return new TimeError({
    expression: extent,
    part: extent,
    offset: 0,
    problem,
    expected,
    parameter: 'extent',
  });
}
