import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { eventFilters } from '../../src/domain/filters/event.ts';
import type { Filter, Filters } from '../../src/domain/filters/filter.ts';
import { addressPath, filterQuery, parseAddress } from '../../src/web/state/address.ts';
import eventFiltersOfExplorer from '../../src/web/state/event-filters.json' with { type: 'json' };
import { parameterNames } from '../helpers/filter-parameters.ts';

/** The explorer's address takes the filters of events from a file that is made of their table. */

const file = new URL('../../src/web/state/event-filters.json', import.meta.url);

/** A window, a point with a radius, and what has no time, are shown and not filtered by. */
const kept: Partial<Record<Filter['is'], string>> = {
  any_of: 'lists',
  yes_no: 'flags',
  words: 'texts',
  box: 'texts',
};

function made(filters: Filters): string {
  const found: Record<string, Record<string, true>> = { lists: {}, flags: {}, texts: {} };
  for (const [name, filter] of Object.entries(filters)) {
    const group = found[kept[filter.is] ?? ''];
    if (group !== undefined) for (const parameter of parameterNames(name, filter)) group[parameter] = true;
  }
  return `${JSON.stringify(found, null, 2)}\n`;
}

test('the explorer knows the filters of events', () => {
  if (process.env.UPDATE_GOLDEN) writeFileSync(file, made(eventFilters));
  expect(readFileSync(file, 'utf8'), 'make it anew with UPDATE_GOLDEN=1 npm test').toBe(made(eventFilters));
});

test('each of them stands in the address as it stands in the query of /v1/events', () => {
  const { lists, flags, texts } = eventFiltersOfExplorer;
  const values = [
    ...Object.keys(lists).map((name) => [name, ['one', 'two']] as const),
    ...Object.keys(flags).map((name) => [name, false] as const),
    ...Object.keys(texts).map((name) => [name, 'a b'] as const),
  ];
  expect(values.length).toBeGreaterThan(8);
  for (const [name, value] of values) {
    const search = new URLSearchParams();
    for (const each of [value].flat()) search.append(name, String(each));
    const { address } = parseAddress(`?${search}`);
    expect(filterQuery(address), name).toEqual({ [name]: value });
    expect(addressPath(address), name).toBe(`./?${search}`);
  }
});
