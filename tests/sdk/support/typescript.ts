import { cp, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './command.ts';
import { cacheDirectory, installOnce, ownFiles } from './places.ts';
import type { Sdk } from './sdk.ts';

/** What the three TypeScript generators have in common: one installation, one compiler, one way to run. */

const own = ownFiles('typescript');
const workspace = () => cacheDirectory('typescript');

/** Installs all three, by the lockfile, beside a TypeScript that they accept. */
async function install(): Promise<void> {
  const directory = await workspace();
  const manifests = ['package.json', 'package-lock.json'].map((name) => join(own, name));
  await installOnce(directory, manifests, async () => {
    for (const file of manifests) await cp(file, join(directory, file.slice(own.length)));
    await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: directory });
  });
}

/** Runs a program of the installation by its file, on the Node that runs this. */
export async function runInstalled(
  file: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const script = join(await workspace(), 'node_modules', file);
  const { stdout, stderr } = await run(process.execPath, [script, ...args], { cwd, env });
  return `${stdout}\n${stderr}`;
}

/** The work directory has the programs, and sees what is installed. */
async function prepare(work: string): Promise<void> {
  await cp(own, work, { recursive: true });
  await symlink(join(await workspace(), 'node_modules'), join(work, 'node_modules'));
}

export type TypeScriptSdk = Pick<Sdk, 'name' | 'code' | 'spelling' | 'readNewer'> & {
  /** Name of the program, without its ending. */
  program: string;
  /** Names of other programs of the same client. */
  more?: readonly string[];
  generate: Sdk['generate'];
};

export const typeScriptSdk = ({ program, more = [], generate, ...rest }: TypeScriptSdk): Sdk => ({
  ...rest,
  language: 'typescript',
  install,
  generate: async (work, documentFile) => {
    await prepare(work);
    return generate(work, documentFile);
  },
  compile: async (work) => {
    // tsc takes a project or files: a project of these programs alone, with the options of the whole.
    const project = {
      extends: './tsconfig.json',
      include: [],
      files: [program, ...more].map((name) => `${name}.ts`),
    };
    await writeFile(join(work, 'tsconfig.one.json'), JSON.stringify(project));
    await runInstalled('typescript/bin/tsc', ['--project', 'tsconfig.one.json'], work);
  },
  walk: async (work, url) => {
    return printed(program, work, url);
  },
});

/** Runs a compiled program; returns its output. */
export async function printed(program: string, work: string, url: string): Promise<string> {
  const env = { CLAIMLINE_URL: url };
  const { stdout } = await run(process.execPath, [join(work, 'out', `${program}.js`)], { env });
  return stdout;
}
