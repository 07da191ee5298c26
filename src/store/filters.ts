import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely';
import type { BoundingBox, Nearness, SearchTerms } from '../domain/condition.ts';
import type { AnyOf, EachOf, Filters, YesNo } from '../domain/filters/filter.ts';
import { phrasesOf } from '../domain/search/terms.ts';
import { affiliates } from './affiliates.ts';
import type { Dialect, TimedTable, Words, WordsTable } from './engine.ts';
import { boxesOf, type Circle, circleOf } from './geography.ts';
import type { Tables } from './schema.ts';
import { bound, padded } from './shape.ts';
import type { Slots, Value } from './slots.ts';
import type { Link, LinkTable, Way } from './way.ts';

/**
 * Makes the conditions of a list, and picks its index, from two tables: the filters of the resource
 * (`domain/filters/`), and the answers of its rows to them (`eventList` of event.ts).
 */

/** Returns the form of a value in which the rows have it. */
type Compared = (value: string) => string;
/** A column of the table itself; `ordered` where an index has the rows of each value in the list's order. */
export type OwnColumn = { column: string; ordered?: true };
/** A table that links the records to the value; `narrows` names a filter through the same table that it may follow. */
export type Linked = { link: Link; narrows?: string };
/** A query of its own; `ordered` where so few records have one value that putting them in order costs little. */
type Asked = {
  condition: (values: readonly Expression<string>[]) => Expression<SqlBool>;
  ordered?: true;
  compared?: Compared;
};

/** The different values of a filter that takes several together, and how many they are. */
export type Several = { values: readonly string[]; count: number };
/** A query of its own about several values together. */
type AskedOfEach = { eachOf: (asked: Slots<Several>) => Expression<SqlBool> };

/** Says how the rows of a table are held against one filter. */
type Answer = OwnColumn | Linked | Asked | AskedOfEach;
/** The other filters (words, time, places, affiliates) are answered alike wherever they stand. */
export type Answers<T extends Filters> = {
  readonly [K in keyof T as T[K] extends AnyOf | EachOf | YesNo ? K : never]: T[K] extends YesNo
    ? OwnColumn
    : T[K] extends EachOf
      ? AskedOfEach
      : T[K] extends { facet: string }
        ? OwnColumn | Linked
        : Exclude<Answer, AskedOfEach>;
};

export type FilterValues = { readonly [name: string]: Value };
type Named = Readonly<Record<string, unknown>>;

/** Each value is a range of the index for itself, in every class of spans: more than these are not quick. */
const wayValuesMax = 10;

const eb = expressionBuilder<Tables, 'event'>();
const points: Link = {
  id: 'event_id',
  seq: 'id',
  table: 'event_point',
  repeats: false,
  index: 'event_point',
};

/** A table with the filters of its resource, and its answer to each of them. */
export type Filtered = {
  readonly table: WordsTable | 'proposition';
  readonly filters: Filters;
  readonly answers: Readonly<Record<string, Answer>>;
};

/** The same of a table whose list is in order of time. */
export type TimedFiltered = Filtered & { readonly table: TimedTable };

export const filtered = <Table extends Filtered['table'], T extends Filters>(
  table: Table,
  filters: T,
  answers: Answers<T>,
): Filtered & { readonly table: Table } => ({ table, filters, answers });

/** The conditions of a filter, but for those on time, as the values that they compare with. */
export function valuesOf(on: Filtered, dialect: Dialect, filter: Named, common = false): FilterValues {
  const values: Record<string, Value> = {};
  for (const name in filter) {
    const given = filter[name];
    if (given !== undefined) values[name] = comparedValue(on, dialect, name, given, common);
  }
  return values;
}

/** Each kind of filter has values of its own, which the tables of the domain hold its conditions to. */
function comparedValue(
  { table, filters, answers }: Filtered,
  dialect: Dialect,
  name: string,
  given: unknown,
  common: boolean,
): Value {
  switch (filters[name]?.is) {
    case 'any_of':
      return padded(comparedForms(answers[name], given as readonly string[]));
    case 'each_of':
      return severalOf(given as readonly string[]);
    case 'words':
      return wordsValue(dialect, table as WordsTable, given as SearchTerms, common);
    case 'box':
      return boxesOf(given as BoundingBox);
    case 'near':
      return circleOf(given as Nearness);
    case 'yes_no':
    case 'affiliates':
      return given as boolean;
    default:
      return undefined;
  }
}

/** Returns values as a filter that takes several together compares with them. */
function severalOf(values: readonly string[]): Several {
  const different = [...new Set(values)];
  return { values: padded(different), count: different.length };
}

function comparedForms(answer: Answer | undefined, values: readonly string[]): readonly string[] {
  const compared = answer !== undefined && 'compared' in answer ? answer.compared : undefined;
  return compared === undefined ? values : values.map(compared);
}

function wordsValue({ wordsText }: Dialect, table: WordsTable, terms: SearchTerms, common: boolean): Words {
  return { text: wordsText(table, phrasesOf(terms, table)), common };
}

/**
 * The conditions that a row must meet.
 * @param slots the values of `valuesOf`, or what stands for them
 * @param at the table whose rows are gone through, where it is not the records' own
 */
export function conditionsOf(
  on: Filtered,
  dialect: Dialect,
  slots: Named,
  at: TimedTable | LinkTable | Filtered['table'] = on.table,
): Expression<SqlBool>[] {
  const found: Expression<SqlBool>[] = [];
  for (const name in on.filters) {
    const slot = slots[name];
    if (slot !== undefined) found.push(...conditionsOn(on, dialect, name, slots, at));
  }
  return found;
}

function conditionsOn(
  on: Filtered,
  dialect: Dialect,
  name: string,
  slots: Named,
  at: string,
): Expression<SqlBool>[] {
  const { table } = on;
  const slot = slots[name];
  const point = at === 'event_point' ? at : 'event';
  switch (on.filters[name]?.is) {
    case 'any_of':
      return valueConditions(on, dialect, name, slots);
    case 'yes_no':
      return [isSo(on.answers[name] as OwnColumn, slot as boolean)];
    case 'each_of':
      return [(on.answers[name] as AskedOfEach).eachOf(slot as Slots<Several>)];
    case 'words':
      return [dialect.wordsMatch(table as WordsTable, slot as Slots<Words>)];
    case 'box':
      return [dialect.within(point, slot as Slots<readonly BoundingBox[]>)];
    case 'near':
      return [dialect.near(point, slot as Slots<Circle>)];
    default:
      return [];
  }
}

/** A literal, not a bound value: only then can a partial index be used. */
const isSo = ({ column }: OwnColumn, so: boolean) => eb(sql.ref(column), '=', sql.lit(Number(so)));

function valueConditions(on: Filtered, dialect: Dialect, name: string, slots: Named): Expression<SqlBool>[] {
  const answer = on.answers[name] as Exclude<Answer, AskedOfEach>;
  const values = slots[name] as readonly Expression<string>[];
  if ('condition' in answer) return [answer.condition(values)];
  if ('link' in answer) return isLater(on, name, slots) ? [] : [isLinked(on, answer.link, slots)];
  const sides = isWidened(on, name, slots) ? affiliates(dialect.sql, values) : values;
  return [eb(sql.ref(answer.column), 'in', sides)];
}

/** Returns whether `includeAffiliates`, or its like, widens a filter. */
const isWidened = ({ filters }: Filtered, name: string, given: Named): boolean =>
  Object.entries(filters).some(
    ([widening, filter]) => filter.is === 'affiliates' && filter.of === name && given[widening] === true,
  );

/** One and the same link meets all conditions on its table. */
function isLinked(on: Filtered, link: Link, slots: Named): Expression<SqlBool> {
  const links = eb
    .selectFrom(link.table as 'event_tag')
    .select(link.id as 'event_id')
    .where(eb.and(linkConditions(on, link, slots)) as never);
  return eb(sql.ref(`${on.table}.id`), 'in', links);
}

/** Returns whether an earlier filter through the same links states this one too. */
function isLater(on: Filtered, name: string, slots: Named): boolean {
  const [first] = linkedNames(on, linkOf(on, name)?.table).filter((each) => slots[each] !== undefined);
  return first !== name;
}

const linkOf = ({ answers }: Filtered, name: string): Link | undefined => {
  const answer = answers[name];
  return answer !== undefined && 'link' in answer ? answer.link : undefined;
};

/** The filters that go through a table of links. */
const linkedNames = (on: Filtered, table: LinkTable | undefined): string[] =>
  Object.keys(on.answers).filter((name) => table !== undefined && linkOf(on, name)?.table === table);

/** The conditions that one link must meet. */
function linkConditions(on: Filtered, { table }: Link, slots: Named): Expression<SqlBool>[] {
  return linkedNames(on, table).flatMap((name) => {
    const values = slots[name] as readonly Expression<string>[] | undefined;
    const column = linkOf(on, name)?.column;
    return values === undefined || column === undefined ? [] : [eb(sql.ref(column), 'in', values)];
  });
}

/** The same for a query that is composed for one run. */
export function boundLinkConditions(on: Filtered, dialect: Dialect, link: Link, filter: Named) {
  return linkConditions(on, link, bound(valuesOf(on, dialect, filter)));
}

/** A filter without the conditions that its links must meet. */
export const withoutLinks = (on: Filtered, { table }: Link, filter: Named): Named =>
  without(filter, linkedNames(on, table));

/** A filter without the condition of one name, and without those that widen it. */
export function withoutFilter({ filters }: Filtered, name: string, filter: Named): Named {
  const widening = Object.keys(filters).filter((each) => {
    const other = filters[each];
    return other?.is === 'affiliates' && other.of === name;
  });
  return without(filter, [name, ...widening]);
}

const without = (filter: Named, names: readonly string[]): Named =>
  Object.fromEntries(Object.entries(filter).filter(([name]) => !names.includes(name)));

/** The conditions for a query that is composed for one run. */
export const boundConditions = (on: Filtered, dialect: Dialect, filter: Named): Expression<SqlBool>[] =>
  conditionsOf(on, dialect, bound(valuesOf(on, dialect, filter)));

/** Filters that leave the way in to others. */
const waylessKinds = ['window', 'time_known', 'affiliates'];

/**
 * Picks the index that already holds a list's rows in page order, by the shape of its filter alone.
 * `{ column: 'type', values: ['attack'] }` reads one range per value; `{}` reads the list's own order; `null` means:
 * filter, then sort. One condition may narrow the rows: a second one would have to be looked for among all that meet
 * the first.
 */
export function wayOf(on: Filtered, filter: Named): Way | null {
  const names = Object.keys(on.filters).filter(
    (each) => filter[each] !== undefined && !waylessKinds.includes(on.filters[each]?.is ?? ''),
  );
  const narrowing =
    names.length === 2 ? names.find((name) => names.includes(narrowedBy(on, name))) : undefined;
  const [name, ...others] = names.filter((each) => each !== narrowing);
  if (name === undefined) return {};
  if (others.length > 0) return null;
  const way = wayBy(on, name, filter);
  const also = narrowing === undefined ? undefined : linkOf(on, narrowing)?.column;
  if (way === null || narrowing === undefined || also === undefined) return way;
  return { ...way, also: { column: also, values: padded(filter[narrowing] as readonly string[]) } };
}

/** The filter whose links this one may narrow; the empty text where there is none. */
function narrowedBy({ answers }: Filtered, name: string): string {
  const answer = answers[name];
  return answer !== undefined && 'narrows' in answer ? (answer.narrows ?? '') : '';
}

function wayBy(on: Filtered, name: string, filter: Named): Way | null {
  const given = filter[name];
  switch (on.filters[name]?.is) {
    case 'any_of':
      return wayByValues(on, name, filter);
    // Records of which it is so have an index of their own; the others are nearly all there are, or none.
    case 'yes_no':
      return given === true && 'ordered' in (on.answers[name] ?? {}) ? {} : null;
    // The spatial index can be gone through for one box only.
    case 'box':
      return boxesOf(given as BoundingBox).length === 1 ? { link: points } : null;
    case 'near':
      return circleOf(given as Nearness).boxes.length === 1 ? { link: points } : null;
    default:
      return null;
  }
}

function wayByValues(on: Filtered, name: string, filter: Named): Way | null {
  const answer = on.answers[name] as Exclude<Answer, AskedOfEach> | undefined;
  const values = [...new Set(filter[name] as readonly string[])];
  if (answer === undefined || values.length === 0 || values.length > wayValuesMax) return null;
  if ('link' in answer) return { link: answer.link, column: answer.link.column ?? '', values };
  if (answer.ordered !== true) return null;
  if ('condition' in answer) return { values };
  const way = { column: answer.column, values };
  return isWidened(on, name, filter) ? { ...way, affiliates: true } : way;
}
