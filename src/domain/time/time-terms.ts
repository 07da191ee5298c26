import { terms } from '../terms.ts';

/** Vocabularies that describe a time: its precision, its certainty, and how the event fills it. */

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
  'How certain a time is, by the qualifiers of all parts of its expression. Qualifiers never widen the bounds.',
  {
    exact: 'Nothing is qualified.',
    approximate: 'About then: EDTF `~`.',
    uncertain: 'Possibly then: EDTF `?`.',
    approximate_uncertain: 'Both: EDTF `%`, or `~` and `?` in different parts.',
  },
);

export const TimeExtentTerms = terms('TimeExtent', 'How an event fills the time between its bounds.', {
  point_within: 'At some point between them.',
  throughout: 'From the first to the last moment. Sets, and dates with gaps, cannot have it.',
  one_of: 'At one of the listed dates.',
  all_of: 'At all of the listed dates.',
});

export const TimeBoundKindTerms = terms('TimeBoundKind', 'Says if a time has a bound on one side.', {
  bounded: 'The bound is known.',
  open: 'There is no bound, or the event still goes on: EDTF `..`.',
  unknown: 'There is a bound, but it is not known: an empty side of an EDTF interval.',
});

export const TimeBasisTerms = terms('TimeBasis', 'Who decided how a time is read.', {
  stated: 'The source states it.',
  inferred: 'An editor inferred it.',
  imported: 'It comes from another dataset.',
});
