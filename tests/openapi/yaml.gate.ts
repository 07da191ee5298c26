import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Api, startApi } from '../helpers/api.ts';
import { load } from '../helpers/installed.ts';
import { documents } from './documents.ts';

/** The YAML renderings say what the JSON does, to whoever reads them. */

type Read = (text: string) => unknown;

const readers: [string, () => Promise<Read>][] = [
  ['js-yaml', async () => (await load<{ load: Read }>('openapi', 'js-yaml')).load],
  // As PyYAML and most older tools read it: there `on` is a boolean, and a bare date no text.
  ['YAML 1.1', async () => (text) => parse(text, { version: '1.1' })],
  ['YAML 1.2', async () => (text) => parse(text, { version: '1.2' })],
];

let api: Api;
beforeAll(async () => {
  api = await startApi([]);
});
afterAll(() => api.close());

describe.each([
  ['3.1', '/openapi.yaml'],
  ['3.0', '/openapi-3.0.yaml'],
] as const)('the %s document as YAML', (version, path) => {
  test.each(readers)('is the same, read by %s', async (_, reader) => {
    const { text } = await api.send(path);
    const read = await reader();
    expect(read(text)).toEqual(documents[version]);
    expect(read(text.replace('title: Claimline', 'title: Otherline'))).not.toEqual(documents[version]);
  });
});

test('a date without quotes would be noticed', async () => {
  const [, [, reader] = ['', async (): Promise<Read> => () => '2024-03-22']] = readers;
  expect((await reader())('2024-03-22')).not.toBe('2024-03-22');
  expect((await reader())('on')).toBe(true);
});
