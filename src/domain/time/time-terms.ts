import { terms } from '../terms.ts';

/** The words that describe a time: how closely it is known, how surely, and how it is filled. */

export const TimePrecisionTerms = terms('TimePrecision', 'The unit that a time is known to.', {
  second: 'To the second.',
  minute: 'To the minute.',
  hour: 'To the hour.',
  day: 'To the day.',
  part_of_month: 'To a third of a month: days 1 to 10, 11 to 20, or 21 to the end.',
  month: 'To the month.',
  quarter: 'To a quarter of a year.',
  season: 'To a season.',
  quadrimester: 'To four months.',
  semester: 'To half a year.',
  year: 'To the year.',
  decade: 'To the ten years that share all digits but the last.',
  century: 'To the hundred years that share all digits but the last two.',
  range: 'An interval, a set, or anything between units.',
  unknown: 'Nothing is known.',
});

export const TimeQualifierTerms = terms(
  'TimeQualifier',
  'How sure an expression is of itself, over all its parts. Qualifiers never widen the bounds.',
  {
    exact: 'Nothing is qualified.',
    approximate: 'About then: EDTF `~`.',
    uncertain: 'Possibly then: EDTF `?`.',
    approximate_uncertain: 'Both: EDTF `%`, or `~` and `?` in different parts.',
  },
);

export const TimeExtentTerms = terms('TimeExtent', 'How what happened fills its bounds.', {
  point_within: 'At some point within them.',
  throughout: 'From the first to the last moment.',
  one_of: 'At one of the listed dates.',
  all_of: 'At all of the listed dates.',
});

export const TimeBoundKindTerms = terms('TimeBoundKind', 'Whether a time has a bound on one side.', {
  bounded: 'It has one that is known.',
  open: 'It has none, or is still going on: EDTF `..`.',
  unknown: 'It has one that nobody knows.',
});

export const TimeBasisTerms = terms('TimeBasis', 'Who decided how a time is read.', {
  stated: 'The source states it.',
  inferred: 'An editor inferred it.',
  imported: 'It was taken over from another dataset.',
});
