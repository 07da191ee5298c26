import { type Expression, expressionBuilder, sql as literal, type SqlBool } from 'kysely';
import { type EventComputed, type EventInput, renderEvent } from '../domain/event.ts';
import type { RecordStamps } from '../domain/primitives.ts';
import type { EventFilter, EventQuery, PageRequest } from '../domain/query.ts';
import type { Page } from '../domain/store.ts';
import { computeTime } from '../domain/time/fuzzy-time.ts';
import type { ChangeOf, Writing } from './change.ts';
import type { Dialect, Sql } from './engine.ts';
import type { Program } from './program.ts';
import { indexText, noTime, oneOf, putRow, putWords, rendered, replaceRows, stampColumns } from './rows.ts';
import type { Tables } from './schema.ts';
import { updateRow } from './statement.ts';
import { timeColumns, timedPage } from './timeline.ts';

/** Events: their rows and their list. */

export function* writeEvent(writing: Writing, change: ChangeOf<'event'>): Program<void> {
  const { dialect, sequence, tallies, expected, rows } = writing;
  const { record: input, stamps, held } = change;
  const point = input.place?.point ?? null;
  const time = input.time && computeTime(input.time);
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
  yield* writeEventLists(writing, change);
  if (held !== null) yield* dialect.dropPoint(held.seq);
  if (point !== null) rows.addPoint(seq, point);
  yield* putWords(writing, 'event', held, seq, [indexText([input.title]), eventText(input)]);
  tallies.span(held, bounds);
}

/** What a search for words finds an event by, beside its title. */
function eventText({ summary, place, tags = [], time }: EventInput): string {
  return indexText([summary, place?.name, [...new Set(tags)].sort().join(' '), time?.text]);
}

function* writeEventLists(writing: Writing, change: ChangeOf<'event'>): Program<void> {
  const { record: input } = change;
  const owner = { event_id: input.id };
  const participants = (input.participants ?? []).map((participant, position) => ({
    ...owner,
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
    return { ...owner, position, type, other_id: eventId };
  });
  const tags = [...new Set(input.tags)].map((tag) => ({ ...owner, tag }));
  yield* replaceRows(writing, 'event_participant', change, participants);
  yield* replaceRows(writing, 'event_relation', change, relations);
  yield* replaceRows(writing, 'event_tag', change, tags);
}

function computedColumns(input: EventInput, stamps: RecordStamps, computed: EventComputed) {
  return {
    claim_count: computed.claimCount,
    contested: Number(computed.contested),
    ...rendered(renderEvent(input, stamps, computed)),
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

export function listEvents(dialect: Dialect, query: EventQuery, page: PageRequest): Program<Page> {
  const { time, hasTime } = query;
  const descending = query.sort === 'time_desc';
  const conditions = eventConditions(dialect, query);
  return timedPage(dialect, { table: 'event', conditions, time, hasTime, descending }, page);
}

/** Every condition of a query but those on time. */
export function eventConditions(dialect: Dialect, query: EventFilter): Expression<SqlBool>[] {
  const eb = expressionBuilder<Tables, 'event'>();
  const conditions: Expression<SqlBool>[] = [
    ...oneOf(eb, 'type', query.types),
    ...oneOf(eb, 'dataset_id', query.datasetIds),
    ...oneOf(eb, 'country_code', query.countryCodes),
    ...linkConditions(query),
  ];
  if (query.terms !== undefined) conditions.push(dialect.wordsMatch('event', query.terms));
  if (query.box !== undefined) conditions.push(dialect.eventWithin(eb, query.box));
  if (query.near !== undefined) conditions.push(dialect.eventNear(eb, query.near));
  // A literal, not a bound value: only then can a partial index be used.
  if (query.contested !== undefined)
    conditions.push(eb('contested', '=', literal.lit(Number(query.contested))));
  return conditions;
}

/** Conditions on what stands in other tables, each as a query for the ids of events. */
function linkConditions(query: EventFilter): Expression<SqlBool>[] {
  const eb = expressionBuilder<Tables, 'event'>();
  const conditions: Expression<SqlBool>[] = [];
  if (query.actorIds !== undefined || query.roles !== undefined) {
    // One and the same part in the event meets both conditions.
    const part = expressionBuilder<Tables, 'event_participant'>();
    const participation = eb
      .selectFrom('event_participant')
      .select('event_id')
      .where(part.and([...oneOf(part, 'actor_id', query.actorIds), ...oneOf(part, 'role', query.roles)]));
    conditions.push(eb('event.id', 'in', participation));
  }
  if (query.tags !== undefined) {
    const tagged = eb.selectFrom('event_tag').select('event_id').where('tag', 'in', query.tags);
    conditions.push(eb('event.id', 'in', tagged));
  }
  if (query.sourceIds !== undefined) {
    const carried = eb
      .selectFrom('evidence')
      .innerJoin('claim_event', 'claim_event.claim_id', 'evidence.claim_id')
      .select('claim_event.event_id')
      .where('evidence.source_id', 'in', query.sourceIds);
    conditions.push(eb('event.id', 'in', carried));
  }
  return conditions;
}
