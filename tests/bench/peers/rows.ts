import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { days, isoDay } from '../data/times.ts';
import { markers } from '../data/words.ts';
import type { PeerCases } from './peer.ts';

/** The events of a Claimline database as any server would keep them: one table, an index by time, an index of words. */
export type PeerRows = { path: string; events: number; cases: PeerCases };

export type PeerEvent = Record<(typeof eventColumns)[number], string | null>;

export const eventColumns = ['id', 'type', 'title', 'summary', 'starts', 'ends', 'country'] as const;
/** The first is `event.rowid` as the index of words knows it. */
const noBound = Number.MAX_SAFE_INTEGER;

export function makePeerRows(database: string, path: string): PeerRows {
  rmSync(path, { force: true });
  const db = new Database(path);
  db.prepare('attach ? as ours').run(database);
  db.exec(`
    create table event (id text primary key, type text not null, title text not null, summary text, starts text, ends text, country text);
    insert into event
      select id, type, title, summary, ${instant('starts_s')}, ${instant('ends_s')}, country_code
      from ours.event order by starts_s, ends_s, id;
    create index event_by_time on event (starts, ends, id);
    create virtual table event_words using fts5 (title, summary, content="event");
    insert into event_words (event_words) values ('rebuild');
    analyze;`);
  const ids = db.prepare('select id from event order by random() limit 20000').pluck().all() as string[];
  const events = db.prepare('select count(*) from event').pluck().get() as number;
  db.close();
  const windows = Array.from({ length: days - 30 }, (_, day) => ({
    from: isoDay(day),
    to: isoDay(day + 30),
  }));
  return { path, events, cases: { ids, windows: shuffled(windows), word: markers.rare.word } };
}

/** A bound as a date and time that sorts as text; null where there is none. */
const instant = (column: string) =>
  `case when ${column} = ${noBound} then null else strftime('%Y-%m-%dT%H:%M:%SZ', ${column}, 'unixepoch') end`;

export function* peerEvents({ path }: PeerRows): Generator<PeerEvent> {
  const db = new Database(path, { readonly: true });
  yield* db.prepare(`select ${eventColumns.join(', ')} from event`).iterate() as Iterable<PeerEvent>;
  db.close();
}

/** Neighbours share what is cached: they must not follow each other. 7 and 11 have no factor in common with sizes of ten. */
function shuffled<T>(items: readonly T[]): T[] {
  return items.map((_, index) => items[(index * 2741) % items.length] as T);
}
