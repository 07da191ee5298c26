import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { claimline, freshDirectory, jsonOf, launcher } from './harness.ts';

/** The examples of the README's section on large datasets, run as they stand. */

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const [, section = ''] = readme.split('### Large datasets\n');
const [text = ''] = section.split(/\n##? /);
const blockOf = (language: string) => new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(text)?.[1] ?? '';

test('the files and command lines of the section work', async () => {
  const cwd = freshDirectory();
  for (const language of ['ndjson', 'csv']) writeFileSync(join(cwd, `storms.${language}`), blockOf(language));
  const commands = [...blockOf('console').matchAll(/^\$ (.*)$/gm)].map(([, line = '']) => line);
  expect(commands.length).toBeGreaterThanOrEqual(3);
  for (const line of commands) {
    const command = line.replaceAll('npx claimline', `"${process.execPath}" "${launcher}"`);
    execFileSync('sh', ['-c', command], { cwd, stdio: 'pipe' });
  }
  const file = jsonOf<{ events: { id: string; tags?: string[] }[]; claims: object[] }>(
    await claimline(['export'], { cwd }),
  );
  expect(file.events.map(({ id, tags }) => [id, tags])).toEqual([
    ['storm-ana', undefined],
    ['storm-bea', ['storm', 'flood']],
    ['storm-cai', ['storm']],
  ]);
  expect(file.claims).toHaveLength(1);
  expect(existsSync(join(cwd, 'rejected.csv'))).toBe(true);
});
