import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { withUnknownKinds } from '../../src/cli/sdk/newer-kinds.ts';
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
  expect(tested('python/requirements.txt')).toContain(`\nopenapi-python-client==${recipes.python.version}\n`);
});

it('go', () => {
  const required = tested('go/go.mod');
  expect(required).toContain(`github.com/oapi-codegen/oapi-codegen/v2 v${recipes.go.version} `);
  const [, modules = ''] = /\(go get ([^)]+)\)/.exec(recipes.go.use('client', '').join('\n')) ?? [];
  for (const module of modules.split(' ')) expect(required).toContain(`${module.replace('@', ' ')}`);
});

it('java', () => {
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
});

describe('the document for generators whose clients check what they read', () => {
  const published = readFileSync(join(import.meta.dirname, '../../openapi/openapi-3.0.json'), 'utf8');
  const schemasIn = (text: string): Record<string, object> => JSON.parse(text).components.schemas;
  const before = schemasIn(published);
  const after = schemasIn(withUnknownKinds(published));

  it('has an option more in every union, which fits any kind', () => {
    const unions = Object.keys(before).filter((name) => 'oneOf' in (before[name] ?? {}));
    expect(unions).toEqual(expect.arrayContaining(['PropositionObject', 'PropositionSubject', 'SearchHit']));
    for (const name of unions) {
      const { oneOf } = before[name] as { oneOf: object[] };
      const options = [...oneOf, { $ref: '#/components/schemas/UnknownKind' }];
      expect(after[name]).toEqual({ ...before[name], oneOf: options });
    }
    expect(after.UnknownKind).toMatchObject({ required: ['kind'], properties: { kind: { type: 'string' } } });
  });

  it('lets a property with one value have others, unless it tells options apart', () => {
    expect(before.Health).toMatchObject({ properties: { status: { enum: ['ok'] } } });
    expect(after.Health).not.toHaveProperty('properties.status.enum');
    expect(after.EventReference).toEqual(before.EventReference);
  });

  it('is else that of the server', () => {
    const changed = Object.keys(after).filter((name) => !isDeepStrictEqual(after[name], before[name]));
    expect(changed.sort()).toEqual([
      'Health',
      'PropositionObject',
      'PropositionSubject',
      'SearchHit',
      'UnknownKind',
    ]);
    const rest = (text: string) => ({ ...JSON.parse(text), components: null });
    expect(rest(withUnknownKinds(published))).toEqual(rest(published));
  });
});
