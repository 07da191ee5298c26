import { parameterError } from '../../domain/errors.ts';
import type { Conditions, Filters } from '../../domain/filters/filter.ts';
import type { Store } from '../../domain/store.ts';
import { conditionsOf } from './conditions.ts';

/** Finds the time zone that a query is asked in, and reads its conditions in it. */

/** The query parameters as parsed by their schemas in `schemas/filter-parameters.ts`. */
type Given = Readonly<Record<string, unknown>>;

/** Returns the zone of a query: its own, that of the one dataset that it asks for, or UTC. */
export async function zoneAsked(store: Store, { timeZone, datasetId }: Given): Promise<string> {
  if (typeof timeZone === 'string') return timeZone;
  const [only, ...others] = new Set((datasetId as readonly string[] | undefined) ?? []);
  if (only === undefined || others.length > 0) return 'UTC';
  const held = await store.read('dataset', only);
  // The text was rendered from a dataset.
  return (held === null ? null : (JSON.parse(held.body) as { timeZone: string | null }).timeZone) ?? 'UTC';
}

/**
 * Returns the conditions of a list, whose window is read in the zone of the query.
 * @throws ClaimlineError `invalid_parameter` with every fault
 */
export async function zonedConditions<T extends Filters>(
  store: Store,
  filters: T,
  given: Given,
  fixed?: Conditions<T>,
): Promise<Conditions<T>> {
  const names = Object.values(filters).flatMap((filter) =>
    filter.is === 'window' ? Object.values(filter.names) : [],
  );
  if (names.some((name) => given[name] !== undefined)) {
    return conditionsOf(filters, given, fixed, await zoneAsked(store, given));
  }
  const conditions = conditionsOf(filters, given, fixed);
  if (given.timeZone === undefined) return conditions;
  throw parameterError('timeZone', `timeZone needs a window: give ${names.join(' or ')}.`);
}
