import { type AssessedClaim, isWithdrawnStatus, withdrawingRelations } from '../../domain/assessment.ts';
import type { ClaimAct, Polarity } from '../../domain/claim.ts';
import type { Sql } from '../engine.ts';
import type { Program } from '../program.ts';
import { byIds, updateRow } from '../statement.ts';

/** The claims on propositions, as far as assessing the propositions needs them. */

export type HeldClaim = AssessedClaim & { id: string; key: string };

const rowsOnKeys = byIds((sql, keys) =>
  sql
    .selectFrom('claim')
    .select(['id', 'proposition_key', 'claimant_id', 'act', 'polarity', 'status', 'withdrawn'])
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('claim_relation as relation')
            .innerJoin('claim as later', 'later.id', 'relation.claim_id')
            .select('relation.claim_id')
            .whereRef('relation.other_id', '=', 'claim.id')
            .where('relation.type', 'in', withdrawingRelations)
            .whereRef('later.claimant_id', '=', 'claim.claimant_id'),
        )
        .as('replaced'),
    )
    .where('proposition_key', 'in', keys)
    .orderBy('starts_s')
    .orderBy('ends_s')
    .orderBy('id'),
);

/** The claims on these propositions in order of time, with their sources, and `withdrawn` made true again. */
export function* claimsByKey(
  sql: Sql,
  keys: readonly string[],
  withdrawnChanged: Set<string>,
): Program<Map<string, HeldClaim[]>> {
  const rows = yield* rowsOnKeys(sql, keys);
  const sources = yield* sourcesOf(
    sql,
    rows.map((row) => row.id),
  );
  const claims: HeldClaim[] = [];
  for (const row of rows) {
    const withdrawn = isWithdrawnStatus(row.status) || Boolean(row.replaced);
    if (withdrawn !== (row.withdrawn === 1)) {
      yield* updateRow(sql, 'claim', ['id', row.id], { withdrawn: Number(withdrawn) });
      withdrawnChanged.add(row.id);
    }
    claims.push({
      id: row.id,
      key: row.proposition_key,
      claimantId: row.claimant_id,
      act: row.act as ClaimAct,
      polarity: row.polarity as Polarity,
      withdrawn,
      sourceIds: sources.get(row.id) ?? [],
    });
  }
  return Map.groupBy(claims, (claim) => claim.key);
}

const sourceRows = byIds((sql, claimIds) =>
  sql.selectFrom('evidence').select(['claim_id', 'source_id']).distinct().where('claim_id', 'in', claimIds),
);

function* sourcesOf(sql: Sql, claimIds: readonly string[]): Program<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const { claim_id, source_id } of yield* sourceRows(sql, claimIds)) {
    const own = found.get(claim_id);
    if (own === undefined) found.set(claim_id, [source_id]);
    else own.push(source_id);
  }
  return found;
}
