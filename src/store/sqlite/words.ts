import { type Compilable, CompiledQuery, type Expression, type SqlBool, sql } from 'kysely';
import { joined, type Phrase } from '../../domain/search/terms.ts';
import type { WordHits, WordPlaces, Words, WordsTable } from '../engine.ts';
import type { Slots } from '../slots.ts';

/** Words as FTS5 is asked for them (https://www.sqlite.org/fts5.html#full_text_query_syntax). */

/**
 * Returns an FTS5 query that takes every phrase literally: quoted, with quotes doubled (FTS5 §3.1, strings). NUL, which
 * would end the query, separates words as it does in the index.
 */
export function matchText(table: WordsTable, phrases: readonly Phrase[], column?: string): string {
  // No word at all matches nothing; of nothing at all FTS5 says that it is no query.
  if (phrases.length === 0) return '""';
  const text = phrases.map((phrase, index) => phraseText(table, phrase, phrases[index + 1])).join(' AND ');
  return column === undefined ? text : `{${column}} : (${text})`;
}

function phraseText(table: WordsTable, { segments, begins }: Phrase, next: Phrase | undefined): string {
  const quoted = quotedText(segments.join(' '));
  if (table !== 'actor') return begins ? `${quoted} *` : quoted;
  const others: string[] = [];
  // The ids of actors are found as wholes only: a single letter would begin those of most.
  if (begins) others.push(`{names} : ${quoted} *`);
  const [first] = next?.segments ?? [];
  if (first !== undefined) others.push(`{ids} : ${quotedText(joined(segments.at(-1) ?? '', first))}`);
  return others.length === 0 ? quoted : `(${[quoted, ...others].join(' OR ')})`;
}

const quotedText = (text: string) => `"${text.replaceAll('"', '""').replaceAll('\0', ' ')}"`;

/** Rows of a table in whose words those of a text of `matchText` stand. */
export function wordsMatch(table: WordsTable, { text, common }: Slots<Words>): Expression<SqlBool> {
  const words = sql.table(`${table}_words`);
  // A plus takes an index out of the choice (https://www.sqlite.org/optoverview.html#uplus).
  const seq = common ? sql`+${sql.ref(`${table}.seq`)}` : sql.ref(`${table}.seq`);
  return sql<SqlBool>`${seq} in (select rowid from ${words} where ${words} match ${text})`;
}

/** The places of rows in whose words every phrase stands, the last one first. */
export function wordHits(table: WordsTable, asked: WordHits): Compilable<{ seq: number }> {
  const { phrases, title, datasetIds, from, below, limit } = asked;
  const bound: (string | number)[] = [matchText(table, phrases, title ? 'title' : undefined)];
  const words = `${table}_words`;
  // The index of words is what is gone through, in its own order, and left when there is enough.
  const join = datasetIds === undefined ? '' : ` cross join ${table} on ${table}.seq = ${words}.rowid`;
  let text = `select ${words}.rowid as seq from ${words}${join} where ${words} match ?`;
  const narrow = (condition: string, value: string | number | undefined) => {
    if (value === undefined) return;
    text += ` and ${condition}`;
    bound.push(value);
  };
  narrow(`${words}.rowid >= ?`, from);
  narrow(`${words}.rowid < ?`, below);
  narrow(isOfDatasets(table), datasetIds && JSON.stringify(datasetIds));
  bound.push(limit);
  return writtenOut(`${text} order by ${words}.rowid desc limit ? + 0`, bound);
}

/** A dispute is of every dataset that has a claim in it. */
function isOfDatasets(table: WordsTable): string {
  const datasets = '(select value from json_each(?))';
  if (table !== 'dispute') return `${table}.dataset_id in ${datasets}`;
  return `exists (select 1 from proposition join claim on claim.proposition_key = proposition.key
    where proposition.dispute_id = dispute.id and claim.dataset_id in ${datasets})`;
}

/** A query written by hand: composing one takes ten times as long as running it for a rare word. */
function writtenOut<Row>(text: string, values: (string | number)[]): Compilable<Row> {
  const query = CompiledQuery.raw(text, values);
  return { compile: () => query as CompiledQuery<Row> };
}

/** Behind every word that begins with what stands before it: the index orders words by their UTF-8. */
const behindAll = '\u{10ffff}';

/** How many times a word, or what begins with it, stands in the words of a table; counts up to a limit. */
export function wordPlaces(
  table: WordsTable,
  { word, beginning, limit }: WordPlaces,
): Compilable<{ places: number }> {
  const text = `select count(*) as places from (select 1 from ${table}_word where term >= ? and term <= ? limit ? + 0)`;
  return writtenOut(text, [word, beginning ? `${word}${behindAll}` : word, limit]);
}
