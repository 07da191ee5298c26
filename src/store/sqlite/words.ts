import { type Compilable, type Expression, type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely';
import type { SearchTerms } from '../../domain/query.ts';
import type { WordHits, WordsTable } from '../engine.ts';
import type { Tables } from '../schema.ts';

/** Words as FTS5 is asked for them (https://www.sqlite.org/fts5.html#full_text_query_syntax). */

/**
 * An FTS5 query that takes every term literally: quoted, with quotes doubled (FTS5 §3.1, strings). NUL, which
 * would end the query, separates words as it does in the index.
 */
export function matchText(terms: SearchTerms, beginning: boolean, column?: string): string {
  // No word at all matches nothing; of nothing at all FTS5 says that it is no query.
  if (terms.length === 0) return '""';
  const quoted = terms.map((term) => `"${term.replaceAll('"', '""').replaceAll('\0', ' ')}"`);
  const text = `${quoted.join(' AND ')}${beginning ? '*' : ''}`;
  return column === undefined ? text : `{${column}} : (${text})`;
}

/** Rows of a table in whose words those of a text of `matchText` stand. */
export function wordsMatch(table: WordsTable, text: Expression<string>): Expression<SqlBool> {
  const words = sql.table(`${table}_words`);
  return sql<SqlBool>`${sql.ref(`${table}.seq`)} in (select rowid from ${words} where ${words} match ${text})`;
}

/** The places of rows in whose words every term stands, the last one first. */
export function wordHits(table: WordsTable, asked: WordHits): RawBuilder<{ seq: number }> {
  const { terms, beginning, title, datasetIds, from, below, limit } = asked;
  const words = sql.table(`${table}_words`);
  const seq = sql.ref(`${table}_words.rowid`);
  const text = matchText(terms, beginning, title ? 'title' : undefined);
  // The index of words is what is gone through, in its own order, and left when there is enough.
  const join =
    datasetIds === undefined
      ? sql``
      : sql`cross join ${sql.table(table)} on ${sql.ref(`${table}.seq`)} = ${seq}`;
  const conditions = [
    sql<SqlBool>`${words} match ${text}`,
    ...(from === undefined ? [] : [sql<SqlBool>`${seq} >= ${from}`]),
    ...(below === undefined ? [] : [sql<SqlBool>`${seq} < ${below}`]),
    ...(datasetIds === undefined
      ? []
      : [sql<SqlBool>`${sql.ref(`${table}.dataset_id`)} in (${sql.join(datasetIds)})`]),
  ];
  return sql`select ${seq} as seq from ${words} ${join}
    where ${sql.join(conditions, sql` and `)} order by ${seq} desc limit ${limit}`;
}

/** A piece of raw SQL as a query of its own. */
export function runnable<Row>(builder: Kysely<Tables>, query: RawBuilder<Row>): Compilable<Row> {
  return { compile: () => query.compile(builder) };
}
