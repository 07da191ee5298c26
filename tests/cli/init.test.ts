import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, it } from 'vitest';
import type { DatasetFile } from '../../src/domain/dataset-file.ts';
import { SourceVerification } from '../../src/domain/verification.ts';
import { claimline, freshDirectory, jsonOf, launcher } from './harness.ts';

/** The dataset that `claimline init` writes. */

/** A test runs up to ten commands, one after the other, perhaps on a busy machine. */
const manyCommandsMs = 180_000;

const cwd = freshDirectory();
const run = (...args: string[]) => claimline(args, { cwd });

type Report = { records: Record<string, { created: number; updated: number; unchanged: number }> };
const reportOf = async (...args: string[]) => jsonOf<Report>(await run('import', ...args, '--json')).records;

it(
  'is imported cleanly in each format, and all of its evidence is anchored',
  async () => {
    const { code, stdout } = await run('init', 'story');
    expect(code).toBe(0);
    expect(stdout).toContain('story/texts/courier-report.txt\n');
    const strict = ['--texts', 'story/texts', '--strict'];
    expect(jsonOf(await run('validate', 'story', ...strict, '--json'))).toMatchObject({
      valid: true,
      warnings: [],
    });
    expect(await reportOf('story', ...strict)).toMatchObject({
      source: { created: 3 },
      event: { created: 6 },
    });
    for (const more of [
      ['story/dead-fish.ndjson', ...strict],
      ['story/events.csv', '--kind', 'event', '--dataset', 'dead-fish', '--strict'],
    ]) {
      const counts = Object.values(await reportOf(...more));
      expect(counts.reduce((sum, { created, updated }) => sum + created + updated, 0)).toBe(0);
      expect(counts.reduce((sum, { unchanged }) => sum + unchanged, 0)).toBeGreaterThanOrEqual(6);
    }
    for (const text of readdirSync(join(cwd, 'story/texts'))) {
      const source = text.replace('.txt', '');
      const outcome = await run('verify', '--source', source, `story/texts/${text}`, '--json');
      const { locators, counts, sameContent } = SourceVerification.parse(jsonOf(outcome));
      expect({ code: outcome.code, sameContent }).toEqual({ code: 0, sameContent: true });
      expect(counts.anchored).toBe(locators.length);
      expect(locators.length).toBeGreaterThan(1);
    }
  },
  manyCommandsMs,
);

it('has what there is to learn, and fits its schema', () => {
  const file: DatasetFile = JSON.parse(readFileSync(join(cwd, 'story/dead-fish.json'), 'utf8'));
  const { $schema = '', sources = [], actors = [], events = [], claims = [] } = file;
  const schema = JSON.parse(readFileSync(join(cwd, 'story', $schema), 'utf8'));
  const validate = new Ajv2020({ allErrors: true, strict: false, validateFormats: false }).compile(schema);
  expect(validate(file) ? [] : validate.errors).toEqual([]);
  expect(sources.flatMap(({ derivedFrom }) => derivedFrom ?? [])).toHaveLength(1);
  expect(events.every(({ place }) => place?.point !== undefined)).toBe(true);
  const names = actors.flatMap((actor) => [actor.name, ...(actor.names ?? []).map(({ value }) => value)]);
  expect(names.some((name) => /\p{Script=Cyrillic}/u.test(name))).toBe(true);
  expect(names.some((name) => /\p{Script=Latin}/u.test(name))).toBe(true);
  expect(claims.map(({ act }) => act)).toContain('retracts');
  expect(claims.flatMap(({ evidence }) => evidence ?? []).every(({ quote }) => quote !== undefined)).toBe(
    true,
  );
});

it(
  'has a README whose commands work where it lies',
  async () => {
    const lines = [
      ...readFileSync(join(cwd, 'story/README.md'), 'utf8').matchAll(/^\$ npx (claimline .*)$/gm),
    ];
    expect(lines).toHaveLength(5);
    for (const [, line = ''] of lines) {
      const command = line.replace('claimline', `"${process.execPath}" "${launcher}"`);
      execFileSync('sh', ['-c', command], { cwd: join(cwd, 'story'), stdio: 'pipe' });
    }
  },
  manyCommandsMs,
);

it('is not written over anything', async () => {
  mkdirSync(join(cwd, 'full'));
  writeFileSync(join(cwd, 'full/mine.txt'), 'mine');
  const full = await run('init', 'full');
  expect(full).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('full is not empty: it has mine.txt.'),
  });
  expect(readdirSync(join(cwd, 'full'))).toEqual(['mine.txt']);
  const file = await run('init', 'full/mine.txt');
  expect(file).toMatchObject({ code: 3, stderr: expect.stringContaining('Cannot write full/mine.txt: ') });
  mkdirSync(join(cwd, 'empty'));
  expect(jsonOf<{ files: string[] }>(await run('init', 'empty', '--json')).files).toContain(
    'empty/README.md',
  );
});
