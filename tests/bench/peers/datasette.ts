import { answers } from '../harness/answers.ts';
import { startServer } from '../harness/servers.ts';
import { pipInstall } from './install.ts';
import type { Peer } from './peer.ts';
import { freePort } from './port.ts';

/** Datasette, told that the file does not change, and asked for no counts and suggestions. */
const plain = '_shape=array&_nocount=1&_nofacet=1&_nosuggest=1&_size=20';

export const datasette: Peer = {
  name: 'Datasette 0.65.5',
  install: pipInstall,
  program: 'bin/datasette',
  async start(directory, { path, cases }) {
    const port = await freePort();
    const args = [
      'serve',
      '--immutable',
      path,
      '--port',
      String(port),
      '--setting',
      'sql_time_limit_ms',
      '10000',
    ];
    const serving = await startServer(`${directory}/bin/datasette`, args, /running on (http:\S+)/);
    const name = path.replace(/^.*\//, '').replace(/\.db$/, '');
    const table = `/${name}/event`;
    const lines = (paths: readonly string[]) => ({ lines: paths });
    const asking = {
      event: lines(cases.ids.map((id) => `${table}/${tilde(id)}.json?_shape=array`)),
      window: lines(
        cases.windows.map(
          ({ from, to }) =>
            `${table}.json?starts__gte=${from}&starts__lte=${to}~&ends__lte=${to}~&_sort=starts&${plain}`,
        ),
      ),
      words: lines([`${table}.json?_search=${cases.word}&${plain}`]),
    };
    await answers(`${serving.origin}${asking.window.lines[0]}`, 20_000);
    return { ...serving, asking };
  },
};

/** Datasette's own escaping of what stands in a path. */
const tilde = (id: string) =>
  id.replace(/[^A-Za-z0-9_-]/g, (letter) => `~${letter.charCodeAt(0).toString(16).toUpperCase()}`);
