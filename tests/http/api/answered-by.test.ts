import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../../src/domain/store.ts';
import type { LogLevel } from '../../../src/http/logger.ts';
import { allRoutes, documentInfo } from '../../../src/http/routes/index.ts';
import { createServer } from '../../../src/http/server.ts';
import { stopServer } from '../../../src/http/shutdown.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open.ts';
import { freshDirectory } from '../../cli/harness.ts';
import { event, put, putBasics } from '../../helpers/records.ts';

/** The log says at `debug` how each request was answered: from the cache, in the server or in a reader process. */

let store: Store;
beforeAll(async () => {
  store = openSqliteStore(join(freshDirectory(), 'store.db'), 25_000);
  await putBasics(store);
  await put(store, { event: [event('e', { participants: [{ actorId: 'speaker', role: 'host' }] })] });
});
afterAll(() => store.close());

/** Asks for one address after the other, and returns what the line of each request says of its answer. */
async function answeredBy(logLevel: LogLevel, paths: readonly string[]): Promise<unknown[]> {
  const lines: { res?: object; answeredBy?: unknown }[] = [];
  const app = createServer({
    routes: allRoutes({ store, version: '0.0.0' }),
    info: documentInfo('0.0.0'),
    logLevel,
    logStream: { write: (line) => lines.push(JSON.parse(line)) },
    cache: { state: () => store.state(), maxBytes: 1_000_000 },
  });
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });
  const requests = () => lines.filter(({ res }) => res !== undefined);
  for (const [index, path] of paths.entries()) {
    await (await fetch(origin + path)).text();
    while (requests().length <= index) await wait(5);
  }
  await stopServer(app);
  return requests().map((line) => line.answeredBy);
}

describe('at debug, the line of a request', () => {
  it('names the calls of the store, where they ran, and the index of a list', async () => {
    const windowed = '/v1/events?actorId=speaker&from=2020-01-01&to=2021-01-01';
    expect(
      await answeredBy('debug', [
        '/v1/events?include=actors',
        windowed,
        '/v1/claims?act=denies&predicate=killed',
        '/v1/events/e',
        '/v1/time?edtf=2024',
      ]),
    ).toEqual([
      [
        { method: 'listEvents', where: 'inline', index: 'event_by_time' },
        { method: 'related', where: 'inline' },
      ],
      [{ method: 'listEvents', where: 'reader', index: 'event_participant_by_actor' }],
      [{ method: 'listClaims', where: 'reader', index: null }],
      [{ method: 'read', where: 'inline' }],
      [],
    ]);
  });

  it('says so where the answer was cached, or none was made', async () => {
    const list = [{ method: 'listEvents', where: 'inline', index: 'event_by_time' }];
    expect(
      await answeredBy('debug', ['/v1/events', '/v1/events', '/v1/events', '/v1/events?limit=0', '/nowhere']),
    ).toEqual([list, list, 'kept', [], undefined]);
  });
});

it('at info, the line of a request does not', async () => {
  expect(await answeredBy('info', ['/v1/events', '/v1/events', '/v1/events'])).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
