import type { Findings } from '../../domain/store-check.ts';
import { UnionFind } from '../dispute/union-find.ts';
import { disputeRow, type Member } from '../dispute/write.ts';
import type { IndexCheck, Sql } from '../engine.ts';
import { type Program, rowsOf } from '../program.ts';
import type { Tables } from '../schema.ts';
import { type AnyRow, compareRows } from './compare.ts';

/** Compares disputes with the contested propositions and the oppositions between them. */

const rowsMax = 2000;

type Row = Tables['proposition_opposition'];

/** Connects the two propositions of each opposition. Reads the table page by page, in the order of its keys. */
function* connected(sql: Sql): Program<UnionFind> {
  const components = new UnionFind();
  const page = sql
    .selectFrom('proposition_opposition')
    .selectAll()
    .orderBy('key')
    .orderBy('other_key')
    .orderBy('reason')
    .limit(rowsMax);
  for (let rows: Row[] = yield* rowsOf(page); rows.length > 0; ) {
    for (const { key, other_key } of rows) components.join(key, other_key);
    const { key, other_key, reason } = rows.at(-1) as Row;
    rows = yield* rowsOf(
      page.where((eb) =>
        eb(eb.refTuple('key', 'other_key', 'reason'), '>', eb.tuple(key, other_key, reason)),
      ),
    );
  }
  return components;
}

export function* checkDisputes(sql: Sql, index: IndexCheck, findings: Findings): Program<void> {
  const components = yield* connected(sql);
  const propositions = yield* rowsOf(
    sql
      .selectFrom('proposition')
      .select(['key', 'contested', 'claim_count', 'dispute_id'])
      .where((eb) => eb.or([eb('contested', '=', 1), eb('dispute_id', 'is not', null)])),
  );
  const disputeOf = ({ key, contested }: (typeof propositions)[number]) =>
    contested === 1 ? components.smallest(key) : null;
  compareRows(
    findings,
    { kind: 'proposition', table: 'proposition', key: ['key'], owner: 'key' },
    propositions.map(({ key, dispute_id }) => ({ key, dispute_id })),
    propositions.map((one) => ({ key: one.key, dispute_id: disputeOf(one) })),
  );
  const disputed = propositions.filter(({ contested }) => contested === 1);
  yield* checkRows(
    sql,
    index,
    findings,
    Map.groupBy(disputed, ({ key }) => components.smallest(key)),
  );
}

/** Checks the rows of disputes, given the members of each. Any `seq` is right. */
function* checkRows(
  sql: Sql,
  index: IndexCheck,
  findings: Findings,
  disputes: ReadonlyMap<string, readonly Member[]>,
): Program<void> {
  const seqs = new Map<string, number>();
  const stored: AnyRow[] = [];
  for (const { seq, ...row } of yield* rowsOf(sql.selectFrom('dispute').selectAll())) {
    seqs.set(row.id, seq);
    stored.push(row);
  }
  const expected: AnyRow[] = [];
  for (const [id, members] of disputes) {
    const { columns, texts } = yield* disputeRow(sql, id, members);
    expected.push(columns);
    const seq = seqs.get(id);
    if (seq !== undefined) index.words('dispute', id, seq, texts);
  }
  compareRows(findings, { kind: 'dispute', table: 'dispute', key: ['id'], owner: 'id' }, stored, expected);
}
