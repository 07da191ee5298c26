import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { limits } from '../../../src/domain/limits.ts';
import { statementOf } from '../../../src/domain/proposition.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open.ts';
import { freshDirectory } from '../../cli/harness.ts';
import { type Api, startApi } from '../../helpers/api.ts';
import { claim, event, put, putBasics, says } from '../../helpers/records.ts';

/**
 * Operations that leave a query to a reader process when there are many rows. With a time limit of one millisecond each
 * query is stopped. Every answer is compared with the document, which must list `query_timeout` for the operation.
 */

let api: Api;
beforeAll(async () => {
  const file = join(freshDirectory(), 'store.db');
  const written = openSqliteStore(file);
  await putBasics(written);
  const claims = Array.from({ length: limits.inlineRowsMax + 1 }, (_, index) =>
    claim(`c${index}`, { eventIds: ['e'] }),
  );
  await put(written, { event: [event('e')], claim: claims });
  await written.close();
  api = await startApi([], openSqliteStore(file, 1), { cacheBytes: 0 });
});
afterAll(() => api.close());

describe.each([
  `/v1/propositions/${statementOf(says('ready')).key}`,
  '/v1/events/e?include=sources',
  '/v1/events?include=sources',
  '/v1/events?facet=type',
  '/v1/timeline',
  '/v1/actors/speaker/positions',
  '/v1/claims?count=exact',
])('%s', (path) => {
  it('answers that the query was stopped', async () => {
    const logged = api.log.length;
    await api.problem(path, 503, 'query_timeout');
    const [line = '', ...others] = api.log
      .slice(logged)
      .filter((each) => !each.includes('request completed'));
    expect(others).toEqual([]);
    expect(JSON.parse(line)).toMatchObject({ level: 40, code: 'query_timeout', msg: 'request refused' });
    expect(line).not.toMatch(/stack|\.ts:/);
  });
});
