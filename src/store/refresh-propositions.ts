import {
  type AssessedClaim,
  disputesOf,
  incompatible,
  isWithdrawnStatus,
  positionsOf,
  propositionText,
  withdrawingRelations,
} from '../domain/assessment.ts';
import type { ClaimAct, Polarity } from '../domain/claim.ts';
import { ClaimlineError } from '../domain/errors.ts';
import type { SourceTree } from '../domain/independence.ts';
import type { PropositionSummary } from '../domain/position.ts';
import { predicates } from '../domain/predicate.ts';
import { type PropositionStatement, statementOf } from '../domain/proposition.ts';
import type { OppositionReason } from '../domain/store.ts';
import type { Sql } from './engine.ts';
import { batchesOf, type Program, rowsOf, run } from './program.ts';
import { oppositionsOf } from './proposition.ts';
import { currentOf } from './revision.ts';
import { rendered } from './rows.ts';
import { derivationsOf } from './source.ts';

/** Brings propositions up to date with the claims on them: positions, oppositions, whether they are contested. */

type HeldClaim = AssessedClaim & { id: string; key: string };
type Held = { statement: PropositionStatement; contested: boolean | null };

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

/** What propositions share whose objects exclude each other. */
const rivalry = ({ subject, predicate }: PropositionStatement) =>
  `${subject.kind} ${subject.id} ${predicate}`;

function* neighbours(sql: Sql, keys: readonly string[]): Program<string[]> {
  const found: string[] = [];
  for (const batch of batchesOf(keys)) {
    found.push(...(yield* oppositionsOf(sql, batch)).map((opposition) => opposition.otherKey));
  }
  return found;
}

/** The claims on these propositions in order of time, with their sources, and `withdrawn` made true again. */
function* claimsByKey(
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

type Pair = { key: string; other_key: string; reason: OppositionReason };
const bothWays = (pair: Pair): Pair[] => [pair, { ...pair, key: pair.other_key, other_key: pair.key }];

function* replaceOppositions(
  sql: Sql,
  group: ReadonlyMap<string, Held>,
  claims: ReadonlyMap<string, readonly HeldClaim[]>,
): Program<void> {
  const pairs = [...incompatiblePairs(group, claims)];
  for (const batch of batchesOf([...group.keys()])) {
    yield* run(
      sql
        .deleteFrom('proposition_opposition')
        .where((eb) => eb.or([eb('key', 'in', batch), eb('other_key', 'in', batch)])),
    );
    pairs.push(...(yield* contradictingPairs(sql, batch)));
  }
  for (const batch of batchesOf(pairs.flatMap(bothWays), 100)) {
    yield* run(
      sql
        .insertInto('proposition_opposition')
        .values(batch)
        .onConflict((conflict) => conflict.doNothing()),
    );
  }
}

/** Pairs of values of one functional predicate that standing claims affirm and that exclude each other. */
function* incompatiblePairs(
  group: ReadonlyMap<string, Held>,
  claims: ReadonlyMap<string, readonly HeldClaim[]>,
): Generator<Pair> {
  const affirmed = [...group.values()]
    .map((held) => held.statement)
    .filter(({ key, predicate }) => {
      const affirms = (claim: HeldClaim) => claim.polarity === 'positive' && !claim.withdrawn;
      return predicates[predicate].functional && (claims.get(key) ?? []).some(affirms);
    });
  for (const rivals of Map.groupBy(affirmed, rivalry).values()) {
    for (const [index, one] of rivals.entries()) {
      for (const other of rivals.slice(index + 1)) {
        if (incompatible(one.object, other.object)) {
          yield { key: one.key, other_key: other.key, reason: 'incompatible_values' };
        }
      }
    }
  }
}

/** Pairs of propositions that standing claims on them join as contradicting. */
function* contradictingPairs(sql: Sql, keys: readonly string[]): Program<Pair[]> {
  const rows = yield* rowsOf(
    sql
      .selectFrom('claim_relation as relation')
      .innerJoin('claim as one', 'one.id', 'relation.claim_id')
      .innerJoin('claim as other', 'other.id', 'relation.other_id')
      .select(['one.proposition_key as key', 'other.proposition_key as other_key'])
      .distinct()
      .where('relation.type', '=', 'contradicts')
      .where('one.withdrawn', '=', 0)
      .where('other.withdrawn', '=', 0)
      .whereRef('one.proposition_key', '!=', 'other.proposition_key')
      .where((eb) => eb.or([eb('one.proposition_key', 'in', keys), eb('other.proposition_key', 'in', keys)])),
  );
  return rows.map((row) => ({ ...row, reason: 'contradicting_claims' as const }));
}

/** Writes what the claims make of each proposition; those without claims go. */
function* writePropositions(
  sql: Sql,
  propositions: ReadonlyMap<string, Held>,
  claims: ReadonlyMap<string, readonly HeldClaim[]>,
): Program<Set<string>> {
  const keys = [...propositions.keys()];
  const reasons = new Map<string, OppositionReason[]>();
  for (const batch of batchesOf(keys)) {
    for (const { key, reason } of yield* oppositionsOf(sql, batch)) {
      reasons.set(key, [...(reasons.get(key) ?? []), reason]);
    }
  }
  const tree = yield* sourceTree(sql, [...claims.values()].flat());
  const names = yield* namesIn(
    sql,
    [...propositions.values()].map((held) => held.statement),
  );
  const changed = new Set<string>();
  for (const [key, held] of propositions) {
    const own = claims.get(key) ?? [];
    if (own.length === 0) {
      yield* run(sql.deleteFrom('proposition').where('key', '=', key));
      continue;
    }
    const positions = positionsOf(own, tree);
    const disputes = disputesOf(positions, reasons.get(key) ?? []);
    const summary: PropositionSummary = {
      ...held.statement,
      text: propositionText(held.statement, (kind, id) => nameOf(names, kind, id)),
      functional: predicates[held.statement.predicate].functional,
      contested: disputes.length > 0,
      disputes,
      claimCount: own.length,
      positions,
    };
    yield* writeProposition(sql, held.statement, summary);
    if (held.contested !== summary.contested) changed.add(key);
  }
  return changed;
}

function writeProposition(
  sql: Sql,
  statement: PropositionStatement,
  summary: PropositionSummary,
): Program<void> {
  const { subject, object } = statement;
  const columns = {
    subject_kind: subject.kind,
    subject_id: subject.id,
    predicate: statement.predicate,
    object_kind: object.kind,
    object_id: object.kind === 'actor' || object.kind === 'event' ? object.id : null,
    statement: JSON.stringify(statement),
    contested: Number(summary.contested),
    claim_count: summary.claimCount,
    ...rendered(summary),
  };
  return run(
    sql
      .insertInto('proposition')
      .values({ key: statement.key, ...columns })
      .onConflict((conflict) => conflict.column('key').doUpdateSet(columns)),
  );
}

function* sourceTree(sql: Sql, claims: readonly HeldClaim[]): Program<SourceTree> {
  const tree = new Map<string, string[]>();
  const sourceIds = [...new Set(claims.flatMap((claim) => claim.sourceIds))];
  for (const { sourceId, originId } of yield* derivationsOf(sql, sourceIds)) {
    tree.set(sourceId, [...(tree.get(sourceId) ?? []), originId]);
  }
  return tree;
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

/** The names of the actors and the titles of the events in these statements, by kind and id. */
function* namesIn(sql: Sql, statements: readonly PropositionStatement[]): Program<Map<string, string>> {
  const names = new Map<string, string>();
  const ends = statements.flatMap((statement) => [statement.subject, statement.object]);
  const idsOf = (kind: 'actor' | 'event') => [
    ...new Set(ends.flatMap((end) => (end.kind === kind && 'id' in end ? [end.id] : []))),
  ];
  for (const batch of batchesOf(idsOf('actor'))) {
    const rows = yield* rowsOf(sql.selectFrom('actor').select(['id', 'name']).where('id', 'in', batch));
    for (const row of rows) names.set(`actor ${row.id}`, row.name);
  }
  for (const batch of batchesOf(idsOf('event'))) {
    const rows = yield* rowsOf(sql.selectFrom('event').select(['id', 'title']).where('id', 'in', batch));
    for (const row of rows) names.set(`event ${row.id}`, row.title);
  }
  return names;
}
