import { type DeclaringDataset, subtypeFault, wordNames } from '../domain/declaration.ts';
import { ClaimlineError } from '../domain/errors.ts';
import { predicates } from '../domain/predicate.ts';
import { type Change, changesTo } from './change.ts';
import { declaringWords, type Redeclared } from './declaration.ts';
import type { Sql } from './engine.ts';
import { firstOf, type Program } from './program.ts';

/** Makes sure that no record uses a word that its dataset does not declare. */

/** The kinds of record that use words, each with the list that declares them and the column that holds them. */
const uses = {
  claim: { list: 'predicates', column: 'predicate' },
  event: { list: 'subtypes', column: 'subtype' },
  actor: { list: 'subtypes', column: 'subtype' },
} as const;
type User = keyof typeof uses;
const users = Object.keys(uses) as User[];

/** A word of a record that is not the program's. */
type Use = { user: User; id: string; datasetId: string };

function usesIn(changes: readonly Change[]): Use[] {
  const claims = changesTo(changes, 'claim')
    .map(({ record, stamps }) => ({ id: record.proposition.predicate, datasetId: stamps.datasetId }))
    .filter(({ id }) => !predicates.has(id))
    .map((use) => ({ user: 'claim' as const, ...use }));
  const typed = (user: 'event' | 'actor') =>
    changesTo(changes, user).flatMap(({ record: { subtype }, stamps }) =>
      subtype === undefined ? [] : [{ user, id: subtype, datasetId: stamps.datasetId }],
    );
  return [...claims, ...typed('event'), ...typed('actor')];
}

function isDeclared({ user, id, datasetId }: Use, declaring: readonly DeclaringDataset[]): boolean {
  const own = declaring.find((dataset) => dataset.datasetId === datasetId);
  if (own === undefined) return false;
  if (user === 'claim') return own.predicates.some((predicate) => predicate.id === id);
  return subtypeFault(user, id, datasetId, own.subtypes) === null;
}

/**
 * Makes sure that changed records use no word that their dataset lacks, nor any record one that its dataset no longer
 * declares.
 * @param redeclared the words whose declarations changed
 * @throws ClaimlineError `invalid_record`
 */
export function* checkUses(sql: Sql, changes: readonly Change[], redeclared: Redeclared): Program<void> {
  const used = usesIn(changes);
  const ids = new Set([...redeclared.predicates, ...redeclared.subtypes, ...used.map(({ id }) => id)]);
  if (ids.size === 0) return;
  const declaring = yield* declaringWords(sql, [...ids]);
  const lacking = used.find((use) => !isDeclared(use, declaring));
  if (lacking !== undefined) throw undeclared(lacking);
  const datasetIds = changesTo(changes, 'dataset').map(({ record }) => record.id);
  for (const user of users) {
    for (const id of redeclared[uses[user].list]) {
      const without = datasetIds.filter((datasetId) => !isDeclared({ user, id, datasetId }, declaring));
      const found = yield* userOf(sql, user, id, without);
      if (found !== undefined) throw inUse({ user, id, datasetId: found.dataset_id }, found.id);
    }
  }
}

function* userOf(sql: Sql, user: User, id: string, datasetIds: readonly string[]) {
  if (datasetIds.length === 0) return undefined;
  return yield* firstOf(
    sql
      // One table stands for all three in the types.
      .selectFrom(user as 'event')
      .select(['id', 'dataset_id'])
      .where(uses[user].column as 'subtype', '=', id)
      .where('dataset_id', 'in', datasetIds)
      .limit(1),
  );
}

const wordOf = ({ user, id }: Use) => `the ${wordNames[uses[user].list]} "${id}"`;
const article = { claim: 'A claim', event: 'An event', actor: 'An actor' };

const undeclared = (use: Use) =>
  new ClaimlineError(
    'invalid_record',
    `${article[use.user]} has ${wordOf(use)}, which its dataset "${use.datasetId}" does not declare for it.`,
  );

const inUse = (use: Use, recordId: string) =>
  new ClaimlineError(
    'invalid_record',
    `The dataset "${use.datasetId}" no longer declares ${wordOf(use)} for its ${use.user} "${recordId}", which uses it: ` +
      `change its ${use.user}s first, or in the same import.`,
  );
