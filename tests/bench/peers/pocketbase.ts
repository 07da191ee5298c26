import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { answers } from '../harness/answers.ts';
import { outputOf } from '../harness/processes.ts';
import { type Serving, startServer } from '../harness/servers.ts';
import { goBuild } from './install.ts';
import type { Peer } from './peer.ts';
import { freePort } from './port.ts';
import { eventColumns, type PeerRows } from './rows.ts';

/** PocketBase makes its own tables: a collection is described to it, then the rows are put into its file. */

const administrator = { identity: 'bench@example.com', password: 'bench-password' };

export const pocketbase: Peer = {
  name: 'PocketBase 0.36.8',
  install: (directory) => goBuild('pocketbase', directory, 'pocketbase'),
  program: 'pocketbase',
  async start(directory, rows) {
    await prepare(directory, rows);
    const serving = await serve(directory);
    const list = '/api/collections/event/records';
    const { ids, windows } = rows.cases;
    const asking = {
      event: { lines: ids.map((id) => `${list}/${id}`) },
      window: {
        lines: windows.map(({ from, to }) => {
          const filter = encodeURIComponent(`starts>='${from}'&&starts<='${to}~'&&ends<='${to}~'`);
          return `${list}?filter=${filter}&sort=starts,ends,id&perPage=20&skipTotal=1`;
        }),
      },
      words: 'has no full text',
    };
    return { ...serving, asking };
  },
};

async function serve(directory: string): Promise<Serving> {
  const port = await freePort();
  const args = ['serve', '--http', `127.0.0.1:${port}`, '--dir', `${directory}/pb_data`];
  const serving = await startServer(`${directory}/pocketbase`, args, /(Server started)/, { cwd: directory });
  const origin = `http://127.0.0.1:${port}`;
  await answers(`${origin}/api/health`, 20_000);
  return { ...serving, origin };
}

async function prepare(directory: string, { path }: PeerRows): Promise<void> {
  rmSync(`${directory}/pb_data`, { recursive: true, force: true });
  const { identity, password } = administrator;
  const upsert = ['superuser', 'upsert', identity, password, '--dir', `${directory}/pb_data`];
  await outputOf(`${directory}/pocketbase`, upsert, { cwd: directory });
  const { origin, stop } = await serve(directory);
  try {
    const { token } = await post(`${origin}/api/collections/_superusers/auth-with-password`, administrator);
    await post(`${origin}/api/collections`, collection, String(token));
  } finally {
    await stop();
  }
  const db = new Database(`${directory}/pb_data/data.db`);
  db.prepare('attach ? as rows').run(path);
  const columns = eventColumns.map((name) => `coalesce(${name}, '')`);
  db.exec(
    `insert into main.event (${eventColumns.join(', ')}) select ${columns.join(', ')} from rows.event; analyze`,
  );
  db.close();
}

const id = {
  name: 'id',
  type: 'text',
  system: true,
  primaryKey: true,
  required: true,
  min: 1,
  max: 200,
  pattern: '^[a-z0-9._-]+$',
};
const collection = {
  name: 'event',
  type: 'base',
  // Empty rules: anybody may read.
  listRule: '',
  viewRule: '',
  fields: [id, ...eventColumns.slice(1).map((name) => ({ name, type: 'text' }))],
  indexes: ['create index event_by_time on event (starts, ends, id)'],
};

async function post(url: string, body: object, token?: string): Promise<Record<string, unknown>> {
  const headers = {
    'content-type': 'application/json',
    ...(token === undefined ? {} : { authorization: token }),
  };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${url} answers ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Record<string, unknown>;
}
