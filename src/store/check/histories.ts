import { sql as literal } from 'kysely';
import type { RecordKind } from '../../domain/kinds.ts';
import type { Findings } from '../../domain/store-check.ts';
import type { Sql } from '../engine.ts';
import { type Program, rowsOf } from '../program.ts';
import type { Tables } from '../schema.ts';
import { quoted } from './compare.ts';

/** Revisions, record by record: checked by themselves, and the last one of each handed on. */

type Revision = Tables['revision'];

/** The current version of a record as it was written. */
export type Current = Pick<Revision, 'id' | 'version' | 'dataset_id' | 'record'> & {
  createdAt: string;
  updatedAt: string;
};

/** Records in the order of their ids, with the range of ids that belongs to them: behind `after`, up to `to`. */
export type CurrentChunk = { records: readonly Current[]; after: string; to: string | null };

const revisionsMax = 500;

/** Goes through the revisions of a kind, and hands on the current version of each record, chunk by chunk. */
export function* eachCurrent(
  sql: Sql,
  kind: RecordKind,
  findings: Findings,
  use: (chunk: CurrentChunk) => Program<void>,
): Program<void> {
  let after = '';
  let records: Current[] = [];
  let open: Current | undefined;
  for (let last: Revision | undefined, isEnd = false; !isEnd; ) {
    const rows: Revision[] = yield* rowsOf(pageAfter(sql, kind, last));
    isEnd = rows.length < revisionsMax;
    for (const row of rows) {
      const before: Current | undefined = open?.id === row.id ? open : undefined;
      checkRevision(findings, row, before);
      if (open !== undefined && before === undefined) records.push(open);
      open = {
        ...row,
        createdAt: before?.createdAt ?? row.recorded_at,
        updatedAt: row.recorded_at,
      };
    }
    last = rows.at(-1) ?? last;
    if (isEnd && open !== undefined) records.push(open);
    const to = isEnd ? null : (records.at(-1)?.id ?? after);
    if (isEnd || records.length > 0) yield* use({ records, after, to });
    after = to ?? after;
    records = [];
  }
}

const pageAfter = (sql: Sql, kind: RecordKind, last: Revision | undefined) =>
  sql
    .selectFrom('revision')
    .selectAll()
    .where('kind', '=', literal.lit(kind))
    .$if(last !== undefined, (query) =>
      query.where((eb) =>
        eb(eb.refTuple('id', 'version'), '>', eb.tuple(last?.id ?? '', last?.version ?? 0)),
      ),
    )
    .orderBy('id')
    .orderBy('version')
    .limit(revisionsMax);

function checkRevision(findings: Findings, row: Revision, before: Current | undefined): void {
  const isWrong = (column: keyof Revision, expected: string) => {
    const id = `${row.kind} ${row.id} version ${row.version}`;
    const found = quoted(row[column], 0);
    findings.add({ kind: 'revision', id, place: `revision.${column}`, found, expected });
  };
  const version = (before?.version ?? 0) + 1;
  if (row.version !== version) isWrong('version', String(version));
  const change = before === undefined ? 'create' : 'update';
  if (row.change !== change) isWrong('change', quoted(change, 0));
  if (!isInstant(row.recorded_at)) isWrong('recorded_at', 'an instant in UTC');
  if (idIn(row.record) !== row.id) isWrong('record', `the JSON of ${row.kind} ${row.id}`);
}

const isInstant = (text: string) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text);

/** The id in a record's JSON; undefined where it is not the JSON that this program writes. */
function idIn(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('id' in value)) return undefined;
    return typeof value.id === 'string' && JSON.stringify(value) === text ? value.id : undefined;
  } catch {
    return undefined;
  }
}
