import type { Findings } from '../../domain/store-check.ts';
import { Components } from '../dispute/components.ts';
import type { Sql } from '../engine.ts';
import { type Program, rowsOf } from '../program.ts';
import type { Tables } from '../schema.ts';
import { compareRows } from './compare.ts';

/** Disputes against the propositions that are contested and the oppositions between them. */

const rowsMax = 2000;

/** Hands on the rows of a table page by page, in the order of their keys. */
function* eachOpposition(sql: Sql, use: (pair: Tables['proposition_opposition']) => void): Program<void> {
  let after: Tables['proposition_opposition'] | undefined;
  do {
    const { key, other_key, reason } = after ?? {
      key: '',
      other_key: '',
      reason: '' as 'contradicting_claims',
    };
    const rows: Tables['proposition_opposition'][] = yield* rowsOf(
      sql
        .selectFrom('proposition_opposition')
        .selectAll()
        .where((eb) => eb(eb.refTuple('key', 'other_key', 'reason'), '>', eb.tuple(key, other_key, reason)))
        .orderBy('key')
        .orderBy('other_key')
        .orderBy('reason')
        .limit(rowsMax),
    );
    for (const row of rows) use(row);
    after = rows.length < rowsMax ? undefined : rows.at(-1);
  } while (after !== undefined);
}

export function* checkDisputes(sql: Sql, findings: Findings): Program<void> {
  const components = new Components();
  yield* eachOpposition(sql, ({ key, other_key }) => components.join(key, other_key));
  const propositions = yield* rowsOf(
    sql
      .selectFrom('proposition')
      .select(['key', 'contested', 'claim_count', 'dispute_key'])
      .where((eb) => eb.or([eb('contested', '=', 1), eb('dispute_key', 'is not', null)])),
  );
  const expected = new Map<string, Tables['dispute']>();
  const members = propositions.map(({ key, contested, claim_count }) => {
    if (contested !== 1) return { key, dispute_key: null };
    const dispute_key = components.smallest(key);
    const dispute = expected.get(dispute_key) ?? { key: dispute_key, proposition_count: 0, claim_count: 0 };
    dispute.proposition_count += 1;
    dispute.claim_count += claim_count;
    expected.set(dispute_key, dispute);
    return { key, dispute_key };
  });
  const stored = propositions.map(({ key, dispute_key }) => ({ key, dispute_key }));
  const key = { key: ['key'], owner: 'key' } as const;
  compareRows(findings, { kind: 'proposition', table: 'proposition', ...key }, stored, members);
  const disputes = yield* rowsOf(sql.selectFrom('dispute').selectAll());
  compareRows(findings, { kind: 'dispute', table: 'dispute', ...key }, disputes, expected.values());
}
