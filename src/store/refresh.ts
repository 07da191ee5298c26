import type { ClaimInput } from '../domain/claim.ts';
import { type PropositionStatement, statementOf } from '../domain/proposition.ts';
import type { Change } from './change.ts';
import { updateClaim } from './claim.ts';
import { writeDataset } from './dataset.ts';
import type { Sql } from './engine.ts';
import { updateEvent } from './event.ts';
import { batchesOf, type Program, rowsOf } from './program.ts';
import { refreshPropositions } from './proposition/refresh.ts';
import { currentOf } from './revision.ts';
import { withDescendants } from './source.ts';

/**
 * Makes true again what is computed from the records that a write changed, and nothing else: propositions
 * first, then the claims on those whose disputes changed, then the events that those claims are about, then
 * the datasets.
 */

/** What the changed records bore on before the write; after it, old links are no longer to be found. */
export type AffectedBefore = {
  propositionKeys: Set<string>;
  eventIds: Set<string>;
  /** Datasets that records leave for another one. */
  datasetIds: Set<string>;
};

const idsOf = (changes: readonly Change[], kind: Change['kind'], onlyUpdates = false) =>
  changes
    .filter((change) => change.kind === kind && (!onlyUpdates || change.stamps.version > 1))
    .map((change) => change.record.id);

export function* affectedBefore(sql: Sql, changes: readonly Change[]): Program<AffectedBefore> {
  const claimIds = idsOf(changes, 'claim', true);
  return {
    propositionKeys: yield* keysAround(sql, claimIds),
    eventIds: yield* eventsOf(sql, claimIds),
    datasetIds: new Set(changes.flatMap(({ held }) => (held === null ? [] : [held.datasetId]))),
  };
}

/** The propositions of these claims, and of the claims that they relate to. */
function* keysAround(sql: Sql, claimIds: readonly string[]): Program<Set<string>> {
  const keys = new Set<string>();
  for (const batch of batchesOf(claimIds)) {
    const own = yield* rowsOf(sql.selectFrom('claim').select('proposition_key').where('id', 'in', batch));
    const related = yield* rowsOf(
      sql
        .selectFrom('claim_relation')
        .innerJoin('claim', 'claim.id', 'claim_relation.other_id')
        .select('claim.proposition_key')
        .where('claim_relation.claim_id', 'in', batch),
    );
    for (const row of [...own, ...related]) keys.add(row.proposition_key);
  }
  return keys;
}

function* eventsOf(sql: Sql, claimIds: Iterable<string>): Program<Set<string>> {
  const found = new Set<string>();
  for (const batch of batchesOf([...claimIds])) {
    const rows = yield* rowsOf(
      sql.selectFrom('claim_event').select('event_id').distinct().where('claim_id', 'in', batch),
    );
    for (const row of rows) found.add(row.event_id);
  }
  return found;
}

export function* refresh(sql: Sql, changes: readonly Change[], before: AffectedBefore): Program<void> {
  const claimIds = idsOf(changes, 'claim');
  const keys = new Set([
    ...before.propositionKeys,
    ...(yield* keysAround(sql, claimIds)),
    ...(yield* keysOnSources(sql, idsOf(changes, 'source', true))),
    ...(yield* keysNaming(sql, 'actor', idsOf(changes, 'actor', true))),
    ...(yield* keysNaming(sql, 'event', idsOf(changes, 'event', true))),
  ]);
  const refreshed = yield* refreshPropositions(sql, keys, statementsOf(changes));

  const stale = new Set([...claimIds, ...refreshed.withdrawnChanged]);
  for (const id of yield* claimsOnKeys(sql, [...refreshed.contestedChanged])) stale.add(id);
  yield* renderClaims(sql, [...stale]);

  const eventIds = [...before.eventIds, ...(yield* eventsOf(sql, stale)), ...idsOf(changes, 'event')];
  yield* renderEvents(sql, [...new Set(eventIds)]);

  const datasetIds = changes.map((change) =>
    change.kind === 'dataset' ? change.record.id : change.stamps.datasetId,
  );
  const touched = [...new Set([...before.datasetIds, ...datasetIds])];
  for (const { record, stamps } of (yield* currentOf(sql, 'dataset', touched)).values()) {
    yield* writeDataset(sql, record, stamps);
  }
}

function statementsOf(changes: readonly Change[]): Map<string, PropositionStatement> {
  const claims = changes.flatMap((change): ClaimInput[] => (change.kind === 'claim' ? [change.record] : []));
  return new Map(
    claims.map((claim) => statementOf(claim.proposition)).map((statement) => [statement.key, statement]),
  );
}

/** Propositions with claims that rest on these sources, or on ones that came from them. */
function* keysOnSources(sql: Sql, sourceIds: readonly string[]): Program<string[]> {
  const keys: string[] = [];
  for (const batch of batchesOf(yield* withDescendants(sql, sourceIds))) {
    const rows = yield* rowsOf(
      sql
        .selectFrom('evidence')
        .innerJoin('claim', 'claim.id', 'evidence.claim_id')
        .select('claim.proposition_key')
        .distinct()
        .where('evidence.source_id', 'in', batch),
    );
    keys.push(...rows.map((row) => row.proposition_key));
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
    keys.push(...rows.map((row) => row.key));
  }
  return keys;
}

function* claimsOnKeys(sql: Sql, keys: readonly string[]): Program<string[]> {
  const ids: string[] = [];
  for (const batch of batchesOf(keys)) {
    const rows = yield* rowsOf(sql.selectFrom('claim').select('id').where('proposition_key', 'in', batch));
    ids.push(...rows.map((row) => row.id));
  }
  return ids;
}

function* renderClaims(sql: Sql, ids: readonly string[]): Program<void> {
  for (const batch of batchesOf(ids)) {
    const rows = yield* rowsOf(
      sql
        .selectFrom('claim')
        .innerJoin('proposition', 'proposition.key', 'claim.proposition_key')
        .select(['claim.id', 'claim.withdrawn', 'proposition.contested'])
        .where('claim.id', 'in', batch),
    );
    const current = yield* currentOf(sql, 'claim', batch);
    for (const row of rows) {
      const held = current.get(row.id);
      if (held === undefined) continue;
      const computed = { withdrawn: row.withdrawn === 1, contested: row.contested === 1 };
      yield* updateClaim(sql, held.record, held.stamps, computed);
    }
  }
}

function* renderEvents(sql: Sql, ids: readonly string[]): Program<void> {
  for (const batch of batchesOf(ids)) {
    const rows = yield* rowsOf(
      sql
        .selectFrom('claim_event')
        .innerJoin('claim', 'claim.id', 'claim_event.claim_id')
        .select((eb) => [
          'claim_event.event_id',
          eb.fn.countAll<number>().as('claim_count'),
          eb.fn.max<number>('claim.contested').as('contested'),
        ])
        .where('claim_event.event_id', 'in', batch)
        .groupBy('claim_event.event_id'),
    );
    const counts = new Map(rows.map((row) => [row.event_id, row]));
    for (const [id, { record, stamps }] of yield* currentOf(sql, 'event', batch)) {
      const found = counts.get(id);
      const computed = { claimCount: found?.claim_count ?? 0, contested: found?.contested === 1 };
      yield* updateEvent(sql, record, stamps, computed);
    }
  }
}
