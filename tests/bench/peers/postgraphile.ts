import { chownSync, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { outputOf } from '../harness/processes.ts';
import { type Serving, startServer } from '../harness/servers.ts';
import { npmInstall } from './install.ts';
import type { Peer } from './peer.ts';
import { freePort } from './port.ts';
import { eventColumns, type PeerRows, peerEvents } from './rows.ts';

/**
 * PostGraphile serves PostgreSQL: the rows are put into a cluster of their own, which the machine's PostgreSQL runs.
 * Ranges and words are asked through functions, as its documentation has it.
 */
export const postgraphile: Peer = {
  name: 'PostGraphile 5.1.5',
  install: (directory) => npmInstall('npm', directory),
  program: 'node_modules/.bin/postgraphile',
  async start(directory, rows) {
    const cluster = await startCluster(rows);
    try {
      const port = await freePort();
      const connection = ['-c', `postgres://postgres@127.0.0.1:${cluster.port}/postgres`, '-s', 'public'];
      const preset = ['--preset', 'postgraphile/presets/amber'];
      const args = [
        `${directory}/node_modules/.bin/postgraphile`,
        ...connection,
        '-n',
        '127.0.0.1',
        '-p',
        String(port),
        ...preset,
      ];
      const serving = await startServer(
        process.execPath,
        args,
        /listening on port \d+ at (http:\/\/[^/\s]+)/,
        {
          cwd: directory,
          env: { GRAPHILE_ENV: 'production' },
        },
      );
      const stop = async () => {
        await serving.stop();
        await cluster.stop();
      };
      return { ...serving, pids: [...serving.pids, ...cluster.pids], asking: asking(rows), stop };
    } catch (error) {
      await cluster.stop();
      throw error;
    }
  },
};

const fields = 'rowId type title summary starts ends country';

function asking({ cases }: PeerRows) {
  const posted = (query: string, variables: readonly object[]) => ({
    lines: variables.map((own) => JSON.stringify({ query, variables: own })),
    postTo: '/graphql',
  });
  return {
    event: posted(
      `query ($id: String!) { eventByRowId(rowId: $id) { ${fields} } }`,
      cases.ids.map((id) => ({ id })),
    ),
    window: posted(
      `query ($from: String!, $to: String!) { eventsBetween(earliest: $from, latest: $to, first: 20) { nodes { ${fields} } } }`,
      cases.windows.map(({ from, to }) => ({ from, to: `${to}~` })),
    ),
    words: posted(`query ($word: String!) { eventsWith(word: $word, first: 20) { nodes { ${fields} } } }`, [
      { word: cases.word },
    ]),
  };
}

const schema = `
  create table event (id text collate "C" primary key, type text not null, title text not null, summary text,
    starts text collate "C", ends text collate "C", country text);
  copy event (${eventColumns.join(', ')}) from '%FILE%';
  create index on event (starts, ends, id);
  create index on event using gin (to_tsvector('simple', title || ' ' || coalesce(summary, '')));
  analyze event;
  create function events_between(earliest text, latest text) returns setof event stable language sql as $$
    select * from event where starts >= earliest and starts <= latest and ends <= latest order by starts, ends, id $$;
  create function events_with(word text) returns setof event stable language sql as $$
    select * from event where to_tsvector('simple', title || ' ' || coalesce(summary, '')) @@ to_tsquery('simple', word) $$;
`;

/** PostgreSQL refuses to run as root: its programs run as the user that it was installed with. */
const asPostgres = (command: string, args: readonly string[]): [string, string[]] =>
  process.getuid?.() === 0 ? ['runuser', ['-u', 'postgres', '--', command, ...args]] : [command, [...args]];

async function startCluster(
  rows: PeerRows,
): Promise<{ port: number; pids: readonly number[]; stop(): Promise<void> }> {
  const directory = mkdtempSync(join(tmpdir(), 'claimline-postgres-'));
  const remove = () => rmSync(directory, { recursive: true, force: true });
  let serving: Serving | null = null;
  try {
    await giveToPostgres(directory);
    const [init, initArgs] = asPostgres('initdb', [
      '-D',
      `${directory}/data`,
      '-A',
      'trust',
      '-U',
      'postgres',
      '-E',
      'UTF8',
    ]);
    await outputOf(init, initArgs);
    const port = await freePort();
    const settings = [
      'listen_addresses=127.0.0.1',
      'shared_buffers=512MB',
      `unix_socket_directories=${directory}`,
    ];
    const [command, args] = asPostgres('postgres', [
      '-D',
      `${directory}/data`,
      '-p',
      String(port),
      ...settings.flatMap((one) => ['-c', one]),
    ]);
    serving = await startServer(command, args, /(ready to accept connections)/, { cwd: directory });
    await load(rows, directory, port);
    const { pids, stop } = serving;
    return {
      port,
      pids,
      async stop() {
        await stop();
        remove();
      },
    };
  } catch (error) {
    await serving?.stop();
    remove();
    throw error;
  }
}

async function giveToPostgres(directory: string): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const [uid, gid] = [await outputOf('id', ['-u', 'postgres']), await outputOf('id', ['-g', 'postgres'])];
  chownSync(directory, Number(uid), Number(gid));
}

async function load(rows: PeerRows, directory: string, port: number): Promise<void> {
  const path = `${directory}/rows.tsv`;
  const file = createWriteStream(path);
  for (const event of peerEvents(rows)) {
    file.write(`${eventColumns.map((name) => event[name] ?? '\\N').join('\t')}\n`);
  }
  file.end();
  await finished(file);
  await outputOf('psql', [
    '-q',
    '-v',
    'ON_ERROR_STOP=1',
    '-h',
    '127.0.0.1',
    '-p',
    String(port),
    '-U',
    'postgres',
    '-d',
    'postgres',
    '-c',
    schema.replace('%FILE%', path),
  ]);
}
