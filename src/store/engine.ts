import type { Compilable, Expression, Kysely, SqlBool } from 'kysely';
import type { BoundingBox } from '../domain/condition.ts';
import type { SearchedKind, TimedKind } from '../domain/kinds.ts';
import type { Phrase } from '../domain/search/terms.ts';
import type { CheckWatcher, Findings } from '../domain/store-check.ts';
import type { Circle } from './geography.ts';
import type { Program } from './program.ts';
import type { Tables } from './schema.ts';
import type { Slots } from './slots.ts';

/** Composes SQL of one engine's dialect; runs nothing. */
export type Sql = Kysely<Tables>;

/** Where the points of events stand: with them, and in the spatial index. */
export type PointTable = 'event' | 'event_point';

/** Tables whose words are indexed, with one text each; events have two, the title and the rest. */
export type WordsTable = SearchedKind;
/** Every table in order of time has the columns that a list needs. */
export type TimedTable = TimedKind;
/** The point of an event, with where and when the event is. */
export type Point = {
  longitude: number;
  latitude: number;
  event_id: string;
  event_seq: number;
  starts_s: number;
  ends_s: number;
};

/** A text of `wordsText`; whether it is in so many rows that rows are found otherwise, and then asked for it. */
export type Words = { text: string; common: boolean };

/** Which rows of an index of words are asked for, from the last place down. */
export type WordHits = {
  phrases: readonly Phrase[];
  /** Only where all phrases stand in the title, of tables that have one beside the text. */
  title?: boolean | undefined;
  datasetIds?: readonly string[] | undefined;
  /** Only places from here on, and below there. */
  from?: number | undefined;
  below?: number | undefined;
  limit: number;
};

export type WordPlaces = {
  /** A segment of `domain/search/terms.ts`. */
  word: string;
  beginning: boolean;
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
  /**
   * The bodies of these rows in this order, joined by commas. A place without a row adds nothing. One value for all
   * of them, since what costs is each value that is handed out.
   */
  joinedBodies(table: TimedTable, seqs: readonly Expression<number>[]): Expression<Buffer>;
  /** Returns the text that asks the index of words of a table for every phrase. */
  wordsText(table: WordsTable, phrases: readonly Phrase[]): string;
  /** Rows of a table in whose words these stand. */
  wordsMatch(table: WordsTable, words: Slots<Words>): Expression<SqlBool>;
  /** The places of rows in whose words every phrase stands, the last one first. */
  wordHits(table: WordsTable, asked: WordHits): Compilable<{ seq: number }>;
  /** How many times a word stands in the words of a table, with all words that begin so if asked; counts up to `limit`. */
  wordPlaces(table: WordsTable, asked: WordPlaces): Compilable<{ places: number }>;
  /** Indexes the words of a new place: for each column of its table's index, a text of `indexedText`. */
  indexWords(table: WordsTable, seq: number, texts: readonly string[]): Program<void>;
  dropWords(table: WordsTable, seq: number): Program<void>;
  /** Events in these boxes, or near a point, as a condition on `event`, or on `event_point` where it is one box. */
  within(table: PointTable, boxes: Slots<readonly BoundingBox[]>): Expression<SqlBool>;
  near(table: PointTable, circle: Slots<Circle>): Expression<SqlBool>;
  /** Puts the point of an event's new place into the spatial index. */
  indexPoint(point: Point): Program<void>;
  dropPoint(seq: number): Program<void>;
}

/** Compares the engine's own indexes with what they should hold: they are given record by record. */
export interface IndexCheck {
  /** The texts that a row of a table is found by, one for each column of its index of words. */
  words(table: WordsTable, id: string, seq: number, texts: readonly string[]): void;
  /** The point of an event, or that it has none. */
  point(eventId: string, seq: number, point: Point | null): void;
}

/** A database that runs programs. */
export interface Engine {
  readonly dialect: Dialect;
  /** Where it is true, `write` throws ClaimlineError `store_unusable`. */
  readonly isReadOnly: boolean;
  /** A number that differs whenever the database has changed, through whatever connection; quick to ask for. */
  mark(): number;
  /** Runs a program that only reads, on one state of the database. */
  read<Result>(program: Program<Result>): Promise<Result>;
  /** Runs one query that only reads, and answers with its first row: it needs no transaction to see one state. */
  first<Row>(query: Compilable<Row>): Promise<Row | undefined>;
  /** Runs a program in a transaction of its own: whole, or not at all where it throws. */
  write<Result>(program: Program<Result>): Promise<Result>;
  /**
   * Looks for damage: in the file, then with a program that compares the tables on one state of the database, then in
   * the indexes that it was told the content of. A step that fails throws into the program.
   */
  check(findings: Findings, watch: CheckWatcher, tables: (index: IndexCheck) => Program<void>): Promise<void>;
  /** Brings the statistics up to date that queries are planned by. The work is bounded, whatever the database holds. */
  analyze(): Promise<void>;
  close(): Promise<void>;
}
