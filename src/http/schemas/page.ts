import { z } from 'zod';
import { CountBasis } from '../../domain/query.ts';
import { TimeZoneName } from '../../domain/time/fuzzy-time.ts';

/** The envelope of a page: `data`, `page` and further members. */

export const numberOf = (description: string) =>
  z
    .int()
    .min(0)
    .meta({ description, examples: [12] });

const PageCount = z
  .strictObject({
    basis: CountBasis,
    total: numberOf('Number of records that match all filters.'),
    possible: numberOf(
      'Number of records with `match=possible`. Present only if the request has a time window.',
    ).optional(),
    underWay: numberOf(
      'Number of records with `match=under_way`. Present only if the request has a time window.',
    ).optional(),
    certain: numberOf(
      'Number of records with `match=certain`. Present only if the request has a time window.',
    ).optional(),
  })
  .meta({
    id: 'PageCount',
    description: 'Number of records on all pages of a list.',
    examples: [{ basis: 'exact', total: 12, possible: 12, underWay: 10, certain: 9 }],
  });

export const PageInfo = z
  .strictObject({
    nextCursor: z
      .string()
      .nullable()
      .meta({ description: 'Pass it as `cursor` to get the next page. Null on the last page.' }),
    hasMore: z.boolean().meta({ description: '`true` if another page follows.' }),
    count: PageCount.optional().meta({
      description: 'Present only with `count=estimate` or `count=exact`.',
    }),
    timeZone: TimeZoneName.optional().meta({
      description:
        'The IANA time zone in which the window of the request was read. Present only if the request has a time window.',
    }),
  })
  .meta({
    id: 'PageInfo',
    description: 'Position of a page in its list.',
    examples: [{ nextCursor: null, hasMore: false }],
  });

/** Returns the schema of a list's pages. */
export function pageOf<T extends z.ZodType>(id: string, record: T, what: string, more: z.ZodRawShape = {}) {
  return z
    .strictObject({
      data: z.array(record).meta({ description: `The ${what} of this page, in the requested order.` }),
      page: PageInfo,
      ...more,
    })
    .meta({ id, description: `One page of a list of ${what}.` });
}
