import {
  type DeclaringDataset,
  inUseText,
  listFor,
  subtypeFault,
  type WordUse,
  wordNames,
} from '../domain/declaration.ts';
import { ClaimlineError } from '../domain/errors.ts';
import { predicates } from '../domain/predicate.ts';
import { type Change, changesTo } from './change.ts';
import { declaringWords, type Redeclared } from './declaration.ts';
import type { Sql } from './engine.ts';
import { type Program, rowsOf } from './program.ts';

/** Makes sure that no record uses a word that its dataset does not declare. */

const columns = { claim: 'predicate', event: 'subtype', actor: 'subtype' } as const;
const users = Object.keys(columns) as WordUse['user'][];

/** Returns the uses of words, in changed records, that only a dataset can declare. */
function usesIn(changes: readonly Change[]): WordUse[] {
  const claims = changesTo(changes, 'claim')
    .map(({ record, stamps }) => ({ word: record.proposition.predicate, datasetId: stamps.datasetId }))
    .filter(({ word }) => !predicates.has(word))
    .map((use) => ({ user: 'claim' as const, ...use }));
  const typed = (user: 'event' | 'actor') =>
    changesTo(changes, user).flatMap(({ record: { subtype }, stamps }) =>
      subtype === undefined ? [] : [{ user, word: subtype, datasetId: stamps.datasetId }],
    );
  return [...claims, ...typed('event'), ...typed('actor')];
}

function isDeclared({ user, word, datasetId }: WordUse, declaring: readonly DeclaringDataset[]): boolean {
  const own = declaring.find((dataset) => dataset.datasetId === datasetId);
  if (own === undefined) return false;
  if (user === 'claim') return own.predicates.some((predicate) => predicate.id === word);
  return subtypeFault(user, word, datasetId, own.subtypes) === null;
}

/**
 * Makes sure that the dataset of each changed record declares its words, and that no record uses a word that its dataset
 * no longer declares.
 * @param redeclared the words whose declarations changed
 * @throws ClaimlineError `invalid_record`
 */
export function* checkUses(sql: Sql, changes: readonly Change[], redeclared: Redeclared): Program<void> {
  const used = usesIn(changes);
  const ids = new Set([...redeclared.predicates, ...redeclared.subtypes, ...used.map(({ word }) => word)]);
  if (ids.size === 0) return;
  const declaring = yield* declaringWords(sql, [...ids]);
  const lacking = used.find((use) => !isDeclared(use, declaring));
  if (lacking !== undefined) throw undeclared(lacking);
  const datasetIds = changesTo(changes, 'dataset').map(({ record }) => record.id);
  for (const user of users) {
    for (const word of redeclared[listFor(user)]) {
      for (const datasetId of datasetIds) {
        const use = { user, word, datasetId };
        const [id] = isDeclared(use, declaring) ? [] : yield* usersOf(sql, use, 1);
        if (id !== undefined) throw inUse(use, id);
      }
    }
  }
}

/** Returns the ids of records that use a word of their dataset. */
export function* usersOf(sql: Sql, { user, word, datasetId }: WordUse, limit: number): Program<string[]> {
  const rows = yield* rowsOf(
    sql
      // One table stands for all three in the types.
      .selectFrom(user as 'event')
      .select('id')
      .where(columns[user] as 'subtype', '=', word)
      .where('dataset_id', '=', datasetId)
      .limit(limit),
  );
  return rows.map(({ id }) => id);
}

const article = { claim: 'A claim', event: 'An event', actor: 'An actor' };

const undeclared = ({ user, word, datasetId }: WordUse) =>
  new ClaimlineError(
    'invalid_record',
    `${article[user]} has the ${wordNames[listFor(user)]} "${word}", which its dataset "${datasetId}" does not declare for it.`,
  );

const inUse = (use: WordUse, recordId: string) =>
  new ClaimlineError('invalid_record', `The dataset "${use.datasetId}" ${inUseText(use, recordId)}.`);
