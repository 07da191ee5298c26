import { type CheckWatcher, type Findings, foundIn } from '../../domain/store-check.ts';
import type { Sql } from '../engine.ts';
import { type Program, rowsOf } from '../program.ts';
import { claimsByKey } from '../proposition/claims.ts';
import { computedOppositions } from '../proposition/oppositions.ts';
import { heldPropositions, respell, withRivals } from '../proposition/refresh.ts';
import { propositionRows } from '../proposition/write.ts';
import { compareRows } from './compare.ts';

/** Propositions and oppositions against what the claims make of them. */

const keysMax = 200;

export function* checkPropositions(sql: Sql, findings: Findings, watch: CheckWatcher): Program<void> {
  for (let after = '', isEnd = false; !isEnd; ) {
    watch('propositions', findings.records.proposition);
    const claimed = yield* rowsOf(
      sql
        .selectFrom('claim')
        .select('proposition_key as key')
        .distinct()
        .where('proposition_key', '>', after)
        .orderBy('proposition_key')
        .limit(keysMax),
    );
    isEnd = claimed.length < keysMax;
    const keys = claimed.map(({ key }) => key);
    const to = isEnd ? null : (keys.at(-1) ?? null);
    yield* checkKeys(sql, findings, { keys, after, to });
    findings.records.proposition += keys.length;
    after = to ?? after;
  }
}

/** Keys of propositions that claims are on: all of a range, behind `after` and up to `to`. */
type Keys = { keys: readonly string[]; after: string; to: string | null };

function* checkKeys(sql: Sql, findings: Findings, { keys, after, to }: Keys): Program<void> {
  const rowsIn = <Table extends 'proposition' | 'proposition_opposition'>(table: Table) =>
    sql
      .selectFrom(table as 'proposition')
      .selectAll()
      .where('key', '>', after)
      .$if(to !== null, (query) => query.where('key', '<=', to ?? ''));
  // Disputes are checked apart: they follow from propositions of other ranges too.
  const stored = (yield* rowsOf(rowsIn('proposition'))).map(({ dispute_id: _dispute, ...row }) => row);
  const own = new Set(keys);
  try {
    const group = yield* withRivals(sql, own, new Map(), yield* heldPropositions(sql, keys));
    const claims = yield* claimsByKey(sql, [...group.keys()]);
    yield* respell(sql, group, claims, new Map());
    const held = new Map([...group].filter(([key]) => own.has(key)));
    const expected = yield* propositionRows(sql, held, claims, keys);
    const compared = { kind: 'proposition', table: 'proposition', key: ['key'], owner: 'key' } as const;
    const lacking = keys.filter((key) => !held.has(key));
    for (const id of lacking) {
      findings.add({ kind: 'proposition', id, place: 'proposition', found: null, expected: 'a row' });
    }
    compareRows(findings, compared, stored, expected.values());

    const pairs = (yield* computedOppositions(sql, group, claims)).filter(({ key }) => own.has(key));
    const compareOpposed = { kind: 'opposition', table: 'proposition_opposition', owner: 'key' } as const;
    const key = ['key', 'other_key', 'reason'];
    // A pair may come up from both of its ends.
    const distinct = new Map(pairs.map((pair) => [JSON.stringify(pair), pair])).values();
    compareRows(
      findings,
      { ...compareOpposed, key },
      yield* rowsOf(rowsIn('proposition_opposition')),
      distinct,
    );
  } catch (error) {
    const range = keys.length === 1 ? keys[0] : `${keys[0]} to ${keys.at(-1)}`;
    findings.add({
      kind: 'proposition',
      id: range ?? null,
      place: 'the claims on it',
      found: foundIn(error),
      expected: 'valid claims',
    });
  }
}
