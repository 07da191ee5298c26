import { z } from 'zod';
import { limits } from '../../domain/limits.ts';
import { countryCode, idOf } from '../../domain/primitives.ts';
import { CountMode, TimeMatch, TimeSort } from '../../domain/query.ts';
import { terms } from '../../domain/terms.ts';
import { EdtfExpression } from '../../domain/time/fuzzy-time.ts';

/** Query parameters that several operations share. */

/** A parameter that may be repeated: any one of the values is enough. */
export const anyOf = <T extends z.ZodType>(value: T, description: string) =>
  z
    .array(value)
    .max(limits.repeatedValuesMax)
    .optional()
    .meta({ description: `${description} Repeat it for several: any one is enough.` });

export const ids = (what: string, description: string) => anyOf(idOf(what), description);

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

const edtf = (description: string) =>
  EdtfExpression.optional().meta({
    description: `${description} An EDTF expression or ISO 8601 date, read in UTC.`,
  });

export const timeParameters = {
  from: edtf('The window begins with the earliest moment of this.'),
  to: edtf('The window ends with the latest moment of this.'),
  on: edtf('The window is all of this; not together with `from` or `to`.'),
  match: TimeMatch.optional().meta({
    description:
      'Whether records need only possibly lie in the window (`possible`, where not given) or certainly. A missing ' +
      'bound of a record counts as infinite for `possible`, and fails `certain` on a side that the window bounds.',
  }),
};

export const madeParameters = {
  madeFrom: edtf('The window of when claims were made begins with the earliest moment of this.'),
  madeTo: edtf('The window of when claims were made ends with the latest moment of this.'),
  madeOn: edtf(
    'The window of when claims were made is all of this; not together with `madeFrom` or `madeTo`.',
  ),
  match: timeParameters.match,
};

export const timeSort = TimeSort.optional().meta({
  description: 'Order by time; `time` where not given. Records without a known start come last in both.',
});

export const contested = z
  .boolean()
  .optional()
  .meta({ description: 'Only what is contested (`true`), or only what is not (`false`).' });

export const countryCodes = anyOf(
  countryCode(),
  'Only events in this country, as an ISO 3166-1 alpha-2 code.',
);

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

export const searchText = (description: string, example: string) =>
  z
    .string()
    .min(1)
    .max(limits.searchTextMaxChars)
    .meta({
      description:
        `${description}, ignoring case and accents of Latin letters; at most ${limits.searchTermsMax} words, of which ` +
        'the last may be the beginning of one. Every character is taken literally.',
      examples: [example],
    });

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
