import { cp, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run, versionOf } from './support/command.ts';
import { ownFiles, writeRecipe } from './support/places.ts';
import { testSdk } from './support/sdk.ts';

const own = ownFiles('go');
// The module asks for what it needs, of exactly the contents that go.sum knows.
const env = { GOFLAGS: '-mod=readonly', GOTOOLCHAIN: 'local' };

async function generate(work: string, documentFile: string): Promise<string> {
  await cp(own, work, { recursive: true });
  await writeRecipe('go', work);
  await mkdir(join(work, 'claimline'));
  const args = ['tool', 'oapi-codegen', '-config', 'oapi-codegen.yaml', documentFile];
  const { stdout, stderr } = await run('go', args, { cwd: work, env });
  return `${stdout}\n${stderr}`;
}

async function compile(work: string): Promise<void> {
  await run('go', ['vet', './...'], { cwd: work, env });
  await run('go', ['build', '-o', 'stories', '.'], { cwd: work, env });
}

/** As Go writes it: ActorID. */
const withInitialisms = (name: string) =>
  name.replaceAll(/(Id|Url|Api)(?![a-z0-9])/g, (word) => word.toUpperCase());

testSdk({
  language: 'go',
  name: 'go by oapi-codegen 2.8.2',
  install: async () => {
    await versionOf('go', 'version');
    await run('go', ['mod', 'download'], { cwd: own, env });
  },
  generate,
  compile,
  walk: async (work, url) => (await run(join(work, 'stories'), [url])).stdout,
  readNewer: async (work, url) => (await run(join(work, 'stories'), [url, 'newer'])).stdout,
  code: (work) => readFile(join(work, 'claimline/claimline.go'), 'utf8'),
  spelling: {
    operation: (id) =>
      `func (c *ClientWithResponses) ${withInitialisms(id.charAt(0).toUpperCase() + id.slice(1))}With`,
    component: (name) => `type ${withInitialisms(name)} `,
  },
});
