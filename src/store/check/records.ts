import { isWithdrawnStatus } from '../../domain/assessment.ts';
import type { ClaimComputed } from '../../domain/claim.ts';
import type { EventComputed } from '../../domain/event.ts';
import { kinds, type OwnedKind, type RecordKind } from '../../domain/kinds.ts';
import type { WrittenRecords } from '../../domain/records.ts';
import { type CheckWatcher, type Findings, foundIn } from '../../domain/store-check.ts';
import type { Change, Writing } from '../change.ts';
import { datasetRow } from '../dataset.ts';
import { declarationRows, declarationTables } from '../declaration.ts';
import type { Dialect, IndexCheck, Sql } from '../engine.ts';
import { NewRows, type NewTable } from '../new-rows.ts';
import { nothing, type Program, rowsOf } from '../program.ts';
import { isReplaced } from '../proposition/claims.ts';
import { computedOfClaims, computedOfEvents } from '../refresh.ts';
import { type OwnedTable, ownerColumns } from '../rows.ts';
import { isPlaceOn, type Places } from '../sequence.ts';
import { byIds } from '../statement.ts';
import { Tallies } from '../tally.ts';
import { writeRecord } from '../write.ts';
import { type AnyRow, compareRows } from './compare.ts';
import { type Current, type CurrentChunk, eachCurrent } from './histories.ts';

/**
 * Records against their rows: each record is written anew from its last revision, by the code that writes records,
 * but into memory, and what that gives is compared with what stands in the tables.
 */

/** The tables that list something of a record, with the columns that tell the rows of one record apart. */
const listsOf: Readonly<Record<OwnedKind, readonly (readonly [table: OwnedTable, ...key: string[]])[]>> = {
  source: [
    ['source_author', 'position'],
    ['source_derivation', 'position'],
    ['source_external_id', 'position'],
  ],
  actor: [
    ['actor_name', 'position'],
    ['actor_external_id', 'position'],
    ['actor_relation', 'position'],
    ['actor_relation_claim', 'position', 'claim_id'],
  ],
  event: [
    ['event_participant', 'position'],
    ['event_relation', 'position'],
    ['event_tag', 'tag'],
    ['event_external_id', 'position'],
    ['event_stretch', 'starts_s', 'ends_s'],
  ],
  claim: [
    ['claim_event', 'event_id'],
    ['claim_actor', 'actor_id'],
    ['claim_source', 'source_id'],
    ['claim_attribution', 'position'],
    ['claim_relation', 'position'],
    ['claim_external_id', 'position'],
    ['claim_stretch', 'starts_s', 'ends_s'],
    ['evidence', 'position'],
  ],
};

/** Checks all records of a kind. */
export function* checkRecords(
  dialect: Dialect,
  kind: RecordKind,
  index: IndexCheck,
  findings: Findings,
  watch: CheckWatcher,
): Program<void> {
  yield* eachCurrent(dialect.sql, kind, findings, function* (chunk) {
    watch(kinds[kind].plural, findings.records[kind]);
    if (kind === 'dataset') yield* checkDatasets(dialect.sql, chunk, findings);
    else yield* new RecordCheck(dialect, kind, index, findings).run(chunk);
    findings.records[kind] += chunk.records.length;
  });
}

/** The rows of a table whose owner's id is in the range of a chunk. */
const rowsIn = (
  sql: Sql,
  table: NewTable | 'dataset' | (typeof declarationTables)[number],
  owner: string,
  { after, to }: CurrentChunk,
) =>
  rowsOf<AnyRow>(
    // One table stands for all of them in the types.
    sql
      .selectFrom(table as 'event')
      .selectAll()
      .where(owner as 'id', '>', after)
      .$if(to !== null, (query) => query.where(owner as 'id', '<=', to ?? '')),
  );

/** Why a record cannot be written anew, as a fault. */
function unusable(findings: Findings, kind: RecordKind, id: string, error: unknown): void {
  findings.add({
    kind,
    id,
    place: 'the record as written',
    found: foundIn(error),
    expected: `a valid ${kind}`,
  });
}

function* checkDatasets(sql: Sql, chunk: CurrentChunk, findings: Findings): Program<void> {
  const expected: AnyRow[] = [];
  const declared = declarationTables.map((): AnyRow[] => []);
  for (const current of chunk.records) {
    try {
      const record: WrittenRecords['dataset'] = JSON.parse(current.record);
      expected.push(yield* datasetRow(sql, record, stampsOf(current)));
      for (const [index, rows] of Object.values(declarationRows(record)).entries())
        declared[index]?.push(...rows);
    } catch (error) {
      unusable(findings, 'dataset', current.id, error);
    }
  }
  const stored = yield* rowsIn(sql, 'dataset', 'id', chunk);
  compareRows(findings, { kind: 'dataset', table: 'dataset', key: ['id'], owner: 'id' }, stored, expected);
  for (const [index, table] of declarationTables.entries()) {
    const words = { kind: 'dataset', table, key: ['dataset_id', 'id'], owner: 'dataset_id' } as const;
    compareRows(findings, words, yield* rowsIn(sql, table, words.owner, chunk), declared[index] ?? []);
  }
}

const stampsOf = ({ dataset_id, version, createdAt, updatedAt }: Current) => ({
  datasetId: dataset_id,
  version,
  recordedAt: createdAt,
  updatedAt,
});

/** Checks the records of one chunk. */
class RecordCheck {
  readonly #dialect: Dialect;
  readonly #kind: OwnedKind;
  readonly #index: IndexCheck;
  readonly #findings: Findings;

  constructor(dialect: Dialect, kind: OwnedKind, index: IndexCheck, findings: Findings) {
    this.#dialect = dialect;
    this.#kind = kind;
    this.#index = index;
    this.#findings = findings;
  }

  *run(chunk: CurrentChunk): Program<void> {
    const [kind, findings] = [this.#kind, this.#findings];
    const stored = yield* rowsIn(this.#dialect.sql, kind, 'id', chunk);
    const seqs = new Map(stored.map((row) => [String(row.id), Number(row.seq)]));
    const ids = chunk.records.map((current) => current.id).filter((id) => seqs.has(id));
    const expected = yield* this.#computed(ids);
    const rows = new NewRows();
    // Records of which nothing can be said, beside that.
    const left = new Set(seqs.keys().filter((id) => !chunk.records.some((current) => current.id === id)));
    for (const current of chunk.records) {
      const seq = seqs.get(current.id);
      if (seq === undefined) {
        left.add(current.id);
        findings.add({ kind, id: current.id, place: kind, found: null, expected: 'a row' });
      } else if (!(yield* this.#write(current, { rows, expected, seq }))) left.add(current.id);
    }
    for (const id of left) {
      if (chunk.records.some((current) => current.id === id)) continue;
      findings.add({ kind, id, place: kind, found: 'a row', expected: null });
    }
    yield* this.#compare(chunk, stored, rows, left);
  }

  /** Writes a record into `rows`; false where that is not possible. */
  *#write(
    current: Current,
    { rows, expected, seq }: Pick<Writing, 'rows' | 'expected'> & { seq: number },
  ): Program<boolean> {
    const own = new NewRows();
    const writing: Writing = {
      dialect: this.#dialect,
      sequence: this.#placesOf(current.id, seq),
      tallies: new Tallies(),
      expected,
      rows: own,
    };
    const stamps = stampsOf(current);
    try {
      const record = JSON.parse(current.record);
      yield* writeRecord(writing, {
        kind: this.#kind,
        record,
        text: current.record,
        stamps,
        held: null,
      } as Change);
    } catch (error) {
      unusable(this.#findings, this.#kind, current.id, error);
      return false;
    }
    for (const [table, words] of own.words) {
      for (const { texts } of words) this.#index.words(table, current.id, seq, texts);
    }
    if (this.#kind === 'event') this.#index.point(current.id, seq, own.points[0] ?? null);
    rows.addAll(own);
    return true;
  }

  /** Leaves the record where it is, if its time allows that. */
  #placesOf(id: string, seq: number): Places {
    const findings = this.#findings;
    return {
      *place(table, startsS) {
        if (!isPlaceOn(seq, startsS)) {
          const expected = 'a place on the day that it starts';
          findings.add({ kind: table, id, place: `${table}.seq`, found: String(seq), expected });
        }
        yield* nothing();
        return seq;
      },
      *untimedPlace() {
        yield* nothing();
        return seq;
      },
    };
  }

  *#compare(
    chunk: CurrentChunk,
    stored: readonly AnyRow[],
    rows: NewRows,
    left: ReadonlySet<string>,
  ): Program<void> {
    const kind = this.#kind;
    const isKnown = (owner: string) => (row: AnyRow) => !left.has(String(row[owner]));
    const compared = { kind, table: kind, key: ['id'], owner: 'id' };
    compareRows(this.#findings, compared, stored.filter(isKnown('id')), rows.of(kind) as AnyRow[]);
    for (const [table, ...key] of listsOf[kind]) {
      const owner = ownerColumns[table];
      const listed = (yield* rowsIn(this.#dialect.sql, table, owner, chunk)).filter(isKnown(owner));
      const compared = { kind, table, key: [owner, ...key], owner };
      compareRows(this.#findings, compared, listed, rows.of(table) as AnyRow[]);
    }
  }

  /** What is computed of these records from others. */
  *#computed(ids: readonly string[]): Program<Writing['expected']> {
    const { sql } = this.#dialect;
    const claims = new Map<string, ClaimComputed>();
    const events = new Map<string, EventComputed>();
    if (this.#kind === 'claim') {
      const replaced = new Set((yield* replacedOf(sql, ids)).map(({ id }) => id));
      for (const { id, contested } of yield* computedOfClaims(sql, ids)) {
        claims.set(id, { withdrawn: replaced.has(id), contested: contested === 1 });
      }
    }
    if (this.#kind === 'event') {
      for (const { id, claim_count, contested } of yield* computedOfEvents(sql, ids)) {
        events.set(id, { claimCount: claim_count, contested: contested === 1 });
      }
    }
    return {
      claim: ({ id, status = 'unreviewed' }) => {
        const { withdrawn = false, contested = false } = claims.get(id) ?? {};
        return { withdrawn: withdrawn || isWithdrawnStatus(status), contested };
      },
      event: (id) => events.get(id) ?? { claimCount: 0, contested: false },
    };
  }
}

const replacedOf = byIds((sql, ids) =>
  sql
    .selectFrom('claim')
    .select('id')
    .where((eb) => isReplaced(eb))
    .where('id', 'in', ids),
);
