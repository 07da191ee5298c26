import { z } from 'zod';
import { TimeMatch } from '../../domain/condition.ts';
import type { AnyOf, Filter, Filters, ParameterName, Window, Words } from '../../domain/filters/filter.ts';
import { limits } from '../../domain/limits.ts';
import { EdtfExpression } from '../../domain/time/fuzzy-time.ts';

/** The query parameters of filters. */

type Parameters<Name extends string> = { readonly [K in Name]: z.ZodOptional<z.ZodType> };

/**
 * The parameters of a table of filters, in its order.
 * @param fixed filters that the path of the operation states already
 */
export function filterParameters<T extends Filters, Fixed extends keyof T = never>(
  filters: T,
  ...fixed: readonly Fixed[]
): Parameters<ParameterName<Omit<T, Fixed>>> {
  const asked = Object.entries(filters).filter(([name]) => !fixed.some((each) => each === name));
  const parameters = Object.assign({}, ...asked.map(([name, filter]) => parametersOf(name, filter)));
  // The names are those that `ParameterName` gives, which TypeScript cannot see.
  return parameters as Parameters<ParameterName<Omit<T, Fixed>>>;
}

function parametersOf(name: string, filter: Filter): Record<string, z.ZodOptional<z.ZodType>> {
  switch (filter.is) {
    case 'any_of':
      return { [name]: valuesOf(filter) };
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

/** A parameter that may be repeated: any one of the values is enough. */
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
    .meta({ description: `${description} Repeat it for several: any one is enough.` });

export const searchText = ({ description, example }: Pick<Words, 'description' | 'example'>) =>
  z
    .string()
    .min(1)
    .max(limits.searchTextMaxChars)
    .meta({
      description:
        `${description}, ignoring case and accents of Latin letters; at most ${limits.searchTermsMax} words, of which ` +
        'the last may be the beginning of one: among names of actors any letters, else three or more. ' +
        'Every character is taken literally.',
      examples: [example],
    });

const edtf = (description: string) =>
  EdtfExpression.optional().meta({
    description: `${description} An EDTF expression or ISO 8601 date, read in UTC.`,
  });

const windowOf = ({ names, description }: Window) => ({
  [names.from]: edtf(`${description} begins with the earliest moment of this.`),
  [names.to]: edtf(`${description} ends with the latest moment of this.`),
  [names.on]: edtf(`${description} is all of this; not together with \`${names.from}\` or \`${names.to}\`.`),
  match: TimeMatch.optional().meta({
    description:
      'Whether records need only possibly lie in the window (`possible`, where not given) or certainly. A missing ' +
      'bound of a record counts as infinite for `possible`, and fails `certain` on a side that the window bounds.',
  }),
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
        'Where west is above east, the box crosses the antimeridian.',
      examples: ['36,55,38,56.5'],
    });

const pointText = (description: string) =>
  z
    .string()
    .min(1)
    .max(60)
    .optional()
    .meta({
      description: `${description}: \`longitude,latitude\` in decimal degrees of WGS 84. Needs \`radiusKm\`.`,
      examples: ['37.39,55.82'],
    });

const radius = (description: string) =>
  z
    .number()
    .optional()
    .meta({
      description: `${description}, in kilometres of great circle, above 0 and at most 20040.`,
      examples: [50],
    });
