import type Database from 'better-sqlite3';
import { indexedText } from '../../src/domain/search/terms.ts';
import type { Store } from '../../src/domain/store.ts';
import { actor, claim, dataset, event, passage, put, responsible, source } from '../helpers/records.ts';

/** Databases as the first migration made them, for tests of what comes after it. */

const times = [
  '2024-03-22',
  '2024-03-22T23:59:59Z',
  '1969-12-31',
  '1600-02/1601',
  '-3000',
  'Y-99999999',
  'Y99999999',
  '202X',
  '2024-03-20/2024-04-10',
  '1990/..',
  '../2020-05',
  '/',
  undefined,
];

/** Events, claims and sources at all kinds of times, with words, points, tags and quotes. */
export async function putVaried(store: Store, prefix = 'v'): Promise<void> {
  // The same letter as one code point and as two.
  const words = ['Caf\u00e9', 'Cafe\u0301', '\uac00'.normalize('NFD')];
  const at = (index: number) => {
    const edtf = times[index % times.length];
    return edtf === undefined ? undefined : { edtf, text: `around ${words[index % 3]}` };
  };
  const numbers = times.flatMap((_, index) => [index, index + times.length]);
  await put(store, {
    dataset: [dataset('home'), dataset(`${prefix}-empty`)],
    actor: [actor('speaker'), actor('other', { name: words[1] ?? '' })],
    event: numbers.map((index) => {
      const time = at(index);
      return event(`${prefix}-e${index}`, {
        title: `${words[index % 3]} ${index}`,
        ...(index % 2 === 0 ? { summary: `of ${words[(index + 1) % 3]}` } : {}),
        ...(time === undefined ? {} : { time }),
        ...(index % 3 === 0
          ? { place: { name: 'Hall', point: { longitude: index, latitude: -1 - index } } }
          : {}),
        tags: ['two-words', `t${index}`],
      });
    }),
    source: numbers.map((index) => {
      const publishedAt = at(index);
      return source(`${prefix}-s${index}`, {
        ...(publishedAt === undefined ? {} : { publishedAt }),
        ...(index % 2 === 0 ? { title: words[index % 3] ?? '' } : {}),
      });
    }),
    claim: numbers.map((index) => {
      const madeAt = at(index);
      return claim(`${prefix}-c${index}`, {
        statement: `says ${words[index % 3]}`,
        proposition: responsible('other', `${prefix}-e${index}`),
        ...(madeAt === undefined ? {} : { madeAt }),
        eventIds: [`${prefix}-e${index}`],
        evidence: [{ ...passage(`${prefix}-s${index}`), quote: 'ten chars.' }],
      });
    }),
  });
}

/** Everything that a store's lists answer with. */
export async function servedBy(store: Store): Promise<unknown> {
  const page = { limit: 200 };
  const window = { start: 0, end: Date.UTC(2024, 2, 22) / 1000 };
  return [
    await store.listDatasets(page),
    await store.listSources({ sort: 'time' }, page),
    await store.listActors({ sort: 'name', terms: ['cafe'] }, page),
    await store.listEvents({ sort: 'time' }, page),
    await store.listEvents({ sort: 'time_desc', time: { match: 'possible', window } }, page),
    await store.listEvents({ sort: 'time', bbox: { west: 2, south: -9, east: 9, north: 0 } }, page),
    await store.listClaims({ sort: 'time' }, page),
    await store.listClaims({ sort: 'time', time: { match: 'possible', window } }, page),
    await store.listPropositions({ sort: 'claim_count' }, page),
  ];
}

/** The classes of spans that the first migration had: a day, a week, a month, a year, ten and a hundred years. */
const firstClass = `case when starts_s = 9007199254740991 then 7 when ends_s = 9007199254740991 then 6
  ${[1, 7, 31, 366, 3653, 36_525].map((days, index) => `when ends_s - starts_s + 1 <= ${days} * 86400 then ${index}`).join(' ')}
  else 6 end`;

/** Fills a database of the first schema with what another one holds, with the places and classes it had then. */
export function asFirstMade(db: Database.Database, from: string): void {
  db.prepare('attach ? as later').run(from);
  const tables = db
    .prepare("select name from main.sqlite_schema where type = 'table' and sql like '%STRICT%'")
    .pluck()
    .all() as string[];
  db.pragma('foreign_keys = OFF');
  for (const table of tables.filter((name) => name !== 'migration')) {
    db.exec(`delete from main.${table}`);
    const columns = db
      .prepare(`select name from pragma_table_info('${table}', 'main')`)
      .pluck()
      .all() as string[];
    const ordered = columns.includes('seq') ? 'row_number() over (order by id)' : '';
    const values = columns.map((name) =>
      name === 'seq' ? ordered : name === 'span_class' ? firstClass : name,
    );
    db.exec(`insert into main.${table} (${columns.join()}) select ${values.join()} from later.${table}`);
  }
  db.exec(`insert into main.event_point
    select seq, longitude, longitude, latitude, latitude from main.event where longitude is not null`);
  db.function('indexed', (text) => indexedText(String(text)));
  db.exec(`insert into main.actor_words (rowid, names) select seq, indexed(name) from main.actor`);
  db.exec('detach later');
}
