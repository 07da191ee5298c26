import { type AssessedClaim, isWithdrawnStatus, withdrawingRelations } from '../../domain/assessment.ts';
import type { ClaimAct, Polarity } from '../../domain/claim.ts';
import type { Sql } from '../engine.ts';
import { batchesOf, type Program, rowsOf, run } from '../program.ts';

/** The claims on propositions, as far as assessing the propositions needs them. */

export type HeldClaim = AssessedClaim & { id: string; key: string };

/** The claims on these propositions in order of time, with their sources, and `withdrawn` made true again. */
export function* claimsByKey(
  sql: Sql,
  keys: readonly string[],
  withdrawnChanged: Set<string>,
): Program<Map<string, HeldClaim[]>> {
  const claims: HeldClaim[] = [];
  for (const batch of batchesOf(keys)) {
    const rows = yield* rowsOf(
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
        .where('proposition_key', 'in', batch)
        .orderBy('starts_s')
        .orderBy('ends_s')
        .orderBy('id'),
    );
    for (const row of rows) {
      const withdrawn = isWithdrawnStatus(row.status) || Boolean(row.replaced);
      if (withdrawn !== (row.withdrawn === 1)) {
        yield* run(
          sql
            .updateTable('claim')
            .set({ withdrawn: Number(withdrawn) })
            .where('id', '=', row.id),
        );
        withdrawnChanged.add(row.id);
      }
      claims.push({
        id: row.id,
        key: row.proposition_key,
        claimantId: row.claimant_id,
        act: row.act as ClaimAct,
        polarity: row.polarity as Polarity,
        withdrawn,
        sourceIds: [],
      });
    }
  }
  const sources = yield* sourcesOf(
    sql,
    claims.map((claim) => claim.id),
  );
  const complete = claims.map((claim) => ({ ...claim, sourceIds: sources.get(claim.id) ?? [] }));
  return Map.groupBy(complete, (claim) => claim.key);
}

function* sourcesOf(sql: Sql, claimIds: readonly string[]): Program<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const batch of batchesOf(claimIds)) {
    const rows = yield* rowsOf(
      sql.selectFrom('evidence').select(['claim_id', 'source_id']).distinct().where('claim_id', 'in', batch),
    );
    for (const row of rows) found.set(row.claim_id, [...(found.get(row.claim_id) ?? []), row.source_id]);
  }
  return found;
}
