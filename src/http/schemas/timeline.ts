import { z } from 'zod';
import { TimelineInterval } from '../../domain/time/buckets.ts';

/** The shape of a timeline: how many events lie when. */

const day = (description: string) => z.string().meta({ description, examples: ['2024-03-01'] });
const count = (description: string) => z.int().min(0).meta({ description });

const TimelineBucket = z
  .strictObject({
    start: day('First day of the bucket in UTC.'),
    end: day('Last day of the bucket in UTC.'),
    possible: count(
      'Number of events that may lie in the bucket: some moment that they may stand for is inside it.',
    ),
    certain: count(
      'Number of events that surely lie in it: every moment that they may stand for is inside it.',
    ),
  })
  .meta({
    id: 'TimelineBucket',
    description: 'One unit of time, and how many events lie in it.',
    examples: [{ start: '2024-03-01', end: '2024-03-31', possible: 9, certain: 7 }],
  });

const TimelineTotal = z
  .strictObject({
    possible: count('Number of events that may lie in the time that all buckets cover.'),
    certain: count('Number of events that surely lie in it.'),
  })
  .meta({
    id: 'TimelineTotal',
    description: 'How many events there are in all buckets together, each counted once.',
    examples: [{ possible: 12, certain: 11 }],
  });

export const Timeline = z
  .strictObject({
    interval: TimelineInterval,
    start: day('First day of the first bucket; null where there is no bucket.').nullable(),
    end: day('Last day of the last bucket; null where there is no bucket.').nullable(),
    buckets: z.array(TimelineBucket).meta({ description: 'Buckets without gaps, in order of time.' }),
    total: TimelineTotal,
    unplaced: count(
      'Number of events of whose time nothing is known. They may lie in every bucket, so that they stand in each `possible`.',
    ),
  })
  .meta({ id: 'Timeline', description: 'How many events lie in each unit of time.' });
