import { predicates } from '../../domain/predicate.ts';
import type { PropositionStatement } from '../../domain/proposition.ts';
import { statementOf } from '../../domain/proposition.ts';
import type { Sql } from '../engine.ts';
import { batchesOf, type Program, rowsOf } from '../program.ts';
import { currentOf } from '../revision.ts';
import { claimsByKey, type HeldClaim } from './claims.ts';
import { oppositionsOf } from './list.ts';
import { replaceOppositions, rivalry } from './oppositions.ts';
import { type Held, writePropositions } from './write.ts';

/** Brings propositions up to date with the claims on them: positions, oppositions, whether they are contested. */

/** What changed for others: claims on these propositions, and these claims, must be rendered anew. */
export type Refreshed = { contestedChanged: Set<string>; withdrawnChanged: Set<string> };

/**
 * Refreshes the propositions with these keys and every one that their disputes reach.
 * @param stated statements of keys that the table may not have yet
 */
export function* refreshPropositions(
  sql: Sql,
  keys: ReadonlySet<string>,
  stated: ReadonlyMap<string, PropositionStatement>,
): Program<Refreshed> {
  const group = yield* withRivals(sql, keys, stated);
  const before = yield* neighbours(sql, [...group.keys()]);
  const withdrawnChanged = new Set<string>();
  const claims = yield* claimsByKey(sql, [...group.keys()], withdrawnChanged);
  yield* respell(sql, group, claims);
  yield* replaceOppositions(sql, group, claims);
  const after = yield* neighbours(sql, [...group.keys()]);

  const others = [...new Set([...before, ...after])].filter((key) => !group.has(key));
  const reached = new Map([...group, ...(yield* heldPropositions(sql, others))]);
  const reachedClaims = new Map([...claims, ...(yield* claimsByKey(sql, others, withdrawnChanged))]);
  return { contestedChanged: yield* writePropositions(sql, reached, reachedClaims), withdrawnChanged };
}

function* heldPropositions(sql: Sql, keys: readonly string[]): Program<Map<string, Held>> {
  const held = new Map<string, Held>();
  for (const batch of batchesOf(keys)) {
    const rows = yield* rowsOf(
      sql.selectFrom('proposition').select(['key', 'statement', 'contested']).where('key', 'in', batch),
    );
    for (const row of rows) {
      // The statement was rendered from a checked record when it was written.
      const statement = JSON.parse(row.statement) as PropositionStatement;
      held.set(row.key, { statement, contested: row.contested === 1 });
    }
  }
  return held;
}

/** These propositions and, of functional predicates, all that give the same subject another value. */
function* withRivals(
  sql: Sql,
  keys: ReadonlySet<string>,
  stated: ReadonlyMap<string, PropositionStatement>,
): Program<Map<string, Held>> {
  const group = yield* heldPropositions(sql, [...keys]);
  for (const [key, statement] of stated) {
    if (!group.has(key)) group.set(key, { statement, contested: null });
  }
  const subjects = new Map<string, PropositionStatement>();
  for (const { statement } of group.values()) {
    if (predicates[statement.predicate].functional) subjects.set(rivalry(statement), statement);
  }
  for (const { subject, predicate } of subjects.values()) {
    const rows = yield* rowsOf(
      sql
        .selectFrom('proposition')
        .select('key')
        .where('subject_kind', '=', subject.kind)
        .where('subject_id', '=', subject.id)
        .where('predicate', '=', predicate),
    );
    const rivals = rows.map((row) => row.key).filter((key) => !group.has(key));
    for (const [key, held] of yield* heldPropositions(sql, rivals)) group.set(key, held);
  }
  return group;
}

/**
 * Gives each proposition the words of its earliest claim as they are now: claims under one key may differ in
 * what does not make it another proposition, such as case, the point of a place, or the basis of a time.
 */
function* respell(
  sql: Sql,
  group: ReadonlyMap<string, Held>,
  claims: ReadonlyMap<string, readonly HeldClaim[]>,
): Program<void> {
  const earliest = [...claims.values()].flatMap((own) => own.slice(0, 1));
  const ids = earliest.map((claim) => claim.id);
  for (const { record } of (yield* currentOf(sql, 'claim', ids)).values()) {
    const statement = statementOf(record.proposition);
    const held = group.get(statement.key);
    if (held !== undefined) held.statement = statement;
  }
}

function* neighbours(sql: Sql, keys: readonly string[]): Program<string[]> {
  const found: string[] = [];
  for (const batch of batchesOf(keys)) {
    found.push(...(yield* oppositionsOf(sql, batch)).map((opposition) => opposition.otherKey));
  }
  return found;
}
