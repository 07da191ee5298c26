import { sql as literal } from 'kysely';
import { parsedStored } from '../../domain/errors.ts';
import type { PropositionStatement } from '../../domain/proposition.ts';
import type { CurrentRecord } from '../../domain/store.ts';
import { statementOnce } from '../computed.ts';
import { meaningsOf } from '../declaration.ts';
import { refreshDisputes } from '../dispute/refresh.ts';
import type { Dialect, Sql } from '../engine.ts';
import type { Program } from '../program.ts';
import { currentAfter } from '../revision.ts';
import { byIds } from '../statement.ts';
import { claimsByKey, correctWithdrawn, type HeldClaim } from './claims.ts';
import { oppositionsOf, replaceOppositions, rivalry } from './oppositions.ts';
import { type Held, writePropositions } from './write.ts';

/** Brings propositions up to date with the claims on them: positions, oppositions, whether they are contested. */

/** What changed for others: claims on these propositions, and these claims, must be rendered anew. */
export type Refreshed = { contestedChanged: Set<string>; withdrawnChanged: Set<string> };

/** What is to be refreshed after a write. */
export type Refreshing = {
  keys: ReadonlySet<string>;
  /** Statements of keys that the table may not have yet. */
  stated: ReadonlyMap<string, PropositionStatement>;
  /** The rows of those that it has. */
  held: ReadonlyMap<string, Held>;
  /** The claims that the write brought. */
  claims: ReadonlyMap<string, CurrentRecord<'claim'>>;
};

/** Refreshes the propositions with these keys and every one that their disputes reach. */
export function* refreshPropositions(dialect: Dialect, refreshing: Refreshing): Program<Refreshed> {
  const { sql } = dialect;
  const group = yield* withRivals(sql, refreshing.keys, refreshing.stated, refreshing.held);
  const known = [...group].filter(([, held]) => held.contested !== null).map(([key]) => key);
  const before = yield* oppositionsOf(sql, known);
  const claims = yield* claimsByKey(sql, [...group.keys()]);
  const withdrawnChanged = new Set(yield* correctWithdrawn(sql, claims));
  yield* respell(sql, group, claims, refreshing.claims);
  const after = yield* replaceOppositions(sql, group, claims, before);

  const ends = new Set([...before.map((opposition) => opposition.otherKey), ...after]);
  const others = [...ends].filter((key) => !group.has(key));
  const reached = new Map([...group, ...(yield* heldPropositions(sql, others))]);
  const otherClaims = yield* claimsByKey(sql, others);
  for (const id of yield* correctWithdrawn(sql, otherClaims)) withdrawnChanged.add(id);
  const reachedClaims = new Map([...claims, ...otherClaims]);
  const contestedChanged = yield* writePropositions(sql, reached, reachedClaims, [...ends]);
  yield* refreshDisputes(dialect, reached);
  return { contestedChanged, withdrawnChanged };
}

const heldColumns = ['key', 'statement', 'contested', 'dispute_id'] as const;
type HeldRow = { key: string; statement: string; contested: number; dispute_id: string | null };

function heldIn({ statement, contested, dispute_id }: HeldRow): Held {
  return {
    statement: parsedStored<PropositionStatement>(statement),
    contested: contested === 1,
    disputeId: dispute_id,
  };
}

const rowsByKey = byIds((sql, keys) =>
  sql.selectFrom('proposition').select(heldColumns).where('key', 'in', keys),
);

export function* heldPropositions(sql: Sql, keys: readonly string[]): Program<Map<string, Held>> {
  return new Map((yield* rowsByKey(sql, keys)).map((row) => [row.key, heldIn(row)]));
}

const functionalOn = (kind: 'actor' | 'event') =>
  byIds((sql, ids) =>
    sql
      .selectFrom('proposition')
      .select(heldColumns)
      .where('subject_kind', '=', kind)
      .where('functional', '=', literal.lit(1))
      .where('subject_id', 'in', ids),
  );
const functionalOnActors = functionalOn('actor');
const functionalOnEvents = functionalOn('event');

/** These propositions and, of functional predicates, all that give the same subject another value. */
export function* withRivals(
  sql: Sql,
  keys: ReadonlySet<string>,
  stated: ReadonlyMap<string, PropositionStatement>,
  held: ReadonlyMap<string, Held>,
): Program<Map<string, Held>> {
  const unread = [...keys].filter((key) => !held.has(key) && !stated.has(key));
  const group = new Map([...held, ...(yield* heldPropositions(sql, unread))]);
  for (const [key, statement] of stated) {
    if (!group.has(key)) group.set(key, { statement, contested: null, disputeId: null });
  }
  const statements = [...group.values()].map((one) => one.statement);
  const meanings = yield* meaningsOf(
    sql,
    statements.map(({ predicate }) => predicate),
  );
  const functional = statements.filter(({ predicate }) => meanings.get(predicate)?.functional);
  const asked = new Set(functional.map(rivalry));
  const subjects = (kind: 'actor' | 'event') => [
    ...new Set(functional.flatMap(({ subject }) => (subject.kind === kind ? [subject.id] : []))),
  ];
  const rows = [
    ...(yield* functionalOnActors(sql, subjects('actor'))),
    ...(yield* functionalOnEvents(sql, subjects('event'))),
  ];
  for (const row of rows) {
    if (group.has(row.key)) continue;
    const rival = heldIn(row);
    if (asked.has(rivalry(rival.statement))) group.set(row.key, rival);
  }
  return group;
}

/**
 * Gives each proposition the words of its earliest claim as they are now: claims under one key may differ in
 * what does not make it another proposition, such as case, the point of a place, or the basis of a time.
 */
export function* respell(
  sql: Sql,
  group: ReadonlyMap<string, Held>,
  claims: ReadonlyMap<string, readonly HeldClaim[]>,
  changes: ReadonlyMap<string, CurrentRecord<'claim'>>,
): Program<void> {
  const earliest = [...claims.values()].flatMap((own) => own.slice(0, 1));
  const ids = earliest.map((claim) => claim.id);
  for (const { record } of (yield* currentAfter(sql, 'claim', ids, changes)).values()) {
    const statement = statementOnce(record.proposition);
    const held = group.get(statement.key);
    if (held !== undefined) held.statement = statement;
  }
}
