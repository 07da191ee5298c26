import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { answers } from '../harness/answers.ts';
import { startServer } from '../harness/servers.ts';
import { npmInstall } from './install.ts';
import type { Peer } from './peer.ts';
import { freePort } from './port.ts';
import { type PeerRows, peerEvents } from './rows.ts';

/** json-server reads one file as one text: Node's texts end at 512 MB. */
const eventsMax = 700_000;

export const jsonServer: Peer = {
  name: 'json-server 0.17.4',
  install: (directory) => npmInstall('npm', directory),
  program: 'node_modules/.bin/json-server',
  async start(directory, rows) {
    if (rows.events > eventsMax)
      throw new Error('reads its data as one text, which is longer than Node can hold');
    const file = `${directory}/db.json`;
    await writeJson(rows, file);
    const port = await freePort();
    const args = [
      `${directory}/node_modules/.bin/json-server`,
      '--quiet',
      '--host',
      '127.0.0.1',
      '--port',
      String(port),
      file,
    ];
    // It says nothing when quiet; its first question is answered when all is read.
    const starting = startServer(process.execPath, args, /(-)/, {
      cwd: directory,
      ready: answers(`http://127.0.0.1:${port}/event?_limit=1`, 120_000),
    });
    const serving = await starting;
    const { ids, windows, word } = rows.cases;
    const asking = {
      event: { lines: ids.map((id) => `/event/${id}`) },
      window: {
        lines: windows.map(
          ({ from, to }) => `/event?starts_gte=${from}&ends_lte=${to}~&_sort=starts&_limit=20`,
        ),
      },
      words: { lines: [`/event?q=${word}&_limit=20`] },
    };
    return { ...serving, origin: `http://127.0.0.1:${port}`, asking };
  },
};

async function writeJson(rows: PeerRows, path: string): Promise<void> {
  const file = createWriteStream(path);
  let first = true;
  file.write('{"event":[\n');
  for (const event of peerEvents(rows)) {
    file.write(`${first ? '' : ',\n'}${JSON.stringify(event)}`);
    first = false;
  }
  file.end('\n]}\n');
  await finished(file);
}
