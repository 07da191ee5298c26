import { z } from 'zod';
import { limits } from '../../domain/limits.ts';
import { CountMode, NameSort, PropositionSort, TimeSort } from '../../domain/query.ts';
import { terms } from '../../domain/terms.ts';

/** Query parameters that several operations share, beside their filters. */

export const pageParameters = {
  limit: z
    .int()
    .min(1)
    .max(limits.pageSizeMax)
    .optional()
    .meta({
      description: `How many records a page has at most, 1 to ${limits.pageSizeMax}; ${limits.pageSizeDefault} where not given.`,
    }),
  cursor: z.string().min(1).max(limits.cursorMaxChars).optional().meta({
    description:
      'Where the page begins: `page.nextCursor` of the page before, with otherwise the same parameters.',
  }),
};

export const timeSort = TimeSort.optional().meta({
  description: 'Order by time; `time` where not given. Records without a known start come last in both.',
});

export const nameSort = NameSort.optional().meta({ description: 'Order by name; `name` where not given.' });

export const propositionSort = PropositionSort.optional().meta({
  description: 'Order by number of claims; `claim_count_desc` where not given.',
});

export const IncludeTerms = terms('Include', 'Records that an answer brings along.', {
  actors: 'The actors that the records name.',
  events: 'The events that the records name.',
  sources: 'The sources that the records rest on.',
});

export const include = z
  .array(IncludeTerms.schema)
  .max(3)
  .optional()
  .meta({ description: 'Records to bring along under `included`. Repeat it for several.' });

const countMode = (estimates: string) =>
  CountMode.optional().meta({
    description: `Whether \`page.count\` says how many records the whole list has; \`none\` where not given. ${estimates}`,
  });

const fewCounted = `An \`estimate\` is exact for up to ${limits.countedExactlyMax} records`;
const sampleCounted = `else a sample of ${limits.countSampleRows} rows stands for all.`;

/** Of lists that counts of datasets and days are kept for. */
export const count = countMode(
  `${fewCounted}, for all records of a kind or of datasets, and for events of which only whole days of time are asked; ` +
    sampleCounted,
);

/** Of lists that no counts are kept for. */
export const countOfPropositions = countMode(`${fewCounted}; ${sampleCounted}`);

/** Of lists that are counted as quickly as a sample would be. */
export const countOfFew = countMode('Here an `estimate` is always exact.');

/** A parameter that asks for counts by value. */
export const facetOf = <T extends z.ZodType>(name: T) =>
  z
    .array(name)
    .max(limits.repeatedValuesMax)
    .optional()
    .meta({
      description:
        'What `facets` counts the records of the whole list by. Each facet counts under all conditions but that of its ' +
        `own parameter, so that it shows what else could be chosen; the ${limits.facetValuesMax} most frequent values are ` +
        'told. Repeat it for several.',
    });

/** The kind of record that each word of `include` brings along. */
export const includedKinds = { actors: 'actor', events: 'event', sources: 'source' } as const;
