import Database from 'better-sqlite3';
import { limits } from '../../../src/domain/limits.ts';
import { openSqliteStore, setUpWriter } from '../../../src/store/sqlite/open.ts';
import { recordsOf } from '../data/records.ts';
import type { Shape } from '../data/shape.ts';
import { remove } from '../harness/databases.ts';
import { RowReader, type Rows, restOf, type Table, tablesOf } from './rows.ts';

/**
 * A process of its own: puts the very rows that an import made into new tables with the same indexes, by prepared
 * statements, in the same order and in transactions of the same size. Told with
 * `node raw-inserts.ts DATABASE SHAPE NEW-DATABASE`; only the transactions are timed.
 */

const [imported = '', shapeText = '', path = ''] = process.argv.slice(2);
const shape: Shape = JSON.parse(shapeText);
const from = new Database(imported, { readonly: true });
const reader = new RowReader(from);

remove(path);
await openSqliteStore(path).close();
const to = new Database(path);
// As the store opens it: the same promises cost the same.
setUpWriter(to);

const inserts = new Map<string, Database.Statement>();

function insertOf({ name, columns }: Table): Database.Statement {
  let statement = inserts.get(name);
  if (statement === undefined) {
    statement = to.prepare(
      `insert into ${name} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`,
    );
    inserts.set(name, statement);
  }
  return statement;
}

let seconds = 0;

function insert(rows: readonly Rows[]): void {
  const prepared = rows.map(({ table, values }) => ({ statement: insertOf(table), values }));
  const begun = performance.now();
  to.transaction(() => {
    for (const { statement, values } of prepared) {
      for (const row of values) statement.run(row);
    }
  }).immediate();
  seconds += (performance.now() - begun) / 1000;
}

let records = 0;
let chunk: { kind: string; id: string }[] = [];

function flush(): void {
  insert(reader.read(chunk));
  records += chunk.length;
  chunk = [];
}

for (const { kind, record } of recordsOf(shape)) {
  chunk.push({ kind, id: record.id });
  if (chunk.length === limits.importChunkMaxRecords) flush();
}
flush();
for (const table of tablesOf(to).filter(({ owner, name }) => owner === null && name !== 'revision'))
  to.exec(`delete from ${table.name}`);
insert(restOf(from));
to.close();
from.close();
remove(path);
process.stdout.write(`${JSON.stringify({ records, seconds })}\n`);
