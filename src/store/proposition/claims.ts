import type { ExpressionBuilder } from 'kysely';
import { type AssessedClaim, isWithdrawnStatus, withdrawingRelations } from '../../domain/assessment.ts';
import type { ClaimAct, Polarity } from '../../domain/claim.ts';
import type { Sql } from '../engine.ts';
import type { Program } from '../program.ts';
import type { Tables } from '../schema.ts';
import { byIds, updateRow } from '../statement.ts';

/** The claims on propositions, as far as assessing the propositions needs them. */

export type HeldClaim = AssessedClaim & {
  id: string;
  key: string;
  /** `withdrawn` as the row has it. */
  shownWithdrawn: boolean;
};

/** Whether the claimant of a claim has taken its place with a later one, as a condition on `claim`. */
export const isReplaced = (eb: ExpressionBuilder<Tables, 'claim'>) =>
  eb.exists(
    eb
      .selectFrom('claim_relation as relation')
      .innerJoin('claim as later', 'later.id', 'relation.claim_id')
      .select('relation.claim_id')
      .whereRef('relation.other_id', '=', 'claim.id')
      .where('relation.type', 'in', withdrawingRelations)
      .whereRef('later.claimant_id', '=', 'claim.claimant_id'),
  );

const rowsOnKeys = byIds((sql, keys) =>
  sql
    .selectFrom('claim')
    .select(['id', 'proposition_key', 'claimant_id', 'act', 'polarity', 'status', 'withdrawn'])
    .select((eb) => isReplaced(eb).as('replaced'))
    .where('proposition_key', 'in', keys)
    .orderBy('starts_s')
    .orderBy('ends_s')
    .orderBy('id'),
);

/** The claims on these propositions in order of time, with their sources, and `withdrawn` as it is now. */
export function* claimsByKey(sql: Sql, keys: readonly string[]): Program<Map<string, HeldClaim[]>> {
  const rows = yield* rowsOnKeys(sql, keys);
  const sources = yield* sourcesOf(
    sql,
    rows.map((row) => row.id),
  );
  const claims = rows.map(
    (row): HeldClaim => ({
      id: row.id,
      key: row.proposition_key,
      claimantId: row.claimant_id,
      act: row.act as ClaimAct,
      polarity: row.polarity as Polarity,
      withdrawn: isWithdrawnStatus(row.status) || Boolean(row.replaced),
      shownWithdrawn: row.withdrawn === 1,
      sourceIds: sources.get(row.id) ?? [],
    }),
  );
  return Map.groupBy(claims, (claim) => claim.key);
}

/** Makes `withdrawn` true again in the rows of these claims; returns the ids of those where it was not. */
export function* correctWithdrawn(
  sql: Sql,
  claims: ReadonlyMap<string, readonly HeldClaim[]>,
): Program<string[]> {
  const wrong = [...claims.values()].flat().filter((claim) => claim.withdrawn !== claim.shownWithdrawn);
  for (const { id, withdrawn } of wrong) {
    yield* updateRow(sql, 'claim', ['id', id], { withdrawn: Number(withdrawn) });
  }
  return wrong.map((claim) => claim.id);
}

const citedRows = byIds((sql, claimIds) =>
  sql.selectFrom('evidence').select(['claim_id', 'source_id']).distinct().where('claim_id', 'in', claimIds),
);

const chainRows = byIds((sql, claimIds) =>
  sql
    .selectFrom('claim_attribution')
    .select(['claim_id', 'source_id'])
    .where('source_id', 'is not', null)
    .$narrowType<{ source_id: string }>()
    .where('claim_id', 'in', claimIds)
    .orderBy('position'),
);

/** The sources that carry each of these claims, as `carriersOf` says. */
function* sourcesOf(sql: Sql, claimIds: readonly string[]): Program<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const { claim_id, source_id } of yield* citedRows(sql, claimIds)) {
    const own = found.get(claim_id);
    if (own === undefined) found.set(claim_id, [source_id]);
    else own.push(source_id);
  }
  const uncited = claimIds.filter((id) => !found.has(id));
  for (const { claim_id, source_id } of yield* chainRows(sql, uncited)) {
    if (!found.has(claim_id)) found.set(claim_id, [source_id]);
  }
  return found;
}
