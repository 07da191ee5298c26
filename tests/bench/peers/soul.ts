import { answers } from '../harness/answers.ts';
import { startServer } from '../harness/servers.ts';
import { npmInstall } from './install.ts';
import type { Peer } from './peer.ts';
import { freePort } from './port.ts';

/** Soul, on the better-sqlite3 that Claimline has: the one that it names has to be compiled. */
export const soul: Peer = {
  name: 'soul-cli 0.8.2',
  install: (directory) => npmInstall('soul', directory),
  program: 'node_modules/soul-cli/src/server.js',
  async start(directory, { path, cases }) {
    const port = await freePort();
    const args = [`${directory}/node_modules/soul-cli/src/server.js`, '-d', path, '-p', String(port)];
    const serving = await startServer(process.execPath, args, /(Soul is running)/, { cwd: directory });
    const origin = `http://127.0.0.1:${port}`;
    const rows = '/api/tables/event/rows';
    const asking = {
      event: { lines: cases.ids.map((id) => `${rows}/${id}`) },
      window: {
        lines: cases.windows.map(
          ({ from, to }) =>
            `${rows}?_limit=20&_ordering=starts&_filters=starts__gte:${from},starts__lte:${to}~,ends__lte:${to}~`,
        ),
      },
      words: { lines: [`${rows}?_limit=20&_search=${cases.word}`] },
    };
    await answers(`${origin}${asking.event.lines[0]}`, 20_000);
    return { ...serving, origin, asking };
  },
};
