import type { Compilable, Expression, ExpressionBuilder, Kysely, SqlBool } from 'kysely';
import type { BoundingBox, Nearness, SearchTerms } from '../domain/query.ts';
import type { Program } from './program.ts';
import type { Tables } from './schema.ts';

/** Composes SQL of one engine's dialect; runs nothing. */
export type Sql = Kysely<Tables>;

type EventConditions = ExpressionBuilder<Tables, 'event'>;
type ActorConditions = ExpressionBuilder<Tables, 'actor'>;

/** Tables whose words are indexed, with one text each; events have two, the title and the rest. */
export type WordsTable = 'actor' | 'event' | 'claim' | 'source';
export type Point = { longitude: number; latitude: number };

/** Which rows of an index of words are asked for, from the last place down. */
export type WordHits = {
  terms: SearchTerms;
  /** Whether the last term may be the beginning of a word. */
  beginning: boolean;
  /** Only where all terms stand in the title, of tables that have one beside the text. */
  title?: boolean | undefined;
  datasetIds?: readonly string[] | undefined;
  /** Only places from here on, and below there. */
  from?: number | undefined;
  below?: number | undefined;
  limit: number;
};

/** What has to be said differently in each engine's SQL. */
export interface Dialect {
  readonly sql: Sql;
  /**
   * Says that about this share (0 to 1) of a table's rows meet a condition, to an engine that would take it
   * for one that picks out a few.
   */
  common(condition: Expression<SqlBool>, share: number): Expression<SqlBool>;
  /** Actors of whom some name holds every term; the last term may be the beginning of a word. */
  actorMatches(eb: ActorConditions, terms: SearchTerms): Expression<SqlBool>;
  /** Rows of a table in whose words every term stands; the last one may be the beginning of a word: see `mayBegin`. */
  wordsMatch(table: WordsTable, terms: SearchTerms): Expression<SqlBool>;
  /** The places of rows in whose words every term stands, the last one first. */
  wordHits(table: WordsTable, asked: WordHits): Compilable<{ seq: number }>;
  /**
   * Puts the words of a new place into the search index of its table, one text for each of its columns. Texts are
   * in Unicode's composed form, as search terms are.
   */
  indexWords(table: WordsTable, seq: number, texts: readonly string[]): Program<void>;
  dropWords(table: WordsTable, seq: number): Program<void>;
  eventWithin(eb: EventConditions, box: BoundingBox): Expression<SqlBool>;
  eventNear(eb: EventConditions, near: Nearness): Expression<SqlBool>;
  /** Puts the point of an event's new place into the spatial index. */
  indexPoint(seq: number, point: Point): Program<void>;
  dropPoint(seq: number): Program<void>;
}

/** A database that runs programs. */
export interface Engine {
  readonly dialect: Dialect;
  /** A number that differs whenever the database has changed, through whatever connection; quick to ask for. */
  mark(): number;
  /** Runs a program that only reads, on one state of the database. */
  read<Result>(program: Program<Result>): Promise<Result>;
  /** Runs a program in a transaction of its own: whole, or not at all where it throws. */
  write<Result>(program: Program<Result>): Promise<Result>;
  close(): Promise<void>;
}
