import { type Expression, expressionBuilder, sql as literal, type SqlBool } from 'kysely';
import { type EventComputed, type EventInput, renderEvent } from '../domain/event.ts';
import type { RecordStamps } from '../domain/primitives.ts';
import type { EventFilter, EventQuery, PageRequest } from '../domain/query.ts';
import { mayBegin } from '../domain/search/words.ts';
import type { Page } from '../domain/store.ts';
import type { ChangeOf, Writing } from './change.ts';
import { areCommon } from './common-words.ts';
import { computeTimeOnce, readTimeOnce } from './computed.ts';
import type { Dialect, Sql, TimedTable } from './engine.ts';
import { boxesOf, circleOf } from './geography.ts';
import type { Program } from './program.ts';
import { indexText, noTime, oneOf, putRow, putWords, rendered, replaceRows, stampColumns } from './rows.ts';
import type { EventLink, Tables } from './schema.ts';
import { bound, padded } from './shape.ts';
import type { Slots } from './slots.ts';
import { updateRow } from './statement.ts';
import { timedList } from './timed-list.ts';
import { timeColumns } from './timeline.ts';
import { type Link, type LinkTable, ownWay, type Way, wayFor } from './way.ts';

/** Events: their rows and their list. */

export function* writeEvent(writing: Writing, change: ChangeOf<'event'>): Program<void> {
  const { dialect, sequence, tallies, expected, rows } = writing;
  const { record: input, stamps, held } = change;
  const point = input.place?.point ?? null;
  const time = input.time && computeTimeOnce(input.time);
  const bounds = timeColumns(time?.keys ?? noTime);
  const seq = yield* sequence.place('event', bounds.starts_s, held);
  const columns = {
    seq,
    ...stampColumns(stamps),
    type: input.type,
    title: input.title,
    summary: input.summary ?? null,
    time_edtf: time?.fuzzy.edtf ?? null,
    time_text: input.time?.text ?? null,
    time_zone: input.time?.timeZone ?? null,
    ...bounds,
    place_name: input.place?.name ?? null,
    country_code: input.place?.countryCode ?? null,
    longitude: point?.longitude ?? null,
    latitude: point?.latitude ?? null,
    place_precision: input.place?.precision ?? null,
    ...computedColumns(input, stamps, expected.event(input.id)),
  };
  yield* putRow(writing, 'event', input.id, columns, held);
  const at = { event_id: input.id, event_seq: seq, starts_s: bounds.starts_s, ends_s: bounds.ends_s };
  yield* writeEventLists(writing, change, at);
  if (held !== null) yield* dialect.dropPoint(held.seq);
  if (point !== null) rows.addPoint({ ...at, ...point });
  yield* putWords(writing, 'event', held, seq, [indexText([input.title]), eventText(input)]);
  tallies.span(held, bounds);
}

/** What a search for words finds an event by, beside its title. */
function eventText({ summary, place, tags = [], time }: EventInput): string {
  return indexText([summary, place?.name, [...new Set(tags)].sort().join(' '), time?.text]);
}

function* writeEventLists(writing: Writing, change: ChangeOf<'event'>, at: EventLink): Program<void> {
  const { record: input } = change;
  const participants = (input.participants ?? []).map((participant, position) => ({
    ...at,
    position,
    actor_id: participant.actorId,
    role: participant.role,
    attribution: participant.attribution ?? 'established',
    count_min: participant.count?.min ?? null,
    count_best: participant.count?.best ?? null,
    count_max: participant.count?.max ?? null,
    count_unit: participant.count?.unit ?? null,
  }));
  const relations = (input.relations ?? []).map(({ type, eventId }, position) => {
    return { event_id: input.id, position, type, other_id: eventId };
  });
  const tags = [...new Set(input.tags)].map((tag) => ({ ...at, tag }));
  yield* replaceRows(writing, 'event_participant', change, participants);
  yield* replaceRows(writing, 'event_relation', change, relations);
  yield* replaceRows(writing, 'event_tag', change, tags);
}

function computedColumns(input: EventInput, stamps: RecordStamps, computed: EventComputed) {
  return {
    claim_count: computed.claimCount,
    contested: Number(computed.contested),
    ...rendered(renderEvent(input, stamps, computed, readTimeOnce)),
  };
}

/** Brings what is computed of an event up to date, and its body with it. */
export function updateEvent(
  sql: Sql,
  input: EventInput,
  stamps: RecordStamps,
  computed: EventComputed,
): Program<void> {
  return updateRow(sql, 'event', ['id', input.id], computedColumns(input, stamps, computed));
}

/** The way in to the rows of a list, where its shape leaves one. */
export function eventWay({ sort: _sort, time: _time, hasTime: _hasTime, ...filter }: EventQuery): Way | null {
  const { roles, ...others } = filter;
  if (roles !== undefined && filter.actorIds !== undefined) {
    const way = wayFor(others, ofActor);
    return way && { ...way, also: { column: 'role', values: padded(roles) } };
  }
  return wayFor(filter, isOneBox(filter) ? placeColumns : columns);
}

const ofEvent = { id: 'event_id', seq: 'event_seq' } as const;
// An actor may have several parts in one event.
const participants: Link = { ...ofEvent, table: 'event_participant', column: 'actor_id', repeats: true };
const parts: Link = { ...participants, column: 'role' };
const eventTags: Link = { ...ofEvent, table: 'event_tag', column: 'tag', repeats: false };
const points: Link = { id: 'event_id', seq: 'id', table: 'event_point', repeats: false };

const ofActor = { actorIds: participants };
const columns = {
  types: 'type',
  countryCodes: 'country_code',
  datasetIds: 'dataset_id',
  actorIds: participants,
  roles: parts,
  tags: eventTags,
};
const placeColumns = { ...columns, box: points, near: points };

export function* listEvents(dialect: Dialect, query: EventQuery, page: PageRequest): Program<Page> {
  const { sort, time, hasTime, ...filter } = query;
  const common = yield* areCommon(dialect, 'event', query.terms);
  const way = common ? ownWay(eventWay({ ...query, terms: undefined })) : eventWay(query);
  const asked = way?.column === undefined ? filter : { terms: filter.terms };
  const values = eventValues(dialect, asked, common);
  return yield* eventList(
    dialect,
    { way, filter: values, time, hasTime, descending: sort === 'time_desc' },
    page,
  );
}

/** The conditions of a query on events, but for those on time, as the values that they compare with. */
function eventValues({ wordsText }: Dialect, { terms, box, near, ...filter }: EventFilter, common = false) {
  return {
    types: filter.types && padded(filter.types),
    datasetIds: filter.datasetIds && padded(filter.datasetIds),
    countryCodes: filter.countryCodes && padded(filter.countryCodes),
    actorIds: filter.actorIds && padded(filter.actorIds),
    roles: filter.roles && padded(filter.roles),
    tags: filter.tags && padded(filter.tags),
    sourceIds: filter.sourceIds && padded(filter.sourceIds),
    boxes: box && boxesOf(box),
    circle: near && circleOf(near),
    contested: filter.contested,
    words: terms && { text: wordsText(terms, mayBegin(terms.at(-1) ?? '')), common },
  };
}
type EventValues = ReturnType<typeof eventValues>;

const eventList = timedList<EventValues>('event', eventConditions);

/** Whether a place is one box: only such a one can the spatial index go through. */
const isOneBox = ({ box, near }: EventFilter): boolean =>
  (box ? boxesOf(box) : near ? circleOf(near).boxes : []).length === 1;

function eventConditions(
  dialect: Dialect,
  filter: Slots<EventValues>,
  table: TimedTable | LinkTable = 'event',
): Expression<SqlBool>[] {
  const eb = expressionBuilder<Tables, 'event'>();
  const at = table === 'event_point' ? table : 'event';
  const conditions: Expression<SqlBool>[] = [
    ...oneOf(eb, 'type', filter.types),
    ...oneOf(eb, 'dataset_id', filter.datasetIds),
    ...oneOf(eb, 'country_code', filter.countryCodes),
    ...linkConditions(filter),
  ];
  if (filter.words !== undefined) conditions.push(dialect.wordsMatch('event', filter.words));
  if (filter.boxes !== undefined) conditions.push(dialect.within(at, filter.boxes));
  if (filter.circle !== undefined) conditions.push(dialect.near(at, filter.circle));
  // A literal, not a bound value: only then can a partial index be used.
  if (filter.contested !== undefined) {
    conditions.push(eb('contested', '=', literal.lit(Number(filter.contested))));
  }
  return conditions;
}

/** The same for a query that is composed for one run. */
export const boundEventConditions = (dialect: Dialect, filter: EventFilter) =>
  eventConditions(dialect, bound(eventValues(dialect, filter)));

/** Conditions on what stands in other tables, each as a query for the ids of events. */
function linkConditions(filter: Slots<EventValues>): Expression<SqlBool>[] {
  const eb = expressionBuilder<Tables, 'event'>();
  const conditions: Expression<SqlBool>[] = [];
  if (filter.actorIds !== undefined || filter.roles !== undefined) {
    // One and the same part in the event meets both conditions.
    const part = expressionBuilder<Tables, 'event_participant'>();
    const participation = eb
      .selectFrom('event_participant')
      .select('event_id')
      .where(part.and([...oneOf(part, 'actor_id', filter.actorIds), ...oneOf(part, 'role', filter.roles)]));
    conditions.push(eb('event.id', 'in', participation));
  }
  if (filter.tags !== undefined) {
    const tagged = eb.selectFrom('event_tag').select('event_id').where('tag', 'in', filter.tags);
    conditions.push(eb('event.id', 'in', tagged));
  }
  if (filter.sourceIds !== undefined) {
    const carried = eb
      .selectFrom('evidence')
      .innerJoin('claim_event', 'claim_event.claim_id', 'evidence.claim_id')
      .select('claim_event.event_id')
      .where('evidence.source_id', 'in', filter.sourceIds);
    conditions.push(eb('event.id', 'in', carried));
  }
  return conditions;
}
