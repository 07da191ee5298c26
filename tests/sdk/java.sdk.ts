import { cp, readdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { run, versionOf } from './support/command.ts';
import { textIn } from './support/names.ts';
import { cacheDirectory, installOnce, ownFiles, writeRecipe } from './support/places.ts';
import { testSdk } from './support/sdk.ts';

const own = ownFiles('java');
const installed = async (...names: string[]) => join(await cacheDirectory('java'), ...names);
const generatedIn = (work: string) => join(work, 'client/src/main/java');
const classPath = async (...more: string[]) => [...more, await installed('target/client/*')].join(delimiter);

async function install(): Promise<void> {
  await versionOf('java', '-version');
  await versionOf('javac', '-version');
  await versionOf('mvn', '--version');
  const directory = await installed();
  const manifest = join(own, 'pom.xml');
  await installOnce(directory, [manifest], async () => {
    await cp(manifest, join(directory, 'pom.xml'));
    await run('mvn', ['--quiet', '--batch-mode', 'validate'], { cwd: directory });
  });
}

async function generate(work: string, documentFile: string): Promise<string> {
  await cp(own, work, { recursive: true });
  await writeRecipe('java', work);
  const [jar] = await readdir(await installed('target/generator'));
  const generator = await installed('target/generator', jar ?? '');
  const settings = ['-c', 'openapi-generator.yaml', '-t', 'templates', '-i', documentFile, '-o', 'client'];
  const { stdout, stderr } = await run('java', ['-jar', generator, 'generate', ...settings], { cwd: work });
  return `${stdout}\n${stderr}`;
}

/** The program is held to every lint; the generator's own code has raw types, so it only has to compile. */
async function compile(work: string): Promise<void> {
  const files = (await readdir(generatedIn(work), { recursive: true })).filter((name) =>
    name.endsWith('.java'),
  );
  const plainly = ['-nowarn', '-encoding', 'UTF-8', '-d', 'classes', '-cp', await classPath()];
  await run('javac', [...plainly, ...files.map((name) => join(generatedIn(work), name))], { cwd: work });
  const strictly = ['-Xlint:all', '-Werror', '-d', 'classes', '-cp', await classPath('classes')];
  await run('javac', [...strictly, 'Stories.java', 'Newer.java'], { cwd: work });
}

async function printed(program: string, work: string, url: string): Promise<string> {
  const { stdout } = await run('java', ['-cp', await classPath('classes'), program, url], { cwd: work });
  return stdout;
}

testSdk({
  language: 'java',
  name: 'java by openapi-generator 7.25.0',
  install,
  generate,
  compile,
  walk: (work, url) => printed('Stories', work, url),
  readNewer: (work, url) => printed('Newer', work, url),
  unknownValue: 'unknown_default_open_api',
  code: (work) => textIn(generatedIn(work), '.java'),
  spelling: {
    operation: (id) => ` ${id}(`,
    component: (name) => ` ${name} {`,
  },
});
