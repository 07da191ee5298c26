import { disputeReasonsOf, positionsOf, propositionText } from '../../domain/assessment.ts';
import { ClaimlineError } from '../../domain/errors.ts';
import type { OppositionReason, PropositionSummary } from '../../domain/position.ts';
import type { Predicate } from '../../domain/predicate.ts';
import type { PropositionStatement } from '../../domain/proposition.ts';
import { type Meanings, meaningsOf } from '../declaration.ts';
import type { Sql } from '../engine.ts';
import { type Program, run } from '../program.ts';
import { rendered } from '../rows.ts';
import type { Tables } from '../schema.ts';
import { treeOf } from '../source.ts';
import { byIds, insertRows, updateRow } from '../statement.ts';
import type { HeldClaim } from './claims.ts';
import { oppositionsOf } from './oppositions.ts';

/** The rows of propositions: what the claims on each make of it. */

/** A proposition as its row has it; `contested` is null where there is no row yet. */
export type Held = { statement: PropositionStatement; contested: boolean | null; disputeId: string | null };

/**
 * What claims make of a proposition's row: all but its dispute, which follows from other propositions too. The body names
 * the dispute that the row had.
 */
export type PropositionRow = Omit<Tables['proposition'], 'dispute_id'>;

/**
 * Writes what the claims make of each proposition; those without claims go.
 * @param opposed those of them that stand in oppositions, and maybe others
 * @returns the keys of those that are contested now and were not, or the reverse; new ones were not
 */
export function* writePropositions(
  sql: Sql,
  propositions: ReadonlyMap<string, Held>,
  claims: ReadonlyMap<string, readonly HeldClaim[]>,
  opposed: readonly string[],
): Program<Set<string>> {
  const rows = yield* propositionRows(sql, propositions, claims, opposed);
  const changed = new Set<string>();
  for (const [key, { contested }] of propositions) {
    const row = rows.get(key);
    if (row === undefined) {
      yield* run(sql.deleteFrom('proposition').where('key', '=', key));
      continue;
    }
    const { key: _key, ...columns } = row;
    yield* contested === null
      ? insertRows(sql, 'proposition', [{ ...row, dispute_id: null }])
      : updateRow(sql, 'proposition', ['key', key], columns);
    if (Number(contested ?? false) !== row.contested) changed.add(key);
  }
  return changed;
}

/** The rows that the claims make of these propositions, by key; those without claims have none. */
export function* propositionRows(
  sql: Sql,
  propositions: ReadonlyMap<string, Held>,
  claims: ReadonlyMap<string, readonly HeldClaim[]>,
  opposed: readonly string[],
): Program<Map<string, PropositionRow>> {
  const reasons = new Map<string, OppositionReason[]>();
  for (const { key, reason } of yield* oppositionsOf(sql, opposed)) {
    const found = reasons.get(key);
    if (found === undefined) reasons.set(key, [reason]);
    else found.push(reason);
  }
  const sourceIds = [...claims.values()].flat().flatMap((claim) => claim.sourceIds);
  const tree = yield* treeOf(sql, sourceIds);
  const statements = [...propositions.values()].map((held) => held.statement);
  const names = yield* namesIn(sql, statements);
  const meanings = yield* meaningsOf(
    sql,
    statements.map(({ predicate }) => predicate),
  );
  const rows = new Map<string, PropositionRow>();
  for (const [key, { statement, disputeId }] of propositions) {
    const own = claims.get(key) ?? [];
    if (own.length === 0) continue;
    const positions = positionsOf(own, tree);
    const disputeReasons = disputeReasonsOf(positions, reasons.get(key) ?? []);
    const predicate = meaningIn(meanings, statement.predicate);
    const summary: PropositionSummary = {
      ...statement,
      text: propositionText(statement, predicate, (kind, id) => nameOf(names, kind, id)),
      functional: predicate.functional,
      contested: disputeReasons.length > 0,
      disputeReasons,
      disputeId,
      claimCount: own.length,
      positions,
    };
    rows.set(key, propositionRow(statement, summary));
  }
  return rows;
}

function propositionRow(statement: PropositionStatement, summary: PropositionSummary): PropositionRow {
  const { subject, object } = statement;
  return {
    key: statement.key,
    subject_kind: subject.kind,
    subject_id: subject.id,
    predicate: statement.predicate,
    object_kind: object.kind,
    object_id: object.kind === 'actor' || object.kind === 'event' ? object.id : null,
    statement: JSON.stringify(statement),
    functional: Number(summary.functional),
    contested: Number(summary.contested),
    claim_count: summary.claimCount,
    ...rendered(summary),
  };
}

/** No foreign key holds a proposition to its predicate. */
function meaningIn(meanings: Meanings, id: string): Predicate {
  const meaning = meanings.get(id);
  if (meaning !== undefined) return meaning;
  throw new ClaimlineError('invalid_record', `No dataset declares the predicate "${id}" of a proposition.`);
}

/** No foreign key holds a proposition to its event, so that it is here that a missing one is noticed. */
function nameOf(names: ReadonlyMap<string, string>, kind: 'actor' | 'event', id: string): string {
  const name = names.get(`${kind} ${id}`);
  if (name !== undefined) return name;
  throw new ClaimlineError(
    'invalid_record',
    `A proposition refers to the ${kind} "${id}", which does not exist.`,
  );
}

const actorNames = byIds((sql, ids) => sql.selectFrom('actor').select(['id', 'name']).where('id', 'in', ids));
const eventTitles = byIds((sql, ids) =>
  sql.selectFrom('event').select(['id', 'title']).where('id', 'in', ids),
);

/** The names of the actors and the titles of the events in these statements, by kind and id. */
function* namesIn(sql: Sql, statements: readonly PropositionStatement[]): Program<Map<string, string>> {
  const names = new Map<string, string>();
  const ends = statements.flatMap((statement) => [statement.subject, statement.object]);
  const idsOf = (kind: 'actor' | 'event') => [
    ...new Set(ends.flatMap((end) => (end.kind === kind && 'id' in end ? [end.id] : []))),
  ];
  for (const row of yield* actorNames(sql, idsOf('actor'))) names.set(`actor ${row.id}`, row.name);
  for (const row of yield* eventTitles(sql, idsOf('event'))) names.set(`event ${row.id}`, row.title);
  return names;
}
