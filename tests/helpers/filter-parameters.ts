import type { Filter } from '../../src/domain/filters/filter.ts';

/** Returns the names of the parameters of one filter. Most have the name of their condition. */
export function parameterNames(name: string, filter: Filter): readonly string[] {
  switch (filter.is) {
    case 'words':
      return ['q'];
    case 'window':
      return [filter.names.from, filter.names.to, filter.names.on, 'match', 'timeZone'];
    case 'near':
      return [name, 'radiusKm'];
    default:
      return [name];
  }
}
