import { ClaimlineError, type Fault, parameterError } from '../../domain/errors.ts';
import { limits } from '../../domain/limits.ts';
import {
  type BoundingBox,
  type Nearness,
  type SearchTerms,
  searchTermsOf,
  type TimeCondition,
} from '../../domain/query.ts';
import { parseWindow, type Span } from '../../domain/time/match.ts';
import { TimeError } from '../../domain/time/time-error.ts';
import { faultsError } from '../problem.ts';
import { echo } from '../request/query-string.ts';

/** Conditions that are more than a list of values: read from the texts of their parameters. */

/**
 * Reads several conditions and tells all that is wrong with them together.
 * @throws ClaimlineError `invalid_parameter` with every fault
 */
export function allConditions<T extends Record<string, unknown>>(readers: { [K in keyof T]: () => T[K] }): T {
  const faults: Fault[] = [];
  const read = Object.entries<() => unknown>(readers).map(([name, reader]) => {
    try {
      return [name, reader()];
    } catch (error) {
      if (!(error instanceof ClaimlineError) || error.faults.length === 0) throw error;
      faults.push(...error.faults);
      return [name, undefined];
    }
  });
  if (faults.length > 0) throw faultsError(faults);
  return Object.fromEntries(read);
}

type WindowTexts = {
  from?: string | undefined;
  to?: string | undefined;
  on?: string | undefined;
  match?: TimeCondition['match'] | undefined;
};

type WindowParameter = 'from' | 'to' | 'on';
type Names = Readonly<Record<WindowParameter, string>>;

const ownNames: Names = { from: 'from', to: 'to', on: 'on' };
const madeNames: Names = { from: 'madeFrom', to: 'madeTo', on: 'madeOn' };

/**
 * The condition on time that these parameters state; undefined where they state none.
 * @throws ClaimlineError `invalid_parameter`
 */
export function timeCondition(texts: WindowTexts, names = ownNames): TimeCondition | undefined {
  const { from, to, on, match = 'possible' } = texts;
  if (on === undefined) {
    if (from === undefined && to === undefined) {
      if (texts.match === undefined) return undefined;
      throw parameterError('match', `match needs a window: give ${names.from}, ${names.to} or ${names.on}.`);
    }
    const start = from === undefined ? null : spanOf('from', from, names).start;
    const end = to === undefined ? null : spanOf('to', to, names).end;
    if (start !== null && end !== null && start > end) {
      const detail = `${names.to} must not end before ${names.from} begins; got ${echo(to ?? '')} and ${echo(from ?? '')}.`;
      throw parameterError(names.to, detail);
    }
    return { window: { start, end }, match };
  }
  if (from !== undefined || to !== undefined) {
    throw parameterError(names.on, `${names.on} must stand alone, without ${names.from} and ${names.to}.`);
  }
  return { window: spanOf('on', on, names), match };
}

/** What one parameter says of the window, told under the name that the operation gives it. */
function spanOf(parameter: WindowParameter, text: string, names: Names): Span {
  try {
    return parseWindow({ [parameter]: text });
  } catch (error) {
    if (!(error instanceof TimeError)) throw error;
    throw parameterError(names[parameter], `${names[parameter]}: ${error.message}`);
  }
}

type MadeTexts = {
  madeFrom?: string | undefined;
  madeTo?: string | undefined;
  madeOn?: string | undefined;
  match?: TimeCondition['match'] | undefined;
};

/** The condition on when claims were made. */
export const madeCondition = ({ madeFrom, madeTo, madeOn, match }: MadeTexts) =>
  timeCondition({ from: madeFrom, to: madeTo, on: madeOn, match }, madeNames);

/**
 * The words of a search text. More than may be are refused, not left out: what was not searched for would be missed.
 * @throws ClaimlineError `invalid_parameter`
 */
export function wordsIn(text: string): SearchTerms {
  const terms = searchTermsOf(text);
  if (terms.length > limits.searchTermsMax) {
    throw parameterError('q', `q must have at most ${limits.searchTermsMax} words; got ${terms.length}.`);
  }
  return terms;
}

/** The condition on words; undefined where none is asked for. @throws ClaimlineError `invalid_parameter` */
export const wordsCondition = (text: string | undefined) => (text === undefined ? undefined : wordsIn(text));

const number = /^-?\d{1,3}(\.\d{1,12})?$/;

/** Decimal degrees separated by commas; undefined where the text is anything else. */
function degrees(text: string, count: number): number[] | undefined {
  const parts = text.split(',');
  return parts.length === count && parts.every((part) => number.test(part)) ? parts.map(Number) : undefined;
}

const isLongitude = (value: number) => value >= -180 && value <= 180;
const isLatitude = (value: number) => value >= -90 && value <= 90;

/** @throws ClaimlineError `invalid_parameter` */
export function boxCondition(text: string | undefined): BoundingBox | undefined {
  if (text === undefined) return undefined;
  const [west, south, east, north] = degrees(text, 4) ?? [];
  const complete = west !== undefined && south !== undefined && east !== undefined && north !== undefined;
  if (!complete) {
    throw parameterError(
      'bbox',
      'bbox must be four decimal numbers, west,south,east,north, such as 36,55,38,56.5.',
    );
  }
  if (![west, east].every(isLongitude) || ![south, north].every(isLatitude) || south > north) {
    throw parameterError(
      'bbox',
      'bbox must be west,south,east,north with longitudes from -180 to 180, latitudes from -90 to 90, and south not above north.',
    );
  }
  return { west, south, east, north };
}

/** @throws ClaimlineError `invalid_parameter` */
export function nearCondition(text: string | undefined, radiusKm: number | undefined): Nearness | undefined {
  if (text === undefined && radiusKm === undefined) return undefined;
  if (text === undefined)
    throw parameterError('near', 'near is missing: radiusKm needs the point that it is around.');
  if (radiusKm === undefined) throw parameterError('radiusKm', 'radiusKm is missing: near needs a radius.');
  const [longitude, latitude] = degrees(text, 2) ?? [];
  if (longitude === undefined || latitude === undefined || !isLongitude(longitude) || !isLatitude(latitude)) {
    throw parameterError(
      'near',
      'near must be longitude,latitude in decimal degrees, such as 37.39,55.82: longitude from -180 to 180, latitude from -90 to 90.',
    );
  }
  if (radiusKm <= 0 || radiusKm > limits.radiusMaxKm) {
    throw parameterError('radiusKm', `radiusKm must be above 0 and at most ${limits.radiusMaxKm}.`);
  }
  return { longitude, latitude, radiusKm };
}
