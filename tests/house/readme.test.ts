import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { settings } from '../../src/config.ts';
import { problemKinds } from '../../src/http/problem.ts';

/** The README is held against the program: what it documents exists, and what exists is documented. */

const root = new URL('../../', import.meta.url);
const readme = readFileSync(new URL('README.md', root), 'utf8');

/** The rows of the table under a heading whose first cell is code, as cells. */
function tableRows(heading: RegExp): string[][] {
  const [, section = ''] = readme.split(heading);
  const [body = ''] = section.split(/\n## /);
  return body
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
    .filter(([first]) => first !== undefined && !/^(-+|[a-z ]+)$/.test(first));
}

test('every setting is documented with its flag and default, and no other', () => {
  const documented = tableRows(/\n## Command line\n/).filter(([first]) => /^`[A-Z_]+`$/.test(first ?? ''));
  const expected = Object.values(settings).map(({ env, flag, default: value, description }) => [
    `\`${env}\``,
    `\`${flag}\``,
    `\`${value}\``,
    description,
  ]);
  expect(documented).toEqual(expected);
});

test('every error code is documented with its status and meaning, and no other', () => {
  const expected = Object.entries(problemKinds).map(([code, { status, description }]) => [
    `\`${code}\``,
    String(status),
    description,
  ]);
  expect(tableRows(/\n## Errors\n/)).toEqual(expected);
});

test('every package that the project depends on is named with a reason', () => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
    readFileSync(new URL('package.json', root), 'utf8'),
  );
  const [, table = ''] = readme.split('### Why each part');
  const names = Object.keys({ ...dependencies, ...optionalDependencies, ...devDependencies });
  const missing = names.filter((name) => !name.startsWith('@types/') && !table.includes(name));
  expect(missing).toEqual([]);
});

test('versions are pinned exactly', () => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
    readFileSync(new URL('package.json', root), 'utf8'),
  );
  const loose = Object.entries({ ...dependencies, ...optionalDependencies, ...devDependencies }).filter(
    ([, version]) => !/^\d+\.\d+\.\d+$/.test(String(version)),
  );
  expect(loose).toEqual([]);
});
