import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { textIn } from './support/names.ts';
import { testSdk } from './support/sdk.ts';
import { printed, runInstalled, typeScriptSdk } from './support/typescript.ts';

testSdk(
  typeScriptSdk({
    name: 'typescript by @hey-api/openapi-ts 0.99.0',
    program: 'hey-api',
    generate: (work, document) =>
      runInstalled('@hey-api/openapi-ts/bin/run.js', ['--no-log-file'], work, { OPENAPI_DOCUMENT: document }),
    more: ['newer'],
    readNewer: (work, url) => printed('newer', work, url),
    code: (work) => textIn(join(work, 'hey-api'), '.ts'),
    spelling: {
      operation: (id) => `export const ${id} =`,
      component: (name) => `export type ${name} =`,
    },
  }),
);

testSdk(
  typeScriptSdk({
    name: 'typescript by openapi-typescript 7.13.0 and openapi-fetch 0.17.0',
    program: 'openapi-fetch',
    generate: (work, document) =>
      runInstalled('openapi-typescript/bin/cli.js', [document, '--output', 'openapi-typescript.ts'], work),
    code: (work) => readFile(join(work, 'openapi-typescript.ts'), 'utf8'),
    spelling: {
      operation: (id) => `    ${id}: {`,
      component: (name) => `        ${name}: `,
    },
  }),
);

testSdk(
  typeScriptSdk({
    name: 'typescript by orval 8.38.0',
    program: 'orval',
    generate: (work, document) =>
      runInstalled('orval/dist/bin/orval.mjs', ['--config', 'orval.config.mjs'], work, {
        OPENAPI_DOCUMENT: document,
      }),
    code: (work) => textIn(join(work, 'orval'), '.ts'),
    spelling: {
      operation: (id) => `export const ${id} =`,
      component: (name) => `${name} `,
    },
  }),
);
