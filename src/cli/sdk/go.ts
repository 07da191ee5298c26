import { documentFile, exampleUrl, type Recipe } from './recipe.ts';

const version = '2.8.2';
/** Modules that the generated code imports. It reads YAML responses with the second. */
const modules = ['github.com/oapi-codegen/runtime@v1.8.0', 'go.yaml.in/yaml/v3@v3.0.4'];

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
    `It needs two modules (go get ${modules.join(' ')}). In the module that ${out} is a part of, import …/claimline:`,
    `  client, err := claimline.NewClientWithResponses("${exampleUrl}")`,
    '  if err != nil {',
    '    log.Fatal(err)',
    '  }',
    '  from := "2024-03-22"',
    '  answer, err := client.ListEventsWithResponse(context.Background(), &claimline.ListEventsParams{From: &from})',
    '  if err != nil {',
    '    log.Fatal(err)',
    '  }',
    '  // The events are in answer.JSON200.Data. A problem is in answer.ApplicationProblemJSON400.',
    '  log.Print(answer.Status())',
  ],
};
