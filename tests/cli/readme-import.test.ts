import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ClaimInput } from '../../src/domain/claim.ts';
import type { DatasetFile } from '../../src/domain/dataset-file.ts';
import { claimline, freshDirectory, jsonOf, launcher } from './harness.ts';

/** The examples of files in the README and in the guide to data files, run as they stand. */

const textOf = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const guide = textOf('src/web/guide/data.md');
const blocksOf = (text: string, language: string) =>
  [...text.matchAll(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``, 'g'))].map(([, block = '']) => block);
const blockOf = (text: string, language: string) =>
  new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(text)?.[1] ?? '';

const evidenceSection = guide.split('\n## Evidence\n')[1]?.split('\n## ')[0] ?? '';

/** A test runs up to ten commands, one after the other, perhaps on a busy machine. */
const manyCommandsMs = 180_000;

/** Runs every `$ npx claimline …` of a text. */
function runCommands(text: string, cwd: string): number {
  const lines = [...text.matchAll(/^\$ (.*npx claimline .*)$/gm)].map(([, line = '']) => line);
  for (const line of lines) {
    const command = line.replaceAll('npx claimline', `"${process.execPath}" "${launcher}"`);
    execFileSync('sh', ['-c', command], { cwd, stdio: 'pipe' });
  }
  return lines.length;
}

test(
  'the walk of the README through its own data works line by line',
  async () => {
    const cwd = freshDirectory();
    const [, rest = ''] = textOf('README.md').split('\n## Your own data\n');
    const [section = ''] = rest.split('\n## ');
    // `verify` and `locate` succeed only if every passage is where it should be.
    expect(runCommands(section, cwd)).toBe(5);
    expect(existsSync(join(cwd, 'my-story/README.md'))).toBe(true);
    const quoted = JSON.parse(blockOf(section, 'json'));
    const written = JSON.parse(readFileSync(join(cwd, 'my-story/dead-fish.json'), 'utf8'));
    expect(written.claims.flatMap(({ evidence }: ClaimInput) => evidence)).toContainEqual(quoted);
    const file = jsonOf<DatasetFile>(await claimline(['export'], { cwd }));
    const evidence = file.claims?.flatMap((claim) => claim.evidence ?? []) ?? [];
    expect(evidence.filter(({ start }) => start !== undefined)).toHaveLength(evidence.length);
    const sources = new Set(
      evidence.filter(({ quote }) => quote !== undefined).map(({ sourceId }) => sourceId),
    );
    expect([...sources].sort()).toEqual(['courier-report', 'courier-update']);
  },
  manyCommandsMs,
);

test(
  'the commands of the guide to evidence work',
  () => {
    // `verify` and `locate` succeed only if every passage is where it should be.
    expect(runCommands(evidenceSection, freshDirectory())).toBe(4);
  },
  manyCommandsMs,
);

test(
  'the files and command lines of the guide work',
  async () => {
    const cwd = freshDirectory();
    writeFileSync(join(cwd, 'floods.json'), blockOf(guide, 'json'));
    for (const language of ['ndjson', 'csv'])
      writeFileSync(join(cwd, `storms.${language}`), blockOf(guide, language));
    expect(runCommands(guide.replace(evidenceSection, ''), cwd)).toBe(8);
    const file = jsonOf<{ events: { id: string; tags?: string[] }[]; claims: object[] }>(
      await claimline(['export', '--dataset', 'storms'], { cwd }),
    );
    expect(file.events.map(({ id, tags }) => [id, tags])).toEqual([
      ['storm-ana', undefined],
      ['storm-bea', ['storm', 'flood']],
      ['storm-cai', ['storm']],
    ]);
    expect(file.claims).toHaveLength(1);
    expect(existsSync(join(cwd, 'rejected.csv'))).toBe(true);
    // The guide's way to take a record out: without it in the file, it is not in the new database.
    const { claims, events, ...rest } = file;
    writeFileSync(join(cwd, 'storms.json'), JSON.stringify({ ...rest, events: events.slice(1), claims: [] }));
    const [, removal = ''] = guide.split('\n## Take a record out\n');
    const kept = (removal.split('\n## ')[0] ?? '')
      .replace(/^.*claimline export.*$/m, '')
      .replace('new.db', 'kept.db');
    expect(runCommands(kept, cwd)).toBe(2);
    const left = jsonOf<typeof file>(
      await claimline(['export'], { cwd, env: { DATABASE_URL: 'sqlite:kept.db' } }),
    );
    expect(left.events.map(({ id }) => id)).toEqual(['storm-bea', 'storm-cai']);
  },
  manyCommandsMs,
);

const files = blocksOf(guide, 'json').filter((block) => 'datasetId' in JSON.parse(block));
const [mapping = '', ...others] = blocksOf(guide, 'json').filter((block) => !files.includes(block));

test.each(files.map((block) => [JSON.parse(block).datasetId, block]))(
  'the file %s of the guide is valid',
  async (name, block) => {
    const cwd = freshDirectory();
    writeFileSync(join(cwd, `${name}.json`), block);
    const { code, stderr } = await claimline(['validate', `${name}.json`], { cwd });
    expect([code, stderr]).toEqual([0, '']);
  },
);

test("the guide's mapping reads a table with columns and words of its own", async () => {
  expect(others).toEqual([]);
  const cwd = freshDirectory();
  writeFileSync(join(cwd, 'map.json'), mapping);
  const rows = ['event_id_cnty;event_type;notes;iso3', 'SYR 1;Riots;A riot;SYR', 'SYR 2;Other;Else;SYR'];
  writeFileSync(join(cwd, 'export.csv'), rows.join('\r\n'));
  const args = ['validate', 'export.csv', '--kind', 'event', '--map', 'map.json', '--make-ids', '--json'];
  const { error } = jsonOf<{ error: { problems: object[] } }>(await claimline(args, { cwd }));
  // "Other" is translated to nothing, and an event needs a type.
  expect(error.problems).toMatchObject([{ line: 3, pointer: '/type' }]);
});
