import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** The version of the program is that of the newest section of the changelog, wherever it is written. */

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const jsonOf = (path: string) => JSON.parse(read(path));

const [, newest] = /^## (\d+\.\d+\.\d+)/m.exec(read('CHANGELOG.md')) ?? [];

test.each<[string, () => unknown]>([
  ['package.json', () => jsonOf('package.json').version],
  ['package-lock.json', () => jsonOf('package-lock.json').version],
  ['the root package of package-lock.json', () => jsonOf('package-lock.json').packages[''].version],
  ['openapi/openapi.json', () => jsonOf('openapi/openapi.json').info.version],
  ['openapi/openapi-3.0.json', () => jsonOf('openapi/openapi-3.0.json').info.version],
  [
    'the package in the guide',
    () => /claimline-(\d+\.\d+\.\d+)\.tgz/.exec(read('src/web/guide/tools.md'))?.[1],
  ],
])('%s says the version of the changelog', (_, version) => {
  expect(newest).toBeDefined();
  expect(version()).toBe(newest);
});
