import type { SearchTerms, TimeCondition } from '../domain/condition.ts';
import type { PageRequest, TimeOrder } from '../domain/query.ts';
import type { Page } from '../domain/store.ts';
import { areCommon } from './common-words.ts';
import type { Dialect } from './engine.ts';
import { conditionsOf, type FilterValues, type TimedFiltered, valuesOf, wayOf } from './filters.ts';
import type { Program } from './program.ts';
import { timedList } from './timed-list.ts';
import { ownWay } from './way.ts';

type TimedQuery = {
  sort: TimeOrder;
  terms?: SearchTerms | undefined;
  time?: TimeCondition | undefined;
  hasTime?: boolean | undefined;
};

/** The list in order of time of a table with filters. */
export function filteredList<Query extends TimedQuery>(on: TimedFiltered) {
  const list = timedList<FilterValues>(on.table, (dialect, slots, at) =>
    conditionsOf(on, dialect, slots, at),
  );
  return function* (dialect: Dialect, query: Query, page: PageRequest): Program<Page> {
    const { sort, time, hasTime, ...filter }: TimedQuery = query;
    const common = yield* areCommon(dialect, on.table, filter.terms);
    const way = common ? ownWay(wayOf(on, { ...filter, terms: undefined })) : wayOf(on, filter);
    const asked = way?.column === undefined ? filter : { terms: filter.terms };
    const values = valuesOf(on, dialect, asked, common);
    return yield* list(dialect, { way, filter: values, time, hasTime, sort }, page);
  };
}
