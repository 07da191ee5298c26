import { actorFilters } from '../../../src/domain/filters/actor.ts';
import { claimFilters } from '../../../src/domain/filters/claim.ts';
import { disputeFilters } from '../../../src/domain/filters/dispute.ts';
import { eventFilters } from '../../../src/domain/filters/event.ts';
import type { Filter, Filters } from '../../../src/domain/filters/filter.ts';
import { propositionFilters } from '../../../src/domain/filters/proposition.ts';
import { sourceFilters } from '../../../src/domain/filters/source.ts';
import { TimelineInterval } from '../../../src/domain/time/buckets.ts';
import { Random } from '../data/random.ts';
import { type Frequency, frequencies, type Parameters, type Sample, Values } from './values.ts';

/**
 * Requests of every shape: each filter of each list alone, each pair and some triples of them, as a list, a count, a
 * facet, a histogram and a map. They follow from the tables of filters.
 */

export type ShapeRequest = { family: string; path: string };

/** Something that filters narrow. */
export type Filtered = {
  /** A path; `{actorId}` stands for an actor. */
  path: string;
  kind: string;
  filters: Filters;
  /** A filter that the path sets. */
  fixed?: string;
  forms: readonly Form[];
};

type Form = 'list' | 'count' | 'facet' | 'histogram' | 'map';

const listForms: readonly Form[] = ['list', 'count'];

/** Every list, and what else takes the filters of one. */
export const filtered: readonly Filtered[] = [
  { path: '/v1/events', kind: 'events', filters: eventFilters, forms: [...listForms, 'facet'] },
  { path: '/v1/claims', kind: 'claims', filters: claimFilters, forms: [...listForms, 'facet'] },
  { path: '/v1/propositions', kind: 'propositions', filters: propositionFilters, forms: listForms },
  { path: '/v1/disputes', kind: 'disputes', filters: disputeFilters, forms: listForms },
  { path: '/v1/actors', kind: 'actors', filters: actorFilters, forms: listForms },
  { path: '/v1/sources', kind: 'sources', filters: sourceFilters, forms: listForms },
  {
    path: '/v1/actors/{actorId}/claims',
    kind: 'claims',
    filters: claimFilters,
    fixed: 'claimantId',
    forms: listForms,
  },
  { path: '/v1/timeline', kind: 'events', filters: eventFilters, forms: ['histogram'] },
  { path: '/v1/places', kind: 'events', filters: eventFilters, forms: ['map'] },
];

/** Conditions on a list, joined by "and". */
type Combination = readonly Parameters[];

/**
 * Returns the requests, the same for the same sample.
 * @param triples how many combinations of three filters each list and form has
 */
export function shapesOf(sample: Sample, triples: number): ShapeRequest[] {
  const random = new Random().begin(shapesSeed);
  const values = new Values(sample);
  const all = filtered.flatMap((one) =>
    one.forms.flatMap((form) =>
      combinationsOf(one, form, values, triples, random).flatMap((conditions) =>
        requestsOf(one, form, conditions, values, random),
      ),
    ),
  );
  return [...new Map(all.map((request) => [request.path, request])).values()];
}

const shapesSeed = 16;

function combinationsOf(
  { filters, fixed, kind }: Filtered,
  form: Form,
  values: Values,
  triples: number,
  random: Random,
): Combination[] {
  const names = Object.keys(filters).filter((name) => name !== fixed);
  const condition = (name: string, frequency: Frequency): Parameters | null => {
    const filter = filters[name] as Filter;
    const own = values.parametersFor(name, filter, kind, frequency);
    if (own === null || filter.is !== 'affiliates' || filter.of === fixed) return own;
    return { ...condition(filter.of, frequency), ...own };
  };
  /** A filter without a value of this frequency takes one of another. */
  const together = (some: readonly string[], frequencyOf: () => Frequency): Combination =>
    some.map((name) => {
      const wanted = frequencyOf();
      return [wanted, ...frequencies].map((one) => condition(name, one)).find((one) => one !== null) ?? {};
    });
  const any = () => random.pick(frequencies);
  const pairs = names.flatMap((one, index) => names.slice(index + 1).map((other) => [one, other]));
  return [
    [],
    ...names.flatMap((name) => frequencies.map((frequency) => together([name], () => frequency))),
    ...pairs.flatMap((pair) => [
      // As a list, what many records have is asked for, too: two large sets may have little in common.
      ...(form === 'list' ? [together(pair, () => 'frequent')] : []),
      together(pair, any),
    ]),
    ...Array.from({ length: triples }, () => together(threeOf(names, random), any)),
  ];
}

function threeOf(names: readonly string[], random: Random): string[] {
  const chosen = new Set<string>();
  while (chosen.size < Math.min(3, names.length)) chosen.add(random.pick(names));
  return [...chosen];
}

/** The requests of one form with these conditions: one, but for what has several forms without any. */
function requestsOf(
  { path, filters, fixed }: Filtered,
  form: Form,
  conditions: Combination,
  values: Values,
  random: Random,
): ShapeRequest[] {
  const frequency = random.chance(0.7) ? 'frequent' : 'rare';
  const claimant = values.parametersFor('claimantId', claimFilters.claimantId, 'claims', frequency);
  const place = path.replace('{actorId}', claimant?.claimantId ?? 'nobody-at-all');
  const facets = Object.entries(filters).flatMap(([name, filter]) =>
    'facet' in filter && filter.facet !== undefined && name !== fixed ? [name] : [],
  );
  const request = (more: Parameters): ShapeRequest => ({
    family: familyOf(form, conditions.length),
    path: withParameters(place, Object.assign({}, ...conditions, more)),
  });
  const few = conditions.length < 2;
  switch (form) {
    case 'list':
      return [request({ limit: '20' })];
    case 'count':
      return [request({ limit: '1', count: 'exact' })];
    case 'facet':
      return (few ? facets : [random.pick(facets)]).map((facet) => request({ limit: '1', facet }));
    case 'histogram':
      return conditions.length === 0
        ? TimelineInterval.options.map((interval) => request({ interval }))
        : [request({})];
    case 'map':
      return [request({})];
  }
}

const families: Readonly<Record<Form, string>> = {
  list: 'lists',
  count: 'counts',
  facet: 'facets',
  histogram: 'histograms',
  map: 'maps',
};

const familyOf = (form: Form, conditions: number) =>
  form === 'list'
    ? `lists, ${['0 or 1 condition', '0 or 1 condition', '2 conditions'][conditions] ?? '3 conditions'}`
    : families[form];

function withParameters(path: string, parameters: Parameters): string {
  const query = new URLSearchParams(parameters).toString();
  return query === '' ? path : `${path}?${query}`;
}
