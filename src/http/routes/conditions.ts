import type { BoundingBox, Nearness, SearchTerms, TimeCondition } from '../../domain/condition.ts';
import { ClaimlineError, type Fault, parameterError } from '../../domain/errors.ts';
import type { Conditions, EachOf, Filter, Filters, Window } from '../../domain/filters/filter.ts';
import { limits } from '../../domain/limits.ts';
import { searchTermsOf } from '../../domain/search/terms.ts';
import { TimeError } from '../../domain/time/time-error.ts';
import { parseWindow, type WindowEnd, type ZonedWindow } from '../../domain/time/window.ts';
import { type ZoneRule, zoneOf } from '../../domain/time/zone.ts';
import { faultsError } from '../problem.ts';
import { echo } from '../request/query-string.ts';

/** Turns query parameters into the conditions of a list. */

/** The query parameters as parsed by their schemas in `schemas/filter-parameters.ts`. */
type Given = Readonly<Record<string, unknown>>;

/**
 * Returns the conditions of a table of filters. Faults are collected and reported together.
 * @param fixed conditions set by the path of the operation
 * @param timeZone the zone that a window is read in: see `zoneAsked`
 * @throws ClaimlineError `invalid_parameter` with every fault
 */
export function conditionsOf<T extends Filters>(
  filters: T,
  given: Given,
  fixed: Conditions<T> = {},
  timeZone = 'UTC',
): Conditions<T> {
  const faults: Fault[] = [];
  const conditions: Record<string, unknown> = {};
  for (const name in filters) {
    try {
      const read = fixed[name] ?? conditionOf(name, filters[name] as Filter, given, fixed, timeZone);
      if (read !== undefined) conditions[name] = read;
    } catch (error) {
      if (!(error instanceof ClaimlineError) || error.faults.length === 0) throw error;
      faults.push(...error.faults);
    }
  }
  if (faults.length > 0) throw faultsError(faults);
  // TypeScript cannot see that each condition has the type of its filter.
  return conditions as Conditions<T>;
}

/** Returns the condition of one filter. The casts are safe: the schemas have checked every parameter. */
function conditionOf(name: string, filter: Filter, given: Given, fixed: object, timeZone: string): unknown {
  switch (filter.is) {
    case 'any_of':
    case 'yes_no':
    case 'time_known':
      return given[name];
    case 'each_of':
      return idsCondition(name, filter, given[name] as readonly string[] | undefined);
    case 'affiliates':
      return affiliatesCondition(name, filter.of, given, fixed);
    case 'words':
      return given.q === undefined ? undefined : wordsIn(given.q as string);
    case 'window':
      return timeCondition(given as Texts, filter.names, zoneOf(timeZone));
    case 'box':
      return boxCondition(name, given[name] as string | undefined);
    case 'near':
      return nearCondition(name, given[name] as string | undefined, given.radiusKm as number | undefined);
  }
}

/** Returns the different ids of texts such as `a` or `a,b`. @throws ClaimlineError `invalid_parameter` */
function idsCondition(name: string, { value }: EachOf, texts?: readonly string[]): string[] | undefined {
  if (texts === undefined) return undefined;
  const ids = [...new Set(texts.flatMap((text) => text.split(',')))];
  const wrong = ids.find((id) => !value.safeParse(id).success);
  if (wrong !== undefined) {
    throw parameterError(name, `${name} must be ids; got ${echo(wrong)} as one of them.`);
  }
  if (ids.length < 2 || ids.length > limits.partiesMax) {
    const detail = `${name} must have 2 to ${limits.partiesMax} different ids; got ${ids.length}.`;
    throw parameterError(name, detail);
  }
  return ids;
}

function affiliatesCondition(name: string, of: string, given: Given, fixed: object): unknown {
  if (given[name] !== undefined && given[of] === undefined && !Object.hasOwn(fixed, of)) {
    throw parameterError(name, `${name} needs a ${of}.`);
  }
  return given[name];
}

type Texts = { readonly [name: string]: string | undefined; match?: TimeCondition['match'] | undefined };
type Names = Window['names'];

/**
 * Returns the time window of a query, or undefined if it has none.
 * @throws ClaimlineError `invalid_parameter`
 */
function timeCondition(texts: Texts, names: Names, zone: ZoneRule): TimeCondition | undefined {
  const [from, to, on] = [texts[names.from], texts[names.to], texts[names.on]];
  const condition = ({ window, calendar }: ZonedWindow): TimeCondition => {
    const { match = 'possible' } = texts;
    return zone.isUtc ? { window, match } : { window, calendar, match, timeZone: zone.name };
  };
  if (on === undefined) {
    if (from === undefined && to === undefined) return withoutWindow(texts, names);
    const start = from === undefined ? nowhere : spanOf('from', from, names, zone);
    const end = to === undefined ? nowhere : spanOf('to', to, names, zone);
    // The window of a day that a zone skipped ends before it begins; its calendar day does not.
    if (
      isReversed(start.window.start, end.window.end) &&
      isReversed(start.calendar.start, end.calendar.end)
    ) {
      const detail = `${names.to} must not end before ${names.from} begins; got ${echo(to ?? '')} and ${echo(from ?? '')}.`;
      throw parameterError(names.to, detail);
    }
    return condition({
      window: { start: start.window.start, end: end.window.end },
      calendar: { start: start.calendar.start, end: end.calendar.end },
    });
  }
  if (from !== undefined || to !== undefined) {
    throw parameterError(names.on, `${names.on} cannot be combined with ${names.from} or ${names.to}.`);
  }
  return condition(spanOf('on', on, names, zone));
}

const isReversed = (start: number | null, end: number | null) =>
  start !== null && end !== null && start > end;

const nowhere: ZonedWindow = { window: { start: null, end: null }, calendar: { start: null, end: null } };

/** Refuses what would do nothing without a window. */
function withoutWindow(texts: Texts, names: Names): undefined {
  if (texts.match === undefined) return undefined;
  throw parameterError('match', `match needs a window: give ${names.from}, ${names.to} or ${names.on}.`);
}

/** Returns the window of one parameter. An error names the parameter as the operation does, for example `madeFrom`. */
function spanOf(parameter: WindowEnd, text: string, names: Names, zone: ZoneRule): ZonedWindow {
  try {
    return parseWindow(parameter, text, zone);
  } catch (error) {
    if (!(error instanceof TimeError)) throw error;
    throw parameterError(names[parameter], `${names[parameter]}: ${error.message}`);
  }
}

/**
 * Returns the words of a search text. Too many words are rejected: dropping some would return wrong matches.
 * @throws ClaimlineError `invalid_parameter`
 */
export function wordsIn(text: string): SearchTerms {
  const terms = searchTermsOf(text);
  if (terms.length > limits.searchTermsMax) {
    throw parameterError('q', `q must have at most ${limits.searchTermsMax} words; got ${terms.length}.`);
  }
  return terms;
}

const decimal = /^-?\d{1,3}(\.\d{1,12})?$/;

/** Parses decimal degrees separated by commas, such as `37.39,55.82`. Returns undefined for any other text. */
function degrees(text: string, count: number): number[] | undefined {
  const parts = text.split(',');
  return parts.length === count && parts.every((part) => decimal.test(part)) ? parts.map(Number) : undefined;
}

const isLongitude = (value: number) => value >= -180 && value <= 180;
const isLatitude = (value: number) => value >= -90 && value <= 90;

/** Parses `west,south,east,north`. @throws ClaimlineError `invalid_parameter` */
function boxCondition(name: string, text: string | undefined): BoundingBox | undefined {
  if (text === undefined) return undefined;
  const [west, south, east, north] = degrees(text, 4) ?? [];
  const complete = west !== undefined && south !== undefined && east !== undefined && north !== undefined;
  if (!complete) {
    throw parameterError(
      name,
      `${name} must be four decimal numbers, west,south,east,north, such as 36,55,38,56.5; got ${echo(text)}.`,
    );
  }
  if (![west, east].every(isLongitude) || ![south, north].every(isLatitude) || south > north) {
    throw parameterError(
      name,
      `${name} must be west,south,east,north with longitudes from -180 to 180, latitudes from -90 to 90, and south not above north; got ${echo(text)}.`,
    );
  }
  return { west, south, east, north };
}

/** Parses a point and its radius. @throws ClaimlineError `invalid_parameter` */
function nearCondition(
  name: string,
  text: string | undefined,
  radiusKm: number | undefined,
): Nearness | undefined {
  if (text === undefined && radiusKm === undefined) return undefined;
  if (text === undefined)
    throw parameterError(name, `${name} is missing: radiusKm needs a point, such as ${name}=37.39,55.82.`);
  if (radiusKm === undefined)
    throw parameterError('radiusKm', `radiusKm is missing: ${name} needs a radius, such as radiusKm=50.`);
  const [longitude, latitude] = degrees(text, 2) ?? [];
  if (longitude === undefined || latitude === undefined || !isLongitude(longitude) || !isLatitude(latitude)) {
    throw parameterError(
      name,
      `${name} must be longitude,latitude in decimal degrees, such as 37.39,55.82: longitude from -180 to 180, latitude from -90 to 90; got ${echo(text)}.`,
    );
  }
  if (radiusKm <= 0 || radiusKm > limits.radiusMaxKm) {
    throw parameterError(
      'radiusKm',
      `radiusKm must be above 0 and at most ${limits.radiusMaxKm}; got ${radiusKm}.`,
    );
  }
  return { longitude, latitude, radiusKm };
}
