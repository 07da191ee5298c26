import { ClaimlineError } from '../domain/errors.ts';
import { type PredicateFault, predicateFaults } from '../domain/predicate.ts';
import { meaningsOf } from './declaration.ts';
import type { Dialect, Sql } from './engine.ts';
import { batchesOf, firstOf, type Program, rowsOf, run } from './program.ts';
import { heldPropositions } from './proposition/refresh.ts';
import type { Held } from './proposition/write.ts';
import { refreshKeys } from './refresh.ts';

/** Refreshes the propositions of a predicate after a dataset changed its declaration. */

/** Propositions that are computed anew at a time, so that few are in memory. */
const keysMax = 1000;

/**
 * Checks the propositions of these predicates against the new meanings, and computes their text and disputes anew.
 * @throws ClaimlineError `invalid_record` if a claim does not fit the new meaning of its predicate
 */
export function* refreshRedeclared(dialect: Dialect, redeclared: ReadonlySet<string>): Program<void> {
  const { sql } = dialect;
  for (const predicate of redeclared) {
    const rows = yield* rowsOf(
      sql.selectFrom('claim').select('proposition_key').distinct().where('predicate', '=', predicate),
    );
    const keys = rows.map((row) => row.proposition_key);
    const meaning = (yield* meaningsOf(sql, [predicate])).get(predicate);
    if (meaning === undefined) continue;
    // All rows say first that they are functional: the rivals of a proposition are found by it.
    for (const batch of batchesOf(keys)) {
      for (const { statement } of (yield* heldPropositions(sql, batch)).values()) {
        const [fault] = predicateFaults(statement, meaning);
        if (fault !== undefined) throw yield* misfit(sql, statement, fault);
      }
      const functional = Number(meaning.functional);
      yield* run(sql.updateTable('proposition').set({ functional }).where('key', 'in', batch));
    }
    for (const batch of batchesOf(keys, keysMax)) {
      const held = yield* heldPropositions(sql, batch);
      yield* refreshKeys(dialect, { keys: new Set(batch), stated: new Map(), held, claims: new Map() });
    }
  }
}

function* misfit(
  sql: Sql,
  { key, predicate }: Held['statement'],
  { path, detail }: PredicateFault,
): Program<ClaimlineError> {
  const claim = yield* firstOf(
    sql.selectFrom('claim').select('id').where('proposition_key', '=', key).limit(1),
  );
  return new ClaimlineError(
    'invalid_record',
    `The predicate "${predicate}" has a new declaration that the claim "${claim?.id ?? ''}" does not fit: its ${path.join('.')} ${detail}. ` +
      'Change the claims first, or in the same import.',
  );
}
