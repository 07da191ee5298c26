import type { Expression, ExpressionBuilder, Kysely, SqlBool } from 'kysely';
import type { BoundingBox, Nearness, SearchTerms } from '../domain/query.ts';
import type { Program } from './program.ts';
import type { Tables } from './schema.ts';

/** Composes SQL of one engine's dialect; runs nothing. */
export type Sql = Kysely<Tables>;

type EventConditions = ExpressionBuilder<Tables, 'event'>;
type ActorConditions = ExpressionBuilder<Tables, 'actor'>;

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
  /** Puts an actor's names into the search index, in place of those it held. */
  indexActor(seq: number, names: readonly string[]): Program<void>;
  eventWithin(eb: EventConditions, box: BoundingBox): Expression<SqlBool>;
  eventNear(eb: EventConditions, near: Nearness): Expression<SqlBool>;
  /** Puts an event's point into the spatial index, in place of the one it held; null takes it out. */
  indexPoint(seq: number, point: { longitude: number; latitude: number } | null): Program<void>;
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
