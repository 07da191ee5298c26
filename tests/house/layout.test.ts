import { readdirSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
/** Made by `npm run client-types`, never committed: there or not, as it happens. */
const generated = 'src/client/api.ts';
/** Runs on the machine that builds, not in the browser that its room is for. */
const build = 'src/web/build.ts';
/** Run in a worker of the browser, which finds passages by the code that the server finds them by. */
const workers: Record<string, readonly RegExp[]> = {
  'src/web/finder.ts': [/^src\/domain\/anchoring\//, /^src\/web\/reading\//],
  'src/web/finder-platform.ts': [/^@noble\/hashes\//],
};
const sources = readdirSync(`${root}/src`, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(tsx?|js)$/.test(name))
  .map((name) => `src/${name}`)
  .filter((file) => file !== generated)
  .sort();

const textOf = (file: string) => readFileSync(`${root}/${file}`, 'utf8');

/** Returns the imports of a file: own files by their path from the root, others by name. */
function importsOf(file: string): string[] {
  const found = [
    ...textOf(file).matchAll(/(?:^|\s)(?:import|export)[^'"`;]*?from '([^']+)'|import\(\s*'([^']+)'\s*\)/g),
  ];
  return found.map((match) => {
    const name = match[1] ?? match[2] ?? '';
    return name.startsWith('.') ? relative(root, resolve(root, dirname(file), name)) : name;
  });
}

/** Each room with the other rooms and libraries that it may know. `main` and `compose` know every room. */
const rooms: Record<string, readonly RegExp[]> = {
  'src/domain/': [
    /^src\/domain\//,
    /^zod$/,
    /^temporal-polyfill$/,
    /^fastest-levenshtein$/,
    /^node:(crypto|async_hooks)$/,
  ],
  'src/formats/': [
    /^src\/(domain|formats)\//,
    /^(zod|csv-parse|jsonc-parser|node:buffer|node:zlib|node:stream)$/,
  ],
  'src/actions/': [/^src\/(domain|formats|actions)\//, /^lru-cache$/, /^node:/],
  'src/store/sqlite/': [/^src\/(domain|store)\//, /^kysely$/, /^better-sqlite3$/, /^node:/],
  'src/store/': [/^src\/(domain|store)\/(?!sqlite\/)/, /^(kysely|lru-cache)$/, /^node:(crypto|buffer)$/],
  'src/http/': [
    /^src\/(domain|actions|formats|http)\//,
    /^(zod|fastify|ipaddr\.js|find-my-way|marked|negotiator|yaml|lru-cache|prom-client|@fastify\/swagger)$/,
    /^node:/,
  ],
  'src/client/': [/^src\/client\//, /^openapi-fetch$/],
  'src/web/': [
    /^src\/(web|client)\//,
    /^(preact|preact\/hooks|preact-render-to-string|d3-(scale|zoom|brush|selection|geo)|topojson-client|topojson-specification)$/,
    /^world-atlas\/countries-110m\.json$/,
  ],
  'src/cli/': [/^src\/(domain|actions|formats|cli|config)(\/|\.ts)/, /^(zod|commander)$/, /^node:/],
};

test('imports go in one direction: main, compose, then cli, http and store, then actions, then domain', () => {
  const strays = sources.flatMap((file) => {
    const room = Object.keys(rooms).find((prefix) => file.startsWith(prefix));
    const allowed = workers[file] ?? (room === undefined ? [/./] : (rooms[room] ?? []));
    if (file === build) return [];
    const foreign = importsOf(file).filter((name) => !allowed.some((pattern) => pattern.test(name)));
    return foreign.map((name) => `${file} may not import ${name}`);
  });
  expect(strays).toEqual([]);
});

test('no room is left out of the rule', () => {
  const placed = (file: string) => Object.keys(rooms).some((prefix) => file.startsWith(prefix));
  const atTheTop = sources.filter((file) => !placed(file));
  expect(atTheTop).toEqual([
    'src/claimline.js',
    'src/compile-cache.js',
    'src/compose.ts',
    'src/config.ts',
    'src/main.ts',
  ]);
});

/** Circles of imports, each from its first file on; imports of types alone count. */
function importCircles(): string[] {
  const done = new Set<string>();
  const circles: string[] = [];
  const follow = (file: string, path: readonly string[]): void => {
    const begin = path.indexOf(file);
    if (begin >= 0) circles.push([...path.slice(begin), file].join(' → '));
    if (begin >= 0 || done.has(file)) return;
    for (const next of imports.get(file) ?? []) follow(next, [...path, file]);
    done.add(file);
  };
  const imports = new Map(sources.map((file) => [file, importsOf(file)]));
  for (const file of sources) follow(file, []);
  return circles;
}

test('no file imports itself by way of others, not even for a type', () => {
  expect(importCircles(), 'move what both sides need to a file of its own').toEqual([]);
});

test('files are short: 400 lines at the most', () => {
  const long = sources.filter((file) => textOf(file).split('\n').length > 400);
  expect(long, 'split what has grown two subjects').toEqual([]);
});

test('the client that people import stays small: 330 lines at the most', () => {
  const lines = sources
    .filter((file) => file.startsWith('src/client/'))
    .map((file) => textOf(file).split('\n').length - 1);
  expect(lines.reduce((sum, count) => sum + count)).toBeLessThanOrEqual(330);
});

test('only config.ts reads the environment', () => {
  const readers = sources.filter((file) => /process\.env/.test(textOf(file)));
  expect(readers).toEqual(['src/config.ts']);
});

test('nothing is switched off: no skipped or focused test, no unchecked type', () => {
  const tests = readdirSync(`${root}/tests`, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `tests/${name}`);
  const switchedOff = /\b(it|test|describe)\.(skip|todo|only)\b|@ts-(ignore|nocheck)/;
  const found = [...sources, ...tests].filter((file) => switchedOff.test(textOf(file)));
  expect(found.filter((file) => file !== 'tests/house/layout.test.ts')).toEqual([]);
});
