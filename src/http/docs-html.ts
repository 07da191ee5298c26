import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The page of `/docs` and the settings of the API reference in it. */

const reference = createRequire(import.meta.url).resolve('@scalar/fastify-api-reference');
const { version }: { version: string } = JSON.parse(
  readFileSync(join(dirname(reference), '../package.json'), 'utf8'),
);

/**
 * Path of the script of the API reference. It contains the version of the package instead of a hash of the script. A
 * version is published only once, so the script need not be read to know its path.
 */
export const scriptPath = `/assets/scalar-${version}.js`;

/**
 * Changes the OpenAPI document for the reference:
 * - Groups have the order of the API, from events on. The document has them by name.
 * - The description of a type is shown at the first parameter of that type, not at each.
 * - Optional parameters are filled with their examples but not sent (`x-disabled`). All examples together would be
 *   rejected, for example `on` with `from`, and a first try must not fail.
 */
const prepare = `const prepare = (api) => {
        const operations = Object.values(api.paths).flatMap((item) => Object.values(item));
        const rank = ({ name }) => operations.findIndex(({ tags }) => tags[0] === name);
        api.tags.sort((a, b) => rank(a) - rank(b));
        for (const { parameters = [] } of operations) {
          const told = new Set();
          for (const parameter of parameters) {
            const reference = parameter.schema.$ref;
            const type = api.components.schemas[reference?.split('/').at(-1)] ?? parameter.schema;
            const value = (type.examples ?? type.enum)?.[0];
            if (!parameter.required && value !== undefined) {
              parameter.examples = { first: { value, 'x-disabled': true } };
            }
            if (told.has(reference)) parameter.schema = { ...type, description: undefined };
            else if (reference) told.add(reference);
          }
        }
        return api;
      };`;

/**
 * Starts the reference with everything off that uses other servers: fonts, proxy, telemetry, hosted services. The
 * content security policy forbids them as well.
 */
const start = `
      ${prepare}
      const load = async (input, init) => {
        const answer = await fetch(input, init);
        const { pathname } = new URL(input.url ?? input, location.href);
        return pathname.endsWith('/openapi.json') ? Response.json(prepare(await answer.json())) : answer;
      };
      Scalar.createApiReference('#app', {
        url: new URL('openapi.json', location.href).href,
        customFetch: load,
        documentDownloadType: 'direct',
        defaultOpenFirstTag: false,
        defaultOpenAllTags: true,
        withDefaultFonts: false,
        telemetry: false,
        proxyUrl: '',
        showDeveloperTools: 'never',
        hideClientButton: true,
        agent: { disabled: true },
        mcp: { disabled: true },
      });
      document.getElementById('waiting').remove();
    `;

/** Text of the page until the script runs, and without scripts. */
const before = `The reference is loading. It needs JavaScript. The same information is in
      <a href="openapi.json">/openapi.json</a> and <a href="openapi.yaml">/openapi.yaml</a>.`;

export const docsHtml = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>Claimline API</title>
    <link rel="icon" href="favicon.ico">
    <style>
      #waiting { font: 1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 3rem auto; padding: 0 1rem }
    </style>
  </head>
  <body>
    <p id="waiting">${before}</p>
    <div id="app"></div>
    <script src=".${scriptPath}"></script>
    <script>${start}</script>
  </body>
</html>
`;

/** The icon: a line of time with claims to either side. Every request for an icon gets it. */
export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
  <style>path { stroke: #1f4e79 } circle { fill: #1f4e79 } @media (prefers-color-scheme: dark) { path { stroke: #9cc4ec } circle { fill: #9cc4ec } }</style>
  <path d="M2 16h28M10 16 18 6M10 16l8 10" fill="none" stroke-width="3" stroke-linecap="round"/>
  <circle cx="10" cy="16" r="4"/><circle cx="19" cy="5.5" r="3"/><circle cx="19" cy="26.5" r="3"/>
</svg>
`;
