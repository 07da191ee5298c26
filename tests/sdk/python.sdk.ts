import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { run, versionOf } from './support/command.ts';
import { textIn } from './support/names.ts';
import { cacheDirectory, installOnce, ownFiles, remove, writeRecipe } from './support/places.ts';
import { testSdk } from './support/sdk.ts';

const own = ownFiles('python');
const requirements = join(own, 'requirements.txt');
const program = async (name: string) => join(await cacheDirectory('python'), 'bin', name);

async function install(): Promise<void> {
  const version = await versionOf('python3', '--version');
  const environment = await cacheDirectory('python');
  const create = async () => {
    await remove(environment);
    await run('python3', ['-m', 'venv', environment]);
    const quietly = ['--quiet', '--disable-pip-version-check', '--only-binary', ':all:'];
    await run(await program('python'), ['-m', 'pip', 'install', ...quietly, '--requirement', requirements]);
  };
  await installOnce(environment, [requirements], create, version);
}

async function generate(work: string, documentFile: string): Promise<string> {
  await cp(own, work, { recursive: true });
  await writeRecipe('python', work);
  const settings = ['--config', 'openapi-python-client.yaml', '--custom-template-path', 'templates'];
  const output = ['--output-path', 'claimline', '--meta', 'none'];
  const args = ['generate', '--path', documentFile, ...settings, ...output];
  const { stdout, stderr } = await run(await program('openapi-python-client'), args, { cwd: work });
  return `${stdout}\n${stderr}`;
}

const snakeCase = (name: string) =>
  name
    .replaceAll(/[A-Z]|\d+/g, '_$&')
    .toLowerCase()
    .replace(/^_/, '');

async function printed(script: string, work: string, url: string): Promise<string> {
  const { stdout } = await run(await program('python'), ['-W', 'error', script, url], { cwd: work });
  return stdout;
}

testSdk({
  language: 'python',
  name: 'python by openapi-python-client 0.29.1',
  install,
  generate,
  // The program with all that it imports; mypy follows into the generated client.
  compile: async (work) =>
    run(await program('mypy'), ['--strict', 'stories.py', 'newer.py', 'claimline'], { cwd: work }),
  walk: (work, url) => printed('stories.py', work, url),
  readNewer: (work, url) => printed('newer.py', work, url),
  code: (work) => textIn(join(work, 'claimline'), '.py'),
  spelling: {
    // Each operation is a module.
    operation: (id) => `/${snakeCase(id)}.py`,
    component: (name) => `class ${name}`,
  },
  // It sends JSON, forms and bytes, but no plain text.
  limits: {
    warnings: [
      'Warning(s) encountered while generating. Client was generated, but some pieces may be missing',
      'WARNING parsing POST /v1/sources/{sourceId}/verification within sources. Endpoint will not be generated.',
      'Unsupported content type text/plain',
    ],
    absent: ['/verify_source.py'],
    operations: ['verifySource'],
  },
});
