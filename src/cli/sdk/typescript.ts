import { documentFile, exampleUrl, type Recipe } from './recipe.ts';

const version = '0.99.0';
/** The generator accepts any TypeScript from 5.5 on. The version is pinned, so that its output stays the same. */
const typescriptVersion = '5.9.3';

const config = `export default {
  input: './${documentFile('3.1')}',
  // Files that already exist in the directory are not deleted.
  output: { path: 'claimline', clean: false, module: { extension: '.js' } },
  plugins: ['@hey-api/client-fetch', '@hey-api/typescript', '@hey-api/sdk'],
};
`;

export const typescript: Recipe = {
  title: 'TypeScript',
  generator: '@hey-api/openapi-ts',
  version,
  document: '3.1',
  files: () => ({ 'openapi-ts.config.mjs': config }),
  client: 'claimline',
  runners: [
    {
      program: 'npx',
      steps: () => [
        [
          'npx',
          '--yes',
          `--package=@hey-api/openapi-ts@${version}`,
          `--package=typescript@${typescriptVersion}`,
          'openapi-ts',
          '--no-log-file',
        ],
      ],
    },
  ],
  use: (out) => [
    `It needs no other package. From a program beside ${out}/claimline:`,
    `  import { listEvents } from './claimline/index.js';`,
    `  const { data, error } = await listEvents({ baseUrl: '${exampleUrl}', query: { from: '2024-03-22' } });`,
  ],
};
