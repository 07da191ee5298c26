import type { z } from 'zod';
import type { BoundingBox, Nearness, SearchTerms, TimeCondition } from '../condition.ts';
import { type Terms, terms } from '../terms.ts';
import type { WindowEnd } from '../time/window.ts';

/**
 * Declares the kinds of filter. The tables beside this file declare each filter of a resource once. Its parameters, its
 * condition in the store, its facet and its place in the address of the explorer follow from the table. A table maps the
 * name of a condition to its filter, such as `type: anyOf(EventType, …)`.
 */

type Described = { description: string };

/** Matches records that have at least one of the values. */
export type AnyOf = Described & { is: 'any_of'; value: z.ZodType<string>; facet: string | undefined };
/** Matches records that have all of several values, at least two. */
export type EachOf = Described & { is: 'each_of'; value: z.ZodType<string>; example: readonly string[] };
/** Matches records with a property, or records without it. */
export type YesNo = Described & { is: 'yes_no'; facet: string | undefined };
/** Matches records that contain all words of a text. The parameter is `q`. */
export type Words = Described & { is: 'words'; example: string };
/** Matches records in a window of time. `names` are the parameters for its two ends, and for both at once. */
export type Window<Name extends string = string> = Described & {
  is: 'window';
  names: Readonly<Record<WindowEnd, Name>>;
};
/** Matches records with a known time, or records without one. */
type TimeKnown = Described & { is: 'time_known' };
/** Matches records with a point in a box. */
type Box = Described & { is: 'box' };
/** Matches records with a point near another one. The parameter `radiusKm` sets the distance. */
type Near = Described & { is: 'near'; radius: string };
/** Adds the affiliates of the actors that the filter `of` names. */
type Affiliates<Of extends string = string> = Described & { is: 'affiliates'; of: Of };

export type Filter = AnyOf | EachOf | YesNo | Words | Window | TimeKnown | Box | Near | Affiliates;
export type Filters = Readonly<Record<string, Filter>>;

/** @param facet describes the facet of this name, such as "By type."; without it there is no such facet */
export const anyOf = <const F extends string | undefined = undefined>(
  value: z.ZodType<string>,
  description: string,
  facet?: F,
) => ({ is: 'any_of', value, description, facet: facet as F }) as const;

export const eachOf = (value: z.ZodType<string>, description: string, example: readonly string[]) =>
  ({ is: 'each_of', value, description, example }) as const;

export const yesNo = <const F extends string | undefined = undefined>(description: string, facet?: F) =>
  ({ is: 'yes_no', description, facet: facet as F }) as const;

export const words = (description: string, example: string) =>
  ({ is: 'words', description, example }) as const;

/** @param description the window as the subject of a sentence: "The window" */
export const window = <const Name extends string>(
  names: Readonly<Record<WindowEnd, Name>>,
  description: string,
) => ({ is: 'window', names, description }) as const;

export const timeKnown = (description: string) => ({ is: 'time_known', description }) as const;
export const box = (description: string) => ({ is: 'box', description }) as const;
export const near = (description: string, radius: string) => ({ is: 'near', description, radius }) as const;
export const affiliates = <const Of extends string>(of: Of, description: string) =>
  ({ is: 'affiliates', of, description }) as const;

/** The value that the store gets for a filter. */
type ConditionOf<F> = F extends AnyOf | EachOf
  ? readonly string[]
  : F extends YesNo | TimeKnown | Affiliates
    ? boolean
    : F extends Words
      ? SearchTerms
      : F extends Window
        ? TimeCondition
        : F extends Box
          ? BoundingBox
          : F extends Near
            ? Nearness
            : never;

/** The conditions of a table of filters. A record must meet all of them. An absent filter is no condition. */
export type Conditions<T extends Filters> = { [K in keyof T]?: ConditionOf<T[K]> | undefined };

/** The names of the parameters of a table of filters. */
export type ParameterName<T extends Filters> = {
  [K in keyof T & string]: T[K] extends Words
    ? 'q'
    : T[K] extends Window<infer Name>
      ? Name | 'match' | 'timeZone'
      : T[K] extends Near
        ? K | 'radiusKm'
        : K;
}[keyof T & string];

/** The names of the filters of a table that have a facet. */
export type FacetName<T extends Filters> = {
  [K in keyof T & string]: T[K] extends { facet: string } ? K : never;
}[keyof T & string];

/** Returns the facets of a table of filters as a vocabulary. */
export function facetTerms<T extends Filters>(
  id: string,
  description: string,
  filters: T,
): Terms<Record<FacetName<T>, string>> {
  const facets = Object.entries(filters).flatMap(([name, filter]) =>
    'facet' in filter && filter.facet !== undefined ? [[name, filter.facet]] : [],
  );
  // The entries are exactly the names of `FacetName`, but TypeScript cannot prove it.
  return terms(id, description, Object.fromEntries(facets) as Record<FacetName<T>, string>);
}
