import type { Findings } from '../../domain/store-check.ts';
import { Components } from '../dispute/components.ts';
import { disputeRow, type Member } from '../dispute/write.ts';
import type { IndexCheck, Sql } from '../engine.ts';
import { type Program, rowsOf } from '../program.ts';
import type { Tables } from '../schema.ts';
import { type AnyRow, compareRows } from './compare.ts';

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

export function* checkDisputes(sql: Sql, index: IndexCheck, findings: Findings): Program<void> {
  const components = new Components();
  yield* eachOpposition(sql, ({ key, other_key }) => components.join(key, other_key));
  const propositions = yield* rowsOf(
    sql
      .selectFrom('proposition')
      .select(['key', 'contested', 'claim_count', 'dispute_key'])
      .where((eb) => eb.or([eb('contested', '=', 1), eb('dispute_key', 'is not', null)])),
  );
  const disputeOf = ({ key, contested }: (typeof propositions)[number]) =>
    contested === 1 ? components.smallest(key) : null;
  compareRows(
    findings,
    { kind: 'proposition', table: 'proposition', key: ['key'], owner: 'key' },
    propositions.map(({ key, dispute_key }) => ({ key, dispute_key })),
    propositions.map((one) => ({ key: one.key, dispute_key: disputeOf(one) })),
  );
  const disputed = propositions.filter(({ contested }) => contested === 1);
  yield* checkRows(
    sql,
    index,
    findings,
    Map.groupBy(disputed, ({ key }) => components.smallest(key)),
  );
}

/** Checks the rows of disputes, given the members of each; where they are in the table is as good as elsewhere. */
function* checkRows(
  sql: Sql,
  index: IndexCheck,
  findings: Findings,
  disputes: ReadonlyMap<string, readonly Member[]>,
): Program<void> {
  const places = new Map<string, number>();
  const stored: AnyRow[] = [];
  for (const { seq, ...row } of yield* rowsOf(sql.selectFrom('dispute').selectAll())) {
    places.set(row.id, seq);
    stored.push(row);
  }
  const expected: AnyRow[] = [];
  for (const [id, members] of disputes) {
    const { columns, texts } = yield* disputeRow(sql, id, members);
    expected.push(columns);
    const seq = places.get(id);
    if (seq !== undefined) index.words('dispute', id, seq, texts);
  }
  compareRows(findings, { kind: 'dispute', table: 'dispute', key: ['id'], owner: 'id' }, stored, expected);
}
