import {
  DummyDriver,
  type Expression,
  Kysely,
  type SqlBool,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from 'kysely';
import type { BoundingBox } from '../../domain/query.ts';
import type { Dialect, Sql, WordsTable } from '../engine.ts';
import { type Circle, earthRadiusKm } from '../geography.ts';
import { run } from '../program.ts';
import type { Tables } from '../schema.ts';
import { runnable, type Slots } from '../shape.ts';
import { statement } from '../statement.ts';
import { matchText, wordHits, wordsMatch } from './words.ts';

/** What only SQLite says this way: full text by FTS5, points by R*Tree. */

/** Composes SQLite's SQL and runs nothing: queries are run by the engine, which owns the connection. */
const builder = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
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
  actor: wordsInto('actor', ['names']),
  event: wordsInto('event', ['title', 'text']),
  claim: wordsInto('claim', ['text']),
  source: wordsInto('source', ['title']),
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
} as const;

const pointInsertion = statement((sqlBuilder: Sql, seq: number, longitude: number, latitude: number) =>
  runnable(
    sqlBuilder,
    sql`insert into event_point (id, west, east, south, north)
      values (${seq}, ${longitude}, ${longitude}, ${latitude}, ${latitude})`,
  ),
);
const pointRemoval = statement((sqlBuilder: Sql, seq: number) =>
  runnable(sqlBuilder, sql`delete from event_point where id = ${seq}`),
);

/** Events with a point in the box: candidates from the tree, which rounds outwards, then the exact columns. */
function inBox(box: Slots<BoundingBox>): Expression<SqlBool> {
  return sql<SqlBool>`(event.seq in (
    select id from event_point
    where east >= ${box.west} and west <= ${box.east} and north >= ${box.south} and south <= ${box.north}
  ) and event.longitude between ${box.west} and ${box.east}
    and event.latitude between ${box.south} and ${box.north})`;
}

/** Great-circle distance by the haversine formula on a sphere of the mean radius: good to half a per cent. */
function distanceKm({ longitude, latitude, cosine }: Slots<Circle>) {
  return sql<number>`(${2 * earthRadiusKm} * asin(min(1.0, sqrt(
    pow(sin(radians(event.latitude - ${latitude}) / 2), 2) +
    cos(radians(event.latitude)) * ${cosine} *
    pow(sin(radians(event.longitude - ${longitude}) / 2), 2)))))`;
}

export const sqliteDialect: Dialect = {
  sql: builder,

  // https://www.sqlite.org/lang_corefunc.html#likelihood: without it, every equality is taken for a rare one.
  common(condition, share) {
    return sql<SqlBool>`likelihood(${condition}, ${sql.lit(share)})`;
  },

  octets(text) {
    return sql<Buffer>`cast(${text} as blob)`;
  },

  // `concat_ws` leaves out what is null (https://www.sqlite.org/lang_corefunc.html#concat_ws).
  joinedBodies(table, seqs) {
    const bodies = seqs.map((seq) => sql`(select body from ${sql.table(table)} where seq = ${seq})`);
    return sql<Buffer>`cast(concat_ws(',', ${sql.join(bodies)}) as blob)`;
  },

  wordsText: matchText,

  wordsMatch,

  wordHits,

  indexWords(table, seq, texts) {
    return run(wordInsertions[table](builder, seq, ...texts));
  },

  dropWords(table, seq) {
    return run(wordRemovals[table](builder, seq));
  },

  eventWithin(eb, boxes) {
    return eb.or(boxes.map(inBox));
  },

  eventNear(eb, circle) {
    return eb.and([eb.or(circle.boxes.map(inBox)), eb(distanceKm(circle), '<=', circle.radiusKm)]);
  },

  indexPoint(seq, { longitude, latitude }) {
    return run(pointInsertion(builder, seq, longitude, latitude));
  },

  dropPoint(seq) {
    return run(pointRemoval(builder, seq));
  },
};
