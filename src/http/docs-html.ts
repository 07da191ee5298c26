import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The page of `/docs`, and what it tells the reference that runs in it. */

const reference = createRequire(import.meta.url).resolve('@scalar/fastify-api-reference');
const { version }: { version: string } = JSON.parse(
  readFileSync(join(dirname(reference), '../package.json'), 'utf8'),
);

/**
 * Path of the reference's one script. A version of a package is published once: the version is a fingerprint of the
 * script, for which the script need not be read.
 */
export const scriptPath = `/assets/scalar-${version}.js`;

/**
 * The document as the reference reads best: groups in the order in which the API tells them, from events on (the
 * document has them by name); what a type means said at the first of an operation's parameters of that type, not at
 * each; and no parameter that may be left out switched on. Each has an example, but all at once (`on` beside `from`, a
 * box far from a point) are refused, and a first try must not fail. `x-disabled` is the reference's word for a
 * parameter that is filled in and not sent.
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
 * Nothing that the reference could reach outside is on: fonts, proxy, telemetry, hosted services. The content security
 * policy forbids it all the same.
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

/** What is there before the script is, and for who runs none. */
const before = `The reference is on its way: it needs JavaScript. What it shows is all in
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

/** A line of time, and what is claimed about it to either side. Any browser that asks for an icon gets this. */
export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
  <style>path { stroke: #1f4e79 } circle { fill: #1f4e79 } @media (prefers-color-scheme: dark) { path { stroke: #9cc4ec } circle { fill: #9cc4ec } }</style>
  <path d="M2 16h28M10 16 18 6M10 16l8 10" fill="none" stroke-width="3" stroke-linecap="round"/>
  <circle cx="10" cy="16" r="4"/><circle cx="19" cy="5.5" r="3"/><circle cx="19" cy="26.5" r="3"/>
</svg>
`;
