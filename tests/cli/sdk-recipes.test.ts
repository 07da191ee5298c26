import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Language, recipes } from '../../src/cli/sdk/recipes.ts';

/** The command generates with what the tests of the SDKs generate with: the same versions, the same settings. */

const tested = (...path: string[]) => readFileSync(join(import.meta.dirname, '../sdk', ...path), 'utf8');
const written = (language: Language) => recipes[language].files('0.0.0');
const lines = (source: string, pattern: RegExp) => [...source.matchAll(pattern)].map(([line]) => line.trim());

it('typescript', () => {
  const { devDependencies } = JSON.parse(tested('typescript/package.json'));
  const command = recipes.typescript.runners[0].steps('')[0]?.join(' ');
  for (const name of ['@hey-api/openapi-ts', 'typescript'])
    expect(command).toContain(`--package=${name}@${devDependencies[name]} `);
  const plugins = /plugins: .*/;
  expect(written('typescript')['openapi-ts.config.mjs']).toContain(
    plugins.exec(tested('typescript/openapi-ts.config.mjs'))?.[0],
  );
});

it('python', () => {
  const name = 'openapi-python-client.yaml';
  expect(written('python')[name]).toBe(tested('python', name));
  expect(tested('python/requirements.txt')).toContain(`\nopenapi-python-client==${recipes.python.version}\n`);
});

it('go', () => {
  const name = 'oapi-codegen.yaml';
  expect(written('go')[name]).toBe(tested('go', name));
  const required = tested('go/go.mod');
  expect(required).toContain(`github.com/oapi-codegen/oapi-codegen/v2 v${recipes.go.version} `);
  const [, runtime] = /go get (\S+)@/.exec(recipes.go.use('client', '').join('\n')) ?? [];
  const [, version] = /runtime@(v[\d.]+)/.exec(recipes.go.use('client', '').join('\n')) ?? [];
  expect(required).toContain(`require ${runtime} ${version}\n`);
});

it('java', () => {
  const name = 'openapi-generator.yaml';
  expect(written('java')[name]).toBe(tested('java', name));
  const dependency = /<dependency>[\s\S]*?<\/dependency>/g;
  const project = tested('java/pom.xml');
  expect(lines(written('java')['pom.xml'] ?? '', dependency)).toEqual(lines(project, dependency));
  expect(project).toContain(`<generator.version>${recipes.java.version}</generator.version>`);
});

it('rust', () => {
  const manifest = tested('rust/Cargo.toml');
  const requirement = /^[\w-]+ = .*"=[\d.]+".*$/gm;
  const generator = written('rust')['generator/Cargo.toml'] ?? '';
  for (const line of lines(generator, requirement)) expect(manifest).toContain(`\n${line}\n`);
  const version = (source: string) =>
    Object.fromEntries(
      [...source.matchAll(/^([\w-]+) = (?:\{ version = )?"=?([\d.]+)"/gm)].map(([, name, number]) => [
        name,
        number,
      ]),
    );
  const { name: _, version: __, edition: ___, ...client } = version(written('rust')['Cargo.toml'] ?? '');
  expect(version(manifest)).toMatchObject(client);
  const program = written('rust')['generator/src/main.rs'] ?? '';
  for (const line of lines(
    tested('rust/build.rs'),
    /^.*(?:\.replace\(|with_interface|generate_tokens).*$/gm,
  )) {
    expect(program).toContain(line.replace(/.*(?=\.replace)/, ''));
  }
});
