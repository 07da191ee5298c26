import Database from 'better-sqlite3';

/** What the tables hold beside the records themselves: places, classes, counts and indexed words. */

const wordsOf = { event: 'title, text', claim: 'text', source: 'title' } as const;

/** Everything that is computed from the rows of a closed file, told by the ids of the records. */
export function computedRows(path: string): Record<string, unknown[]> {
  const db = new Database(path);
  const all = (text: string) => db.prepare(text).all();
  const found: Record<string, unknown[]> = {
    spans: all('select * from event_span order by starts_day, ends_day, latest_start_day, earliest_end_day'),
    'event stretches': all(
      'select event_id as id, starts_s, ends_s, sure from event_stretch order by event_id, starts_s, ends_s',
    ),
    'claim stretches': all(
      'select claim_id as id, starts_s, ends_s, sure from claim_stretch order by claim_id, starts_s, ends_s',
    ),
    tallies: all('select * from dataset_tally order by dataset_id'),
    points: all(
      'select event.id, west, east, south, north from event_point join event on event.seq = event_point.id order by event.id',
    ),
    lost: all(
      'select event_point.id from event_point left join event on event.seq = event_point.id where event.id is null',
    ),
  };
  for (const table of Object.keys(wordsOf)) {
    found[`${table} places`] = all(
      // The day that a row is kept under: seq is that day times 2^29, and a number within it.
      `select id, seq >> 29 as day, span_class from ${table} order by id`,
    );
    db.exec(
      `create virtual table temp.${table}_vocabulary using fts5vocab('main', '${table}_words', 'instance')`,
    );
    found[`${table} words`] = all(
      `select coalesce(${table}.id, doc) as id, col, offset, term
       from temp.${table}_vocabulary left join ${table} on ${table}.seq = doc order by 1, 2, 3`,
    );
  }
  db.close();
  return found;
}
