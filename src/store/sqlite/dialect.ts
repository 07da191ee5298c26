import {
  DummyDriver,
  type Expression,
  Kysely,
  type LimitNode,
  type SqlBool,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from 'kysely';
import type { BoundingBox } from '../../domain/condition.ts';
import type { Dialect, PointTable, Sql, WordsTable } from '../engine.ts';
import { type Circle, earthRadiusKm } from '../geography.ts';
import { run } from '../program.ts';
import type { Tables } from '../schema.ts';
import { runnable } from '../shape.ts';
import type { Slots } from '../slots.ts';
import { statement } from '../statement.ts';
import { matchText, wordHits, wordPlaces, wordsMatch } from './words.ts';

/** What only SQLite says this way: full text by FTS5, points by R*Tree. */

/**
 * SQLite looks at the value of a bare parameter in some places (LIMIT, a column's equal where there is an order, the
 * condition of a partial index), plans by it, and prepares the statement again whenever another is bound: that took
 * as long as finding the rows of a page. Into a sum it does not look, and a plus before a parameter does no work.
 */
class Compiler extends SqliteQueryCompiler {
  protected override getCurrentParameterPlaceholder(): string {
    return '+?';
  }

  protected override visitLimit(node: LimitNode): void {
    super.visitLimit(node);
    this.append(' + 0');
  }
}

/** Composes SQLite's SQL and runs nothing: queries are run by the engine, which owns the connection. */
const builder = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new Compiler(),
  },
});

const wordsInto = (table: WordsTable, columns: readonly string[]) =>
  statement((sqlBuilder: Sql, seq: number, ...texts: readonly string[]) => {
    const names = sql.join(['rowid', ...columns].map((name) => sql.ref(name)));
    return runnable(
      sqlBuilder,
      sql`insert into ${sql.table(`${table}_words`)} (${names}) values (${sql.join([seq, ...texts])})`,
    );
  });
const wordInsertions = {
  actor: wordsInto('actor', ['names', 'ids']),
  event: wordsInto('event', ['title', 'text']),
  claim: wordsInto('claim', ['text']),
  source: wordsInto('source', ['title', 'text']),
  dispute: wordsInto('dispute', ['text']),
} as const;

const wordsOutOf = (table: WordsTable) =>
  statement((sqlBuilder: Sql, seq: number) =>
    runnable(sqlBuilder, sql`delete from ${sql.table(`${table}_words`)} where rowid = ${seq}`),
  );
const wordRemovals = {
  actor: wordsOutOf('actor'),
  event: wordsOutOf('event'),
  claim: wordsOutOf('claim'),
  source: wordsOutOf('source'),
  dispute: wordsOutOf('dispute'),
} as const;

const pointInsertion = statement(
  (
    sqlBuilder: Sql,
    seq: number,
    longitude: number,
    latitude: number,
    starts: number,
    ends: number,
    id: string,
  ) =>
    runnable(
      sqlBuilder,
      sql`insert into event_point (id, west, east, south, north, longitude, latitude, starts_s, ends_s, event_id)
        values (${seq}, ${longitude}, ${longitude}, ${latitude}, ${latitude}, ${longitude}, ${latitude},
          ${starts}, ${ends}, ${id})`,
    ),
);
const pointRemoval = statement((sqlBuilder: Sql, seq: number) =>
  runnable(sqlBuilder, sql`delete from event_point where id = ${seq}`),
);

/**
 * A point in the box: candidates from the tree, which rounds outwards, then the exact columns. The tree itself is gone
 * through where it is what is asked, and else asked which events it has there.
 */
function inBox(table: PointTable, box: Slots<BoundingBox>): Expression<SqlBool> {
  const candidates = sql`east >= ${box.west} and west <= ${box.east} and north >= ${box.south} and south <= ${box.north}`;
  const found =
    table === 'event_point' ? candidates : sql`event.seq in (select id from event_point where ${candidates})`;
  return sql<SqlBool>`(${found}
    and ${sql.ref(`${table}.longitude`)} between ${box.west} and ${box.east}
    and ${sql.ref(`${table}.latitude`)} between ${box.south} and ${box.north})`;
}

const inBoxes = (table: PointTable, boxes: Slots<readonly BoundingBox[]>) =>
  sql<SqlBool>`(${sql.join(
    boxes.map((box) => inBox(table, box)),
    sql` or `,
  )})`;

/** Great-circle distance by the haversine formula on a sphere of the mean radius: good to half a per cent. */
function distanceKm(table: PointTable, { longitude, latitude, cosine }: Slots<Circle>) {
  const [east, north] = ['longitude', 'latitude'].map((name) => sql.ref(`${table}.${name}`));
  return sql<number>`(${2 * earthRadiusKm} * asin(min(1.0, sqrt(
    pow(sin(radians(${north} - ${latitude}) / 2), 2) +
    cos(radians(${north})) * ${cosine} *
    pow(sin(radians(${east} - ${longitude}) / 2), 2)))))`;
}

export const sqliteDialect: Dialect = {
  sql: builder,

  // https://www.sqlite.org/lang_corefunc.html#likelihood: without it, every equality is taken for a rare one.
  common(condition, share) {
    return sql<SqlBool>`likelihood(${condition}, ${sql.lit(share)})`;
  },

  // `concat_ws` leaves out what is null (https://www.sqlite.org/lang_corefunc.html#concat_ws).
  joinedBodies(table, seqs) {
    const bodies = seqs.map((seq) => sql`(select body from ${sql.table(table)} where seq = ${seq})`);
    return sql<Buffer>`cast(concat_ws(',', ${sql.join(bodies)}) as blob)`;
  },

  wordsText: matchText,

  wordsMatch,

  wordHits,

  wordPlaces,

  indexWords(table, seq, texts) {
    return run(wordInsertions[table](builder, seq, ...texts));
  },

  dropWords(table, seq) {
    return run(wordRemovals[table](builder, seq));
  },

  within: inBoxes,

  near(table, circle) {
    return sql<SqlBool>`(${inBoxes(table, circle.boxes)} and ${distanceKm(table, circle)} <= ${circle.radiusKm})`;
  },

  indexPoint({ event_seq, longitude, latitude, starts_s, ends_s, event_id }) {
    return run(pointInsertion(builder, event_seq, longitude, latitude, starts_s, ends_s, event_id));
  },

  dropPoint(seq) {
    return run(pointRemoval(builder, seq));
  },
};
