import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { settings } from '../../src/config.ts';
import { problemKinds } from '../../src/http/problem.ts';

/** The README is held against the program: what it documents exists, and what exists is documented. */

const root = new URL('../../', import.meta.url);
const readme = readFileSync(new URL('README.md', root), 'utf8');

const guides = readdirSync(new URL('src/web/guide/', root)).map((name) => `src/web/guide/${name}`);

/** The rows of the tables under a heading whose first cell is code, as cells. */
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
  const documented = tableRows(/\n## Run it for others\n/).filter(([first]) =>
    /^`[A-Z_]+`$/.test(first ?? ''),
  );
  const expected = Object.values(settings).map(({ env, flag, default: value, description }) => [
    `\`${env}\``,
    `\`${flag}\``,
    `\`${value}\``,
    description,
  ]);
  expect(documented).toEqual(expected);
});

test('the errors that it lists are as the program has them', () => {
  const listed = tableRows(/\n## Run it for others\n/).filter(([first]) => /^`[a-z_]+`$/.test(first ?? ''));
  const known = Object.entries(problemKinds).map(([code, { status, description }]) => [
    `\`${code}\``,
    String(status),
    description,
  ]);
  expect(listed).toHaveLength(12);
  for (const row of listed) expect(known).toContainEqual(row);
});

test('it is short', () => {
  expect(Buffer.byteLength(readme)).toBeLessThanOrEqual(14_000);
});

test('every file that it or a guide links to is there', () => {
  const texts = ['README.md', 'src/README.md', 'tests/bench/README.md', ...guides];
  const missing = texts.flatMap((file) =>
    [...readFileSync(new URL(file, root), 'utf8').matchAll(/\]\(([^)]+)\)/g)]
      .map(([, link = '']) => link)
      .filter((link) => !/^https?:/.test(link) && !existsSync(new URL(link, new URL(file, root))))
      .map((link) => `${file}: ${link}`),
  );
  expect(missing).toEqual([]);
});

test('every command is in the guide to tools, and no other', () => {
  const guide = readFileSync(new URL('src/web/guide/tools.md', root), 'utf8');
  const documented = [...guide.matchAll(/^\| `([a-z]+)[ `]/gm)].map(([, name]) => name);
  const files = readdirSync(new URL('src/cli/', root)).filter((file) => file.endsWith('.ts'));
  const commands = files.flatMap((file) =>
    [
      ...readFileSync(new URL(`src/cli/${file}`, root), 'utf8').matchAll(
        /\n {4}name: '([a-z]+)',\n {4}summary/g,
      ),
    ].map(([, name]) => name),
  );
  expect(documented.sort()).toEqual(commands.sort());
});

test('every package that the project depends on is named with a reason', () => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
    readFileSync(new URL('package.json', root), 'utf8'),
  );
  const table = readFileSync(new URL('src/README.md', root), 'utf8');
  const names = Object.keys({ ...dependencies, ...optionalDependencies, ...devDependencies });
  const missing = names.filter((name) => !name.startsWith('@types/') && !table.includes(name));
  expect(missing).toEqual([]);
});

test('versions are pinned exactly', () => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
    readFileSync(new URL('package.json', root), 'utf8'),
  );
  const loose = Object.entries({ ...dependencies, ...optionalDependencies, ...devDependencies }).filter(
    // A version may have a suffix (https://semver.org/#spec-item-9).
    ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(String(version)),
  );
  expect(loose).toEqual([]);
});

test.each(['http', 'web'])('src/README.md has a line for each folder of src/%s', (room) => {
  const text = readFileSync(new URL('src/README.md', root), 'utf8');
  const [, table = ''] = text.split(`| \`src/${room}/\` |`);
  const [rows = ''] = table.split('\n\n');
  const listed = [...rows.matchAll(/`([a-z]+)\/`/g)].map(([, name]) => name);
  const folders = readdirSync(new URL(`src/${room}/`, root), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  expect(listed.sort()).toEqual(folders.map(({ name }) => name).sort());
});
