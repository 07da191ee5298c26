import { closeSync, copyFileSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importPath } from '../../src/actions/import-files.ts';
import { ClaimlineError } from '../../src/domain/errors.ts';
import { type CheckReport, faultText } from '../../src/domain/store-check.ts';
import { rowsPerDay } from '../../src/store/sequence.ts';
import { openSqliteStore, pageSize } from '../../src/store/sqlite/open.ts';
import { importFiles } from '../helpers/import-files.ts';
import {
  actor,
  batchOf,
  claim,
  dataset,
  declares,
  event,
  firstDay,
  flooded,
  says,
  secondDay,
} from '../helpers/records.ts';
import { smallWorld } from '../http/api/small-world.ts';

/** A check of a whole store: nothing is wrong with what was written, and whatever is altered is noticed. */

const directory = mkdtempSync(join(tmpdir(), 'claimline-check-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const sound = join(directory, 'sound.db');
const altered = join(directory, 'altered.db');

beforeAll(async () => {
  const store = openSqliteStore(sound);
  await importPath(store, new URL('../../data/crocus-city-hall-2024', import.meta.url).pathname, firstDay);
  const files = smallWorld.map((file) => ({
    name: file.datasetId,
    bytes: Buffer.from(JSON.stringify(file)),
  }));
  await importFiles(store, files, firstDay);
  // A second version of a record, and a third.
  for (const title of ['Other', 'Another']) {
    await store.write(
      batchOf({ event: [event('fiji', { title, time: { edtf: '2024-03-01' } })] }, 'harbour'),
      secondDay,
    );
  }
  const known = actor('registered', { externalIds: [{ scheme: 'wikidata', id: 'Q42' }] });
  await store.write(batchOf({ actor: [known] }, 'harbour'), firstDay);
  const withGaps = { edtf: '[2024-03-03,2024-03-10]' };
  const gapped = {
    event: [event('one-of', { time: withGaps })],
    claim: [
      claim('one-of', { claimantId: 'registered', madeAt: withGaps, proposition: says('so', 'registered') }),
    ],
  };
  await store.write(batchOf(gapped, 'harbour'), firstDay);
  const own = {
    dataset: [dataset('rivers', declares)],
    actor: [actor('clan', { subtype: 'clan' })],
    event: [event('flood', { subtype: 'ambush' })],
    claim: [10, 12].map((houses) =>
      claim(`floods-${houses}`, { claimantId: 'registered', proposition: flooded('flood', houses) }),
    ),
  };
  await store.write(batchOf(own, 'rivers'), firstDay);
  await store.close();
});

async function checked(path: string): Promise<CheckReport> {
  const store = openSqliteStore(path, undefined, 'read');
  try {
    return await store.check();
  } finally {
    await store.close();
  }
}

/** Alters a copy of the database as nothing in the program would, and returns what a check says. */
async function after(alter: (db: Database.Database) => void): Promise<string[]> {
  copyFileSync(sound, altered);
  const db = new Database(altered);
  db.unsafeMode(true);
  db.pragma('foreign_keys = OFF');
  db.pragma('ignore_check_constraints = ON');
  db.pragma('writable_schema = ON');
  alter(db);
  db.close();
  try {
    return (await checked(altered)).faults.map(faultText);
  } catch (error) {
    if (error instanceof ClaimlineError && error.code === 'store_unusable') return [error.message];
    throw error;
  }
}

it('finds nothing wrong with what was imported', async () => {
  const { faults, faultCount, records } = await checked(sound);
  expect(faults.map(faultText)).toEqual([]);
  expect(faultCount).toBe(0);
  for (const [kind, count] of Object.entries(records)) expect(count, kind).toBeGreaterThan(1);
});

/** Tables that hold rows of ours, with their columns. */
function tablesOf(path: string): { table: string; columns: { name: string; type: string }[] }[] {
  const db = new Database(path);
  const tables = db.pragma('table_list') as { schema: string; name: string; type: string }[];
  const found = tables
    .filter(({ schema, name, type }) => schema === 'main' && type === 'table' && !name.startsWith('sqlite_'))
    .map(({ name }) => ({
      table: name,
      columns: db.pragma(`table_info(${name})`) as { name: string; type: string }[],
    }));
  db.close();
  return found;
}

/** Columns that nothing else in the database tells, so that no check can say what they were. */
const untold = new Map([
  ['migration.name', 'the number and the checksum of a migration are what is compared'],
  ['migration.applied_at', 'a time that is written once and is nowhere else'],
  ['store_state.store_id', 'made at random'],
  ['store_state.changes', 'counts writes, which nothing else does'],
]);

const flags = ['contested', 'withdrawn', 'functional', 'only_row'];

/** A value that was not there before. Of the places of a day, one is as good as another: `seq` goes to the next day. */
function other(value: unknown, { name, type }: { name: string; type: string }): string | number {
  if (typeof value === 'number')
    return flags.includes(name) ? 1 - value : value + 77_777 + (name === 'seq' ? rowsPerDay : 0);
  if (typeof value === 'string')
    return value === '' ? 'x' : `${value.slice(0, -1)}${value.endsWith('x') ? 'y' : 'x'}`;
  return type === 'TEXT' ? 'x' : 77_777;
}

const wholeTables = [
  'migration',
  ...[
    'store_state',
    'revision',
    'dataset',
    'dataset_predicate',
    'dataset_subtype',
    'dataset_tally',
    'dispute',
    'event_span',
    'proposition',
    'proposition_opposition',
  ],
  ...['source', 'source_author', 'source_derivation', 'source_external_id'],
  ...['event_external_id', 'claim_external_id'],
  ...['actor', 'actor_name', 'actor_external_id', 'actor_relation'],
  ...[
    'actor_relation_claim',
    'event',
    'event_participant',
    'event_relation',
    'event_tag',
    'claim',
    'claim_event',
  ],
  ...['claim_actor', 'claim_source', 'claim_attribution', 'claim_relation', 'evidence'],
  ...['event_stretch', 'claim_stretch'],
];

it('every table is altered below', () => {
  expect(
    tablesOf(sound)
      .map(({ table }) => table)
      .sort(),
  ).toEqual([...wholeTables].sort());
});

describe.each(wholeTables)('%s', (table) => {
  it('is checked in every column, in any row', async () => {
    const { columns } = tablesOf(sound).find((one) => one.table === table) ?? { columns: [] };
    const db = new Database(sound);
    const rows = db.prepare(`select count(*) from ${table}`).pluck().get() as number;
    db.close();
    expect(rows, 'the sample has such rows').toBeGreaterThan(0);
    const rowAt = fc.sample(fc.nat(), { seed: 1, numRuns: columns.length });
    for (const [index, { name, type }] of columns.entries()) {
      const offset = (rowAt[index] ?? 0) % rows;
      const faults = await after((db) => alterColumn(db, table, { name, type }, offset));
      const isTold = untold.has(`${table}.${name}`);
      expect(faults.length > 0, `${table}.${name} of row ${offset}`).toBe(!isTold);
    }
  }, 120_000);
});

function alterColumn(
  db: Database.Database,
  table: string,
  { name, type }: { name: string; type: string },
  offset: number,
): void {
  const triggers = db.prepare("select name, sql from sqlite_schema where type = 'trigger'").all() as {
    name: string;
    sql: string;
  }[];
  for (const trigger of triggers) db.exec(`drop trigger ${trigger.name}`);
  const keys = (db.pragma(`table_info(${table})`) as { name: string; pk: number }[]).filter(
    ({ pk }) => pk > 0,
  );
  const columns = keys.map((key) => key.name);
  const row = db.prepare(`select * from ${table} limit 1 offset ?`).get(offset) as Record<string, unknown>;
  const where = columns.map((column) => `${column} = ?`).join(' and ');
  const { changes } = db
    .prepare(`update ${table} set ${name} = ? where ${where}`)
    .run(other(row[name], { name, type }), ...columns.map((column) => row[column]));
  expect(changes).toBe(1);
  for (const trigger of triggers) db.exec(trigger.sql);
}

describe('a fault is named with its record, with what stands there and what was expected', () => {
  const faults: [name: string, sql: string, lines: string[]][] = [
    [
      'a column',
      "update event set title = 'Hill' where id = 'fiji'",
      ['event fiji: event.title is "Hill", expected "Another"'],
    ],
    [
      'a body',
      "update actor set body = replace(body, 'registered', 'regıstered') where id = 'registered'",
      ['actor registered: actor.body is "{\\"id\\":\\"regıstered'],
    ],
    [
      'a tally',
      "update dataset_tally set events = 7 where dataset_id = 'crocus-city-hall-2024'",
      [
        'dataset crocus-city-hall-2024: dataset.body is',
        'tally crocus-city-hall-2024: dataset_tally.events is 7, expected 13',
      ],
    ],
    [
      'a link that is gone',
      "delete from event_tag where event_id = 'oslo' and tag = 'ferry'",
      ['event oslo: event_tag is missing, expected a row with tag "ferry"'],
    ],
    [
      'a link too many',
      "insert into event_tag select 'oslo', 'zeppelin', starts_s, ends_s, seq from event where id = 'oslo'",
      ['event oslo: event_tag is a row with tag "zeppelin", expected nothing'],
    ],
    [
      'a record without its row',
      "delete from source where id = 'wire'",
      ['source wire: source is missing, expected a row'],
    ],
    [
      'an old version',
      "update revision set version = 9 where kind = 'event' and id = 'fiji' and version = 2",
      ['revision event fiji version 3: revision.version is 3, expected 2'],
    ],
    [
      'a row without its record',
      'insert into event_span values (1, 2, 2, 1, 3)',
      ['span from day 1 to day 2: event_span.events is 3, expected nothing'],
    ],
    [
      'words that are gone',
      "delete from event_words where rowid = (select seq from event where id = 'fiji')",
      ['words of event fiji: event_words.title is missing, expected the word "another"'],
    ],
    [
      'words of another fold',
      "update store_state set fold_version = 0; delete from event_words where rowid = (select seq from event where id = 'fiji')",
      ['fold: store_state.fold_version is 0, expected 2'],
    ],
    [
      'words of nothing',
      "insert into claim_words (rowid, text) values (77777, 'zeppelin')",
      ['words of no claim: claim_words.text is the word "zeppelin", expected nothing'],
    ],
    [
      'words of no dispute',
      "insert into dispute_words (rowid, text) values (77777, 'zeppelin')",
      ['words of no dispute: dispute_words.text is the word "zeppelin", expected nothing'],
    ],
    [
      'a proposition in the dispute of others',
      `update proposition set dispute_id = '${'0'.repeat(32)}' where key = (select max(key) from proposition where contested = 1)`,
      [`proposition.dispute_id is "${'0'.repeat(32)}", expected "`],
    ],
    [
      'a point elsewhere',
      "update event_point set longitude = 1, west = 1, east = 1 where event_id = 'oslo'",
      [
        'point oslo: event_point.longitude is 1, expected 10.75',
        'point oslo: event_point.west is 1, expected about 10.75',
      ],
    ],
    [
      'a point of nothing',
      'insert into event_point (id) values (7)',
      ['point: event_point is a row with id 7, expected nothing'],
    ],
    [
      'the definition of an index of words',
      "update sqlite_schema set sql = replace(sql, 'tokenize', 'tqqqnize') where name = 'event_words'",
      [
        'file: its pages is unrecognized option: "tqqqnize", expected readable pages',
        'schema event_words: its definition is "CREATE VIRTUAL TABLE',
      ],
    ],
    [
      'an index',
      'drop index event_by_time',
      ['schema event_by_time: its definition is missing, expected "CREATE INDEX'],
    ],
  ];
  it.each(faults)('%s', async (_, sql, lines) => {
    const told = await after((db) => {
      db.exec('drop trigger revision_is_append_only_update');
      db.exec(sql);
      db.exec(`create trigger revision_is_append_only_update before update on revision
        begin select raise(abort, 'revisions are never changed'); end`);
    });
    for (const line of lines) expect(told).toContainEqual(expect.stringContaining(line));
  });
});

it('a page whose first bytes are overwritten is noticed, whatever it holds', async () => {
  const db = new Database(sound, { readonly: true });
  const trees = db
    .prepare('select name, max(pageno) as page from dbstat where pageno > 1 group by name')
    .all();
  db.close();
  for (const { name, page } of trees as { name: string; page: number }[]) {
    copyFileSync(sound, altered);
    const file = openSync(altered, 'r+');
    writeSync(file, Buffer.alloc(16, 0x01), 0, 16, (page - 1) * pageSize);
    closeSync(file);
    const told = await checked(altered).then(
      ({ faults }) => faults.map(faultText),
      // Without a schema there is nothing to check.
      (error: ClaimlineError) => [`file: its pages is ${error.message}`],
    );
    // The advice to run this check is of no use in it.
    if (told.length > 1) expect(told.join('\n')).not.toContain('claimline check');
    expect(told, name).toContainEqual(
      expect.stringMatching(/^file: its pages is .*(damaged|malformed|page)/i),
    );
  }
}, 60_000);
