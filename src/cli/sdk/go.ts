import { documentFile, exampleUrl, type Recipe } from './recipe.ts';

const version = '2.8.2';
const runtime = 'github.com/oapi-codegen/runtime@v1.8.0';

const configFile = 'oapi-codegen.yaml';
const config = `package: claimline
output: claimline/claimline.go
generate:
  models: true
  client: true
output-options:
  # Go writes ActorID, not ActorId.
  name-normalizer: ToCamelCaseWithInitialisms
compatibility:
  # AttributionDenied instead of Denied, a word that other enums have too.
  always-prefix-enum-values: true
`;

export const go: Recipe = {
  title: 'Go',
  generator: 'oapi-codegen',
  version,
  document: '3.1',
  files: () => ({ [configFile]: config }),
  client: 'claimline/claimline.go',
  directories: ['claimline'],
  runners: [
    {
      program: 'go',
      steps: () => [
        [
          'go',
          'run',
          `github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@v${version}`,
          '-config',
          configFile,
          documentFile('3.1'),
        ],
      ],
    },
  ],
  use: (out) => [
    `It needs its runtime (go get ${runtime}). In the module that ${out} is a part of, import …/claimline:`,
    `  client, err := claimline.NewClientWithResponses("${exampleUrl}")`,
    '  answer, err := client.ListEventsWithResponse(ctx, &claimline.ListEventsParams{From: &from})',
    '  // answer.JSON200.Data, or the problem: answer.ApplicationProblemJSON400',
  ],
};
