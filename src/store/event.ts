import { type Expression, expressionBuilder, type SqlBool } from 'kysely';
import { attributionOf, type EventComputed, type EventInput, renderEvent } from '../domain/event.ts';
import { eventFilters } from '../domain/filters/event.ts';
import type { RecordStamps } from '../domain/primitives.ts';
import type { EventQuery } from '../domain/query.ts';
import { noTime } from '../domain/time/fuzzy-time.ts';
import type { ChangeOf, Writing } from './change.ts';
import { computeTimeOnce, readTimeOnce } from './computed.ts';
import type { Sql } from './engine.ts';
import { externalIdRows, isRegistered } from './external-ids.ts';
import { filteredList } from './filtered-list.ts';
import { filtered } from './filters.ts';
import type { Program } from './program.ts';
import { indexText, putRow, putWords, rendered, replaceRows, stampColumns } from './rows.ts';
import type { EventLink, Tables } from './schema.ts';
import { updateRow } from './statement.ts';
import { innerColumns, stretchRows, timeColumns } from './timeline.ts';
import type { Link } from './way.ts';

/** Events: their rows and their list. */

export function* writeEvent(writing: Writing, change: ChangeOf<'event'>): Program<void> {
  const { dialect, sequence, tallies, expected, rows } = writing;
  const { record: input, stamps, held } = change;
  const point = input.place?.point ?? null;
  const time = input.time && computeTimeOnce(input.time);
  const keys = time?.keys ?? noTime;
  const bounds = timeColumns(keys);
  const inner = innerColumns(keys);
  const seq = yield* sequence.place('event', bounds.starts_s, held);
  const columns = {
    seq,
    ...stampColumns(stamps),
    type: input.type,
    subtype: input.subtype ?? null,
    title: input.title,
    summary: input.summary ?? null,
    time_edtf: time?.fuzzy.edtf ?? null,
    time_text: input.time?.text ?? null,
    time_zone: input.time?.timeZone ?? null,
    ...bounds,
    ...inner,
    place_name: input.place?.name ?? null,
    country_code: input.place?.countryCode ?? null,
    admin1: input.place?.admin1 ?? null,
    admin2: input.place?.admin2 ?? null,
    longitude: point?.longitude ?? null,
    latitude: point?.latitude ?? null,
    place_precision: input.place?.precision ?? null,
    ...computedColumns(input, stamps, expected.event(input.id)),
  };
  yield* putRow(writing, 'event', input.id, columns, held);
  const at = { event_id: input.id, event_seq: seq, starts_s: bounds.starts_s, ends_s: bounds.ends_s };
  yield* writeEventLists(writing, change, at);
  const stretches = stretchRows(keys.stretches).map((row) => ({ event_id: input.id, ...row }));
  yield* replaceRows(writing, 'event_stretch', change, stretches);
  if (held !== null) yield* dialect.dropPoint(held.seq);
  if (point !== null) rows.addPoint({ ...at, ...point });
  yield* putWords(writing, 'event', held, seq, [indexText([input.title]), eventText(input)]);
  tallies.span(held, { ...bounds, ...inner });
}

/** What a search for words finds an event by, beside its title. */
function eventText({ summary, place, tags = [], time }: EventInput): string {
  return indexText([
    summary,
    place?.name,
    place?.admin1,
    place?.admin2,
    [...new Set(tags)].sort().join(' '),
    time?.text,
  ]);
}

function* writeEventLists(writing: Writing, change: ChangeOf<'event'>, at: EventLink): Program<void> {
  const { record: input } = change;
  const participants = (input.participants ?? []).map((participant, position) => ({
    ...at,
    position,
    actor_id: participant.actorId,
    role: participant.role,
    attribution: attributionOf(participant),
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
  yield* replaceRows(writing, 'event_external_id', change, externalIdRows({ event_id: input.id }, input));
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

const ofEvent = { id: 'event_id', seq: 'event_seq' } as const;
// An actor may have several parts in one event.
const participants: Link = {
  ...ofEvent,
  table: 'event_participant',
  column: 'actor_id',
  repeats: true,
  index: 'event_participant_by_actor',
};
const parts: Link = { ...participants, column: 'role', index: 'event_participant_by_role' };
const eventTags: Link = { ...ofEvent, table: 'event_tag', column: 'tag', repeats: false, index: 'event_tag' };

export const eventList = filtered('event', eventFilters, {
  type: { column: 'type', ordered: true },
  subtype: { column: 'subtype', ordered: true },
  countryCode: { column: 'country_code', ordered: true },
  datasetId: { column: 'dataset_id', ordered: true },
  externalId: { condition: (references) => isRegistered('event', references) },
  actorId: { link: participants },
  role: { link: parts, narrows: 'actorId' },
  sourceId: { condition: restsOn },
  tag: { link: eventTags },
  contested: { column: 'contested', ordered: true },
});

/** Events with a claim that has one of these sources in its evidence or attribution chain. */
function restsOn(sourceIds: readonly Expression<string>[]): Expression<SqlBool> {
  const eb = expressionBuilder<Tables, 'event'>();
  const carried = eb
    .selectFrom('claim_source')
    .innerJoin('claim_event', 'claim_event.claim_id', 'claim_source.claim_id')
    .select('claim_event.event_id')
    .where('claim_source.source_id', 'in', sourceIds);
  return eb('event.id', 'in', carried);
}

export const listEvents = filteredList<EventQuery>(eventList);
