import { afterAll, beforeAll, expect, it } from 'vitest';
import { arrayAt, isObject, type JsonObject } from '../../src/http/openapi/json.ts';
import { type Api, startApi } from '../helpers/api.ts';

/** The document's examples are of the seed, so that what a reader tries first finds something. */

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

it('every record that stands as an example in a path is there', async () => {
  const found: string[] = [];
  for (const { method, path, operation } of api.contract.operations()) {
    const examples = arrayAt(operation, 'parameters').filter(
      (each): each is JsonObject => isObject(each) && each.in === 'path' && each.example !== undefined,
    );
    const url = examples.reduce(
      (filled, { name, example }) => filled.replace(`{${name}}`, `${example}`),
      path,
    );
    if (method !== 'GET' || url === path) continue;
    expect((await api.send(url)).status, url).toBe(200);
    found.push(path);
  }
  expect(found).toContain('/v1/propositions/{propositionKey}');
});
