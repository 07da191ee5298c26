import { z } from 'zod';
import { CountBasis } from '../../domain/query.ts';

/** The envelope of a list's pages. */

export const numberOf = (description: string) =>
  z
    .int()
    .min(0)
    .meta({ description, examples: [12] });

const PageCount = z
  .strictObject({
    basis: CountBasis,
    total: numberOf('Number of records that meet all conditions.'),
    possible: numberOf(
      'Number of records that there are with `match=possible`; only where a window of time was asked for.',
    ).optional(),
    certain: numberOf(
      'Number of records that there are with `match=certain`; only where a window of time was asked for.',
    ).optional(),
  })
  .meta({
    id: 'PageCount',
    description: 'How many records a whole list has.',
    examples: [{ basis: 'exact', total: 12, possible: 12, certain: 9 }],
  });

export const PageInfo = z
  .strictObject({
    nextCursor: z
      .string()
      .nullable()
      .meta({ description: 'Pass it as `cursor` for the next page; null on the last one.' }),
    hasMore: z.boolean().meta({ description: 'Whether more records follow.' }),
    count: PageCount.optional().meta({ description: 'Only where `count` was given, and not as `none`.' }),
  })
  .meta({
    id: 'PageInfo',
    description: 'Where a page stands in its list.',
    examples: [{ nextCursor: null, hasMore: false }],
  });

/** Makes the schema of a list's pages. */
export function pageOf<T extends z.ZodType>(id: string, record: T, what: string, more: z.ZodRawShape = {}) {
  return z
    .strictObject({
      data: z.array(record).meta({ description: `The ${what} of this page, in the order asked for.` }),
      page: PageInfo,
      ...more,
    })
    .meta({ id, description: `One page of a list of ${what}.` });
}
