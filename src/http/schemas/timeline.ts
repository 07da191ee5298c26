import { z } from 'zod';
import { wholeNumber } from '../../domain/primitives.ts';
import { TimelineInterval } from '../../domain/time/buckets.ts';
import { TimeZoneName } from '../../domain/time/fuzzy-time.ts';

/** The schema of a timeline: counts of events per unit of time. */

const day = (description: string) => z.string().meta({ description, examples: ['2024-03-01'] });

const TimelineBucket = z
  .strictObject({
    start: day('First day of the bucket, in `timeZone`.'),
    end: day('Last day of the bucket, in `timeZone`.'),
    possible: wholeNumber('Number of events that may lie in the bucket: their possible time overlaps it.'),
    underWay: wholeNumber('Number of events that are surely going on at some moment of the bucket.'),
    certain: wholeNumber(
      'Number of events that must lie in the bucket: their whole possible time is inside it.',
    ),
  })
  .meta({
    id: 'TimelineBucket',
    description: 'One unit of time with its numbers of events.',
    examples: [{ start: '2024-03-01', end: '2024-03-31', possible: 9, underWay: 8, certain: 7 }],
  });

const TimelineTotal = z
  .strictObject({
    possible: wholeNumber('Number of events that may lie in the window.'),
    underWay: wholeNumber('Number of events that are surely going on at some moment of the window.'),
    certain: wholeNumber('Number of events that must lie in the window.'),
  })
  .meta({
    id: 'TimelineTotal',
    description:
      'Numbers of events in the whole window, in whole days, as a list of the same window has them: on a side that it ' +
      'leaves open, nothing is ruled out. Without a window, from the `start` to the `end` of the timeline. Each event ' +
      'is counted once.',
    examples: [{ possible: 12, underWay: 12, certain: 11 }],
  });

export const Timeline = z
  .strictObject({
    timeZone: TimeZoneName.meta({
      description: 'The IANA time zone whose days make the buckets, and in which the window was read.',
    }),
    interval: TimelineInterval,
    start: day('First day of the first bucket. Null if there are no buckets.').nullable(),
    end: day('Last day of the last bucket. Null if there are no buckets.').nullable(),
    buckets: z.array(TimelineBucket).meta({ description: 'The buckets without gaps, in order of time.' }),
    total: TimelineTotal,
    unplaced: wholeNumber(
      'Number of events whose time is unknown. They may lie in any bucket, so every `possible` includes them.',
    ),
  })
  .meta({ id: 'Timeline', description: 'Numbers of events per unit of time.' });
