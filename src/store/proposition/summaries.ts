import { parsedStored } from '../../domain/errors.ts';
import type { PropositionSummary } from '../../domain/position.ts';
import type { Sql } from '../engine.ts';
import type { Program } from '../program.ts';
import { byIds } from '../statement.ts';

const bodiesAt = byIds((sql, keys) =>
  sql.selectFrom('proposition').select(['key', 'body']).where('key', 'in', keys),
);

/** Returns these propositions as the store rendered them, by key; unknown keys are omitted. */
export function* summariesAt(sql: Sql, keys: readonly string[]): Program<Map<string, PropositionSummary>> {
  const rows = yield* bodiesAt(sql, keys);
  // The store rendered the bodies from checked records, so they are not checked again.
  return new Map(rows.map(({ key, body }) => [key, parsedStored<PropositionSummary>(body)]));
}
