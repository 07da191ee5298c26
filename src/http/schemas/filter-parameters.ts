import { z } from 'zod';
import { TimeMatch } from '../../domain/condition.ts';
import type {
  AnyOf,
  EachOf,
  Filter,
  Filters,
  ParameterName,
  Window,
  Words,
} from '../../domain/filters/filter.ts';
import { limits } from '../../domain/limits.ts';
import { EdtfExpression } from '../../domain/time/fuzzy-time.ts';
import { KnownTimeZone } from '../../domain/time/known-zone.ts';

/** The query parameters of filters. */

type Parameters<Name extends string> = { readonly [K in Name]: z.ZodOptional<z.ZodType> };

/**
 * Returns the query parameters of a table of filters, in the table's order.
 * @param fixed filters without a parameter, because the path of the operation sets them
 */
export function filterParameters<T extends Filters, Fixed extends keyof T = never>(
  filters: T,
  ...fixed: readonly Fixed[]
): Parameters<ParameterName<Omit<T, Fixed>>> {
  const asked = Object.entries(filters).filter(([name]) => !fixed.some((each) => each === name));
  const parameters = Object.assign({}, ...asked.map(([name, filter]) => parametersOf(name, filter)));
  // TypeScript cannot see that the names are those of `ParameterName`.
  return parameters as Parameters<ParameterName<Omit<T, Fixed>>>;
}

function parametersOf(name: string, filter: Filter): Record<string, z.ZodOptional<z.ZodType>> {
  switch (filter.is) {
    case 'any_of':
      return { [name]: valuesOf(filter) };
    case 'each_of':
      return { [name]: idsOf(filter) };
    case 'words':
      return { q: searchText(filter).optional() };
    case 'window':
      return windowOf(filter);
    case 'box':
      return { [name]: boxText(filter.description) };
    case 'near':
      return { [name]: pointText(filter.description), radiusKm: radius(filter.radius) };
    case 'yes_no':
    case 'time_known':
    case 'affiliates':
      return { [name]: z.boolean().optional().meta({ description: filter.description }) };
  }
}

/** Returns a parameter that may be repeated. A record matches if it has any of the values. */
export const valuesOf = <T extends AnyOf['value']>({
  value,
  description,
}: {
  value: T;
  description: string;
}) =>
  z
    .array(value)
    .max(limits.repeatedValuesMax)
    .optional()
    .meta({ description: `${description} May be repeated (OR).` });

/** Characters of an id, with the comma after it: see `idPattern`. */
const idMaxChars = 129;

/** Returns a parameter that is repeated for each id, as all others are. Ids may also be written as one list: `a,b`. */
const idsOf = ({ description, example }: EachOf) =>
  z
    .array(z.string().max(limits.partiesMax * idMaxChars))
    .max(limits.partiesMax)
    .optional()
    .meta({
      description: `${description} Give 2 to ${limits.partiesMax} ids: repeat the parameter, or separate them by commas (AND).`,
      examples: [example],
    });

export const searchText = ({ description, example }: Pick<Words, 'description' | 'example'>) =>
  z
    .string()
    .min(1)
    .max(limits.searchTextMaxChars)
    .meta({
      description:
        `${description}. Case, accents, vowel points and variants of letters and digits are ignored. At most ` +
        `${limits.searchTermsMax} words. The last word may be a prefix of at least three letters, or of any length in ` +
        'names of actors. Scripts without spaces, such as Chinese, are found by any part of a text. No character has a ' +
        'special meaning.',
      examples: [example],
    });

const edtf = (description: string) =>
  EdtfExpression.optional().meta({
    description:
      `${description} An EDTF expression or ISO 8601 date, such as \`2024-03\`, that stands for one stretch of time: ` +
      'not a set of days apart such as `[2024-03-03,2024-03-10]`, and neither `/` nor `../..`.',
  });

/** The days of a window. */
const timeZone = KnownTimeZone.optional().meta({
  description:
    'IANA name of the time zone of the dates and times of the window, such as `Europe/Kyiv`. Default: the `timeZone` of ' +
    'the dataset, if exactly one `datasetId` is asked for and it has one, else UTC. The response names the zone. A ' +
    'record with a day or a coarser unit whose zone nobody wrote is compared with the calendar days of the window.',
});

const windowOf = ({ names, description }: Window) => ({
  [names.from]: edtf(`${description} begins at the earliest moment of this date.`),
  [names.to]: edtf(`${description} ends at the latest moment of this date.`),
  [names.on]: edtf(
    `${description} is this whole date. Cannot be combined with \`${names.from}\` or \`${names.to}\`.`,
  ),
  match: TimeMatch.optional().meta({
    description:
      '`possible` (the default) returns records that may lie in the window. `under_way` returns only records that are ' +
      'surely going on at some moment of it, such as a siege from May to August in every month from May to August. ' +
      '`certain` returns only records that must lie in it whole. An unknown start or end matches `possible`, and never ' +
      'matches `certain` on a side that the window bounds.',
  }),
  timeZone,
});

const boxText = (description: string) =>
  z
    .string()
    .min(1)
    .max(100)
    .optional()
    .meta({
      description:
        `${description}: \`west,south,east,north\` in decimal degrees of WGS 84 (RFC 7946 §5). ` +
        'If west is greater than east, the box crosses the antimeridian.',
      examples: ['36,55,38,56.5'],
    });

const pointText = (description: string) =>
  z
    .string()
    .min(1)
    .max(60)
    .optional()
    .meta({
      description: `${description}: \`longitude,latitude\` in decimal degrees of WGS 84. Requires \`radiusKm\`.`,
      examples: ['37.39,55.82'],
    });

const radius = (description: string) =>
  z
    .number()
    .optional()
    .meta({
      description: `${description}: great-circle distance in kilometres, above 0 and at most ${limits.radiusMaxKm}.`,
      examples: [50],
    });
