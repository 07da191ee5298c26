import type { PropositionStatement } from '../domain/proposition.ts';
import type { CurrentRecord } from '../domain/store.ts';
import { type Change, changesTo } from './change.ts';
import { updateClaim } from './claim.ts';
import { statementOnce } from './computed.ts';
import { writeDataset } from './dataset.ts';
import type { Dialect, Sql } from './engine.ts';
import { updateEvent } from './event.ts';
import { batchesOf, type Program, rowsOf } from './program.ts';
import { heldPropositions, type Refreshing, refreshPropositions } from './proposition/refresh.ts';
import type { Held } from './proposition/write.ts';
import { currentAfter } from './revision.ts';
import { withDescendants } from './source.ts';
import { byIds } from './statement.ts';

/**
 * Makes true again what is computed from the records that a write changed, and nothing else: propositions
 * first, then the claims on those whose disputes changed, then the events that those claims are about, then
 * the datasets.
 */

/** What the changed records bore on before the write; after it, old links are no longer to be found. */
export type AffectedBefore = {
  propositionKeys: Set<string>;
  /** The propositions that changed claims make, as far as they are held. */
  propositions: Map<string, Held>;
  eventIds: Set<string>;
  /** Datasets that records leave for another one. */
  datasetIds: Set<string>;
};

const updatesTo = (changes: readonly Change[], kind: Change['kind']) =>
  changes.filter((change) => change.kind === kind && change.held !== null).map((change) => change.record.id);

export function* affectedBefore(sql: Sql, changes: readonly Change[]): Program<AffectedBefore> {
  const claimIds = updatesTo(changes, 'claim');
  return {
    propositionKeys: yield* keysAround(sql, claimIds),
    propositions: yield* heldPropositions(sql, [...statementsOf(changes).keys()]),
    eventIds: yield* eventsOf(sql, claimIds),
    datasetIds: new Set(changes.flatMap(({ held }) => (held === null ? [] : [held.datasetId]))),
  };
}

const keysOf = byIds((sql, claimIds) =>
  sql.selectFrom('claim').select('proposition_key').distinct().where('id', 'in', claimIds),
);
const relatedKeysOf = byIds((sql, claimIds) =>
  sql
    .selectFrom('claim_relation')
    .innerJoin('claim', 'claim.id', 'claim_relation.other_id')
    .select('claim.proposition_key')
    .distinct()
    .where('claim_relation.claim_id', 'in', claimIds),
);

/** The propositions of these claims, and of the claims that they relate to. */
function* keysAround(sql: Sql, claimIds: readonly string[]): Program<Set<string>> {
  const rows = [...(yield* keysOf(sql, claimIds)), ...(yield* relatedKeysOf(sql, claimIds))];
  return new Set(rows.map((row) => row.proposition_key));
}

const eventsOfClaims = byIds((sql, claimIds) =>
  sql.selectFrom('claim_event').select('event_id').distinct().where('claim_id', 'in', claimIds),
);

function* eventsOf(sql: Sql, claimIds: readonly string[]): Program<Set<string>> {
  return new Set((yield* eventsOfClaims(sql, claimIds)).map((row) => row.event_id));
}

export function* refresh(
  dialect: Dialect,
  changes: readonly Change[],
  before: AffectedBefore,
): Program<void> {
  const { sql } = dialect;
  const claims = new Map(changesTo(changes, 'claim').map((change) => [change.record.id, change]));
  const relating = [...claims.values()].filter(({ record }) => (record.relations ?? []).length > 0);
  const related = yield* relatedKeysOf(
    sql,
    relating.map(({ record }) => record.id),
  );
  const stated = statementsOf(changes);
  const keys = new Set([
    ...before.propositionKeys,
    ...stated.keys(),
    ...related.map((row) => row.proposition_key),
    ...(yield* keysOnSources(sql, updatesTo(changes, 'source'))),
    ...(yield* keysNaming(sql, 'actor', updatesTo(changes, 'actor'))),
    ...(yield* keysNaming(sql, 'event', updatesTo(changes, 'event'))),
  ]);
  const events = new Map(changesTo(changes, 'event').map((change) => [change.record.id, change]));
  const eventIds = new Set([...before.eventIds, ...events.keys()]);
  for (const { record } of claims.values()) for (const id of record.eventIds ?? []) eventIds.add(id);
  yield* refreshKeys(dialect, { keys, stated, held: before.propositions, claims }, { eventIds, events });
  yield* renderDatasets(sql, changes, before.datasetIds);
}

type ChangedEvents = { eventIds: ReadonlySet<string>; events: ReadonlyMap<string, CurrentRecord<'event'>> };

/** Makes propositions true again, then the claims on those whose disputes changed, then the events of those claims. */
export function* refreshKeys(
  dialect: Dialect,
  refreshing: Refreshing,
  { eventIds, events }: ChangedEvents = { eventIds: new Set(), events: new Map() },
): Program<void> {
  const { sql } = dialect;
  const refreshed = yield* refreshPropositions(dialect, refreshing);
  const stale = new Set(refreshed.withdrawnChanged);
  for (const { id } of yield* claimsOnKeys(sql, [...refreshed.contestedChanged])) stale.add(id);
  yield* renderClaims(sql, [...stale], refreshing.claims);
  const about = yield* eventsOf(sql, [...stale]);
  yield* renderEvents(sql, [...new Set([...eventIds, ...about])], events);
}

function* renderDatasets(sql: Sql, changes: readonly Change[], left: ReadonlySet<string>): Program<void> {
  const changed = new Map(changesTo(changes, 'dataset').map((change) => [change.record.id, change]));
  const into = changes.flatMap(({ kind, stamps }) => (kind === 'dataset' ? [] : [stamps.datasetId]));
  const touched = [...new Set([...left, ...into, ...changed.keys()])];
  for (const { record, stamps } of (yield* currentAfter(sql, 'dataset', touched, changed)).values()) {
    yield* writeDataset(sql, record, stamps);
  }
}

function statementsOf(changes: readonly Change[]): Map<string, PropositionStatement> {
  return new Map(
    changesTo(changes, 'claim').map(({ record }) => {
      const statement = statementOnce(record.proposition);
      return [statement.key, statement];
    }),
  );
}

/** Propositions with claims that rest on these sources, or on ones that came from them. */
function* keysOnSources(sql: Sql, sourceIds: readonly string[]): Program<string[]> {
  const keys: string[] = [];
  for (const batch of batchesOf(yield* withDescendants(sql, sourceIds))) {
    const rows = yield* rowsOf(
      sql
        .selectFrom('claim_source')
        .innerJoin('claim', 'claim.id', 'claim_source.claim_id')
        .select('claim.proposition_key')
        .distinct()
        .where('claim_source.source_id', 'in', batch),
    );
    for (const row of rows) keys.push(row.proposition_key);
  }
  return keys;
}

/** Propositions whose sentence names one of these records. */
function* keysNaming(sql: Sql, kind: 'actor' | 'event', ids: readonly string[]): Program<string[]> {
  const keys: string[] = [];
  for (const batch of batchesOf(ids)) {
    const rows = yield* rowsOf(
      sql
        .selectFrom('proposition')
        .select('key')
        .where((eb) =>
          eb.or([
            eb.and([eb('subject_kind', '=', kind), eb('subject_id', 'in', batch)]),
            eb.and([eb('object_kind', '=', kind), eb('object_id', 'in', batch)]),
          ]),
        ),
    );
    for (const row of rows) keys.push(row.key);
  }
  return keys;
}

const claimsOnKeys = byIds((sql, keys) =>
  sql.selectFrom('claim').select('id').where('proposition_key', 'in', keys),
);

export const computedOfClaims = byIds((sql, ids) =>
  sql
    .selectFrom('claim')
    .innerJoin('proposition', 'proposition.key', 'claim.proposition_key')
    .select(['claim.id', 'claim.withdrawn', 'proposition.contested'])
    .where('claim.id', 'in', ids),
);

function* renderClaims(
  sql: Sql,
  ids: readonly string[],
  changes: ReadonlyMap<string, CurrentRecord<'claim'>>,
): Program<void> {
  const computed = yield* computedOfClaims(sql, ids);
  const current = yield* currentAfter(sql, 'claim', ids, changes);
  for (const { id, withdrawn, contested } of computed) {
    const held = current.get(id);
    if (held === undefined) continue;
    yield* updateClaim(sql, held.record, held.stamps, {
      withdrawn: withdrawn === 1,
      contested: contested === 1,
    });
  }
}

export const computedOfEvents = byIds((sql, ids) =>
  sql
    .selectFrom('event')
    .leftJoin('claim_event', 'claim_event.event_id', 'event.id')
    .leftJoin('claim', 'claim.id', 'claim_event.claim_id')
    .select((eb) => [
      'event.id',
      'event.claim_count as shown_count',
      'event.contested as shown_contested',
      eb.fn.count<number>('claim_event.claim_id').as('claim_count'),
      eb.fn.coalesce(eb.fn.max<number | null>('claim.contested'), eb.lit(0)).as('contested'),
    ])
    .where('event.id', 'in', ids)
    .groupBy('event.id'),
);

/** Writes those of these events again that show something else than what the claims about them come to. */
function* renderEvents(
  sql: Sql,
  ids: readonly string[],
  changes: ReadonlyMap<string, CurrentRecord<'event'>>,
): Program<void> {
  const wrong = (yield* computedOfEvents(sql, ids)).filter(
    (row) => row.claim_count !== row.shown_count || row.contested !== row.shown_contested,
  );
  const wrongIds = wrong.map((row) => row.id);
  const current = yield* currentAfter(sql, 'event', wrongIds, changes);
  for (const { id, claim_count, contested } of wrong) {
    const held = current.get(id);
    if (held === undefined) continue;
    const computed = { claimCount: claim_count, contested: contested === 1 };
    yield* updateEvent(sql, held.record, held.stamps, computed);
  }
}
