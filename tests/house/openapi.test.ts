import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, startApi } from '../helpers/api.ts';
import { checkDocument } from '../http/core/openapi-rules.ts';

/** The OpenAPI documents: kept in the repository as the program publishes them, and good for generators. */

const root = new URL('../../', import.meta.url);
const program = new URL('src/claimline.js', root).pathname;

/** Waits without holding up the server, which runs in this process. */
const run = promisify(execFile);

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

describe.each([
  ['3.1', 'openapi.json'],
  ['3.0', 'openapi-3.0.json'],
])('the %s document', (format, name) => {
  const kept = new URL(`openapi/${name}`, root);
  const published = async () => (await api.send(`/${name}`)).text;

  it('keeps every rule', async () => {
    expect(checkDocument(JSON.parse(await published()))).toEqual([]);
  });

  it('is the one in the repository', async () => {
    const now = await published();
    if (process.env.UPDATE_GOLDEN) writeFileSync(kept, now);
    expect(readFileSync(kept, 'utf8'), 'make it anew with UPDATE_GOLDEN=1 npm test').toBe(now);
  });

  it('is the one that the command line prints, so that the API under test is the one that is served', async () => {
    const { stdout } = await run(process.execPath, [program, 'openapi', '--format', format], {
      maxBuffer: 2 ** 25,
    });
    expect(stdout).toBe(await published());
  });
});
