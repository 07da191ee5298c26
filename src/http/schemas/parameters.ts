import { z } from 'zod';
import { limits } from '../../domain/limits.ts';
import { CountMode, NameSort, PropositionSort, TimeSort, WindowSort } from '../../domain/query.ts';
import { terms } from '../../domain/terms.ts';

/** Query parameters shared by several operations. Filters are in `filter-parameters.ts`. */

export const pageParameters = {
  limit: z
    .int()
    .min(1)
    .max(limits.pageSizeMax)
    .optional()
    .meta({
      description: `Maximum number of records on a page, 1 to ${limits.pageSizeMax}. Default: ${limits.pageSizeDefault}.`,
    }),
  cursor: z.string().min(1).max(limits.cursorMaxChars).optional().meta({
    description:
      '`page.nextCursor` of the previous page. All filters and `sort` must be the same as on that page.',
  }),
};

export const timeSort = TimeSort.optional().meta({
  description: 'Order by time. Default: `time`. Records without a known start come last in both orders.',
});

export const windowSort = WindowSort.optional().meta({
  description:
    'Order by time. Default: `in_window` for a time window that begins (`from` or `on`) with `match=possible`, else ' +
    '`time`. Records without a known start come last in every order.',
});

export const nameSort = NameSort.optional().meta({ description: 'Order by name. Default: `name`.' });

export const propositionSort = PropositionSort.optional().meta({
  description: 'Order by number of claims. Default: `claim_count_desc`.',
});

export const IncludeTerms = terms('Include', 'Related records that can be added to a response.', {
  actors: 'The actors that the records name.',
  events: 'The events that the records name.',
  sources: 'The sources that the records cite.',
});

export const include = z
  .array(IncludeTerms.schema)
  .max(3)
  .optional()
  .meta({ description: 'Adds related records under `included`. May be repeated.' });

const countMode = (estimates: string) =>
  CountMode.optional().meta({
    description: `Adds the number of records on all pages as \`page.count\`. Default: \`none\`. ${estimates}`,
  });

const fewCounted = `An \`estimate\` is exact for up to ${limits.countedExactlyMax} records`;
const sampleCounted = `Otherwise it is extrapolated from a sample of ${limits.countSampleRows} rows.`;

/** Applies to lists with stored counts per dataset and per day. */
export const count = countMode(
  `${fewCounted}. It is also exact without filters, for events with only a time window of whole days, and for other ` +
    `records with only \`datasetId\`. ${sampleCounted}`,
);

/** Applies to lists without stored counts. */
export const countOfPropositions = countMode(`${fewCounted}. ${sampleCounted}`);

/** Applies to lists that are always counted exactly: a sample would save no work. */
export const countOfFew = countMode('An `estimate` of this list is always exact.');

/** Returns the parameter that requests counts by value. */
export const facetOf = <T extends z.ZodType>(name: T) =>
  z
    .array(name)
    .max(limits.repeatedValuesMax)
    .optional()
    .meta({
      description:
        'Adds counts by value under `facets`. A facet applies all filters except its own parameter, so it also counts ' +
        `the values that are not selected. It has at most ${limits.facetValuesMax} values, the most frequent ones. May ` +
        'be repeated.',
    });

/** Maps each value of `include` to the kind of record that it adds. */
export const includedKinds = { actors: 'actor', events: 'event', sources: 'source' } as const;
