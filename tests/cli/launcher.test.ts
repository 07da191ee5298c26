import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import vm from 'node:vm';
import { expect, it } from 'vitest';
import { claimline, freshDirectory, launcher } from './harness.ts';

const directory = freshDirectory();
const systemNode = '/usr/bin/node';

function majorOf(node: string): number | undefined {
  const { stdout, error } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  return error === undefined ? Number(/^v(\d+)/.exec(stdout)?.[1]) : undefined;
}

const refusal = (version: string) =>
  `claimline: Node.js 22.18 or newer is needed, and this is ${version}. Inside the project, "npm start" and ` +
  '"npx claimline" use the right one, which "npm ci" installs.\n';

/** Makes the runtime say that it is another version. */
function pretend(version: string): string[] {
  const preload = join(directory, `pretend-${version}.mjs`);
  writeFileSync(preload, `Object.defineProperty(process, 'versions', { value: { node: '${version}' } });`);
  return ['--import', preload];
}

it.each(['20.20.2', '22.17.1', '8.0.0'])('refuses Node %s with one sentence', async (version) => {
  const outcome = await claimline(['--version'], { cwd: directory, nodeArgs: pretend(version) });
  expect(outcome).toEqual({ code: 3, stdout: '', stderr: refusal(version) });
});

it.each(['22.18.0', '23.0.0', '24.0.0', '100.0.0'])('accepts Node %s', async (version) => {
  const outcome = await claimline(['--version'], { cwd: directory, nodeArgs: pretend(version) });
  expect(outcome).toMatchObject({ code: 0, stderr: '' });
});

const major = majorOf(systemNode);
it(`runs with, or refuses, the machine's own Node (${major ?? 'none'})`, async () => {
  const node = major === undefined ? process.execPath : systemNode;
  const { code, stderr } = await claimline(['--version'], { cwd: directory, node });
  if (major === undefined || major >= 23) expect(code).toBe(0);
  else
    expect({ code, stderr }).toMatchObject({
      code: 3,
      stderr: expect.stringContaining(' is needed, and this is '),
    });
});

it('can be read by old runtimes, as a script', () => {
  const text = readFileSync(launcher, 'utf8');
  expect(() => new vm.Script(text)).not.toThrow();
  const code = text.replaceAll(/^\s*\/\/.*$|^#!.*$/gm, '');
  expect(code).not.toMatch(/=>|`|\b(const|let|class|async|await|export)\b|\?\.|\?\?|^import\s/m);
});
