import { join } from 'node:path';
import { withUnknownKinds } from './newer-kinds.ts';
import { documentFile, exampleUrl, type Recipe, type Step, template } from './recipe.ts';

const generator = 'openapi-python-client';
const version = '0.29.1';
const pinned = `${generator}==${version}`;

const configFile = 'openapi-python-client.yaml';
const config = `# The title of the document would name the package claimline_client.
package_name_override: claimline
# Nobody edits the generated code, so that formatting it only takes time.
post_hooks: []
# YAML is text: without this the operations that return it return nothing.
content_type_overrides:
  application/yaml: text/plain
`;

/** The template of enums. The generator's own would fail on a value that the server has added since. */
const enumTemplate = 'str_enum.py.jinja';

const generate = [
  ...[
    'generate',
    '--path',
    documentFile('3.1'),
    '--config',
    configFile,
    '--custom-template-path',
    'templates',
  ],
  // Without --overwrite a client cannot be generated a second time: the generator refuses a directory that exists.
  ...['--output-path', 'claimline', '--meta', 'none', '--overwrite'],
];

/** Returns the path of a program in a virtual environment: `bin/pip`; on Windows `Scripts/pip`. */
const inside = (environment: string, program: string): string =>
  process.platform === 'win32' ? join(environment, 'Scripts', program) : join(environment, 'bin', program);

const inVirtualEnvironment = (environment: string): Step[] => [
  ['python3', '-m', 'venv', environment],
  [inside(environment, 'python'), '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', pinned],
  [inside(environment, generator), ...generate],
];

export const python: Recipe = {
  title: 'Python',
  generator,
  version,
  document: '3.1',
  adapt: withUnknownKinds,
  files: () => ({ [configFile]: config, [`templates/${enumTemplate}`]: template(enumTemplate) }),
  client: 'claimline',
  runners: [
    { program: 'uvx', steps: () => [['uvx', '--from', pinned, generator, ...generate]] },
    { program: 'pipx', steps: () => [['pipx', 'run', '--spec', pinned, generator, ...generate]] },
    { program: 'python3', steps: inVirtualEnvironment, scratch: '.venv' },
  ],
  use: (out) => [
    `It needs attrs and httpx (pip install attrs httpx). From a program in ${out}:`,
    '  from claimline import Client',
    '  from claimline.api.events import list_events',
    `  page = list_events.sync(client=Client(base_url="${exampleUrl}"), from_="2024-03-22")`,
  ],
};
