import { cpSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { outputOf } from '../harness/processes.ts';

/** Installs by each registry's own client, at the versions that stand beside this file. */

const beside = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Installs what a package.json names; without scripts, since what they download is not there to be had. */
export async function npmInstall(from: string, directory: string): Promise<void> {
  cpSync(beside(from), directory, { recursive: true });
  await outputOf('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: directory });
}

export async function pipInstall(directory: string): Promise<void> {
  mkdirSync(directory, { recursive: true });
  await outputOf('python3', ['-m', 'venv', directory]);
  await outputOf(`${directory}/bin/pip`, ['install', '--quiet', '--requirement', beside('requirements.txt')]);
}

export async function goBuild(from: string, directory: string, program: string): Promise<void> {
  cpSync(beside(from), directory, { recursive: true });
  await outputOf('go', ['build', '-o', program, '.'], { cwd: directory });
}
