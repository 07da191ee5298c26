import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Program } from '../../src/store/program.ts';
import { sqliteDialect } from '../../src/store/sqlite/dialect.ts';
import { migrate } from '../../src/store/sqlite/migrate.ts';
import { writeBatch } from '../../src/store/write.ts';
import {
  actor,
  batchOf,
  claim,
  dataset,
  event,
  firstDay,
  passage,
  type Records,
  responsible,
  secondDay,
  source,
} from '../helpers/records.ts';

/** How a write goes about it: what is done twice, or once for each record, shows only here. */

let db: Database.Database;
beforeEach(() => {
  db = new Database(':memory:');
  migrate(db);
});
afterEach(() => {
  db.close();
});

/** Steps a program through the database and notes the text of every statement. */
function statementsOf<Result>(program: Program<Result>): string[] {
  const texts: string[] = [];
  let step = program.next([]);
  while (!step.done) {
    const { sql, parameters } = step.value;
    texts.push(sql);
    const statement = db.prepare(sql);
    const bound = parameters as unknown[];
    const rows = statement.reader ? statement.all(...bound) : [];
    if (!statement.reader) statement.run(...bound);
    step = program.next(rows);
  }
  return texts;
}

const write = (records: Records, at = firstDay) =>
  db.transaction(() => statementsOf(writeBatch(sqliteDialect, batchOf(records, 'home'), at)))();

/** Records about as many new events, that name each other and what `basics` holds. */
function records(prefix: string, count: number): Records {
  const ids = Array.from({ length: count }, (_, index) => `${prefix}${index}`);
  return {
    source: ids.map((id) => source(id, { title: `Title of ${id}` })),
    actor: ids.map((id) => actor(id)),
    event: ids.map((id) =>
      event(id, {
        time: { edtf: '2024-03-22' },
        place: { name: 'Hall', point: { longitude: 37, latitude: 55 } },
        participants: [{ actorId: id, role: 'victim' }],
        tags: ['one', 'two'],
      }),
    ),
    claim: ids.map((id) =>
      claim(id, {
        proposition: responsible(id, id),
        eventIds: [id],
        evidence: [passage(id)],
        relations: [{ type: 'supports', claimId: ids[0] ?? '', basis: 'editor' }],
      }),
    ),
  };
}

const starting = (texts: readonly string[], ...begins: string[]) =>
  texts.filter((text) => begins.some((begin) => text.startsWith(begin)));

describe('a write of new records', () => {
  beforeEach(() => write({ dataset: [dataset('home')], actor: [actor('speaker')] }));

  it('writes each row once, as it will be', () => {
    const texts = write(records('n', 50));
    for (const table of ['source', 'actor', 'event', 'claim', 'proposition', 'event_words', 'claim_words']) {
      expect(starting(texts, `insert into "${table}" `), table).toHaveLength(50);
    }
    expect(starting(texts, 'insert into "event_tag" ')).toHaveLength(100);
    expect(starting(texts, 'insert into "revision" ')).toHaveLength(200);
    // Nothing stands there that would have to go first, or was put there to be made right later.
    expect(starting(texts, 'delete', 'update')).toEqual([expect.stringContaining('"store_state"')]);
  });

  it('asks what it has to know for all records together', () => {
    const few = starting(write(records('few', 2)), 'select', 'with').length;
    const many = starting(write(records('many', 400)), 'select', 'with').length;
    expect(many).toBe(few);
  });

  it('says the same to the engine as the last write of about that size', () => {
    const first = new Set(write(records('a', 100)));
    const second = new Set(write(records('b', 90)));
    expect([...second].filter((text) => !first.has(text))).toEqual([]);
  });
});

describe('a write of what is there already', () => {
  beforeEach(() => write({ dataset: [dataset('home')], actor: [actor('speaker')] }));

  it('only looks it up', () => {
    write(records('n', 50));
    expect(starting(write(records('n', 50), secondDay), 'insert', 'update', 'delete')).toEqual([]);
    const reordered = (records('n', 1).event ?? []).map((one) =>
      Object.fromEntries(Object.entries(one).reverse()),
    );
    const again = write({ event: reordered as Records['event'] & object }, secondDay);
    expect(starting(again, 'insert', 'update', 'delete')).toEqual([]);
  });

  it('writes again only what became something else', () => {
    write(records('n', 50));
    const denial = claim('denial', { act: 'denies', proposition: responsible('n7', 'n7'), eventIds: ['n7'] });
    const texts = write({ claim: [denial] }, secondDay);
    // The new claim was not expected to be contested; the one that it denies was not, and is now.
    expect(starting(texts, 'update "claim" ')).toHaveLength(2);
    expect(starting(texts, 'update "event" ')).toHaveLength(1);
    // Its row, then the dispute that it is in.
    expect(starting(texts, 'update "proposition" ')).toHaveLength(2);
    const contested = db.prepare('select id from claim where contested = 1 order by id').pluck().all();
    expect(contested).toEqual(['denial', 'n7']);
    expect(db.prepare("select body ->> 'contested' from event where id = 'n7'").pluck().get()).toBe(1);
  });
});
