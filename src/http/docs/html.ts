import { escapeHtml } from '../../domain/html.ts';
import { htmlDocument, type PageFiles, pageFiles } from '../html-document.ts';
import { arrayAt, isObject, type JsonObject, objectAt } from '../openapi/json.ts';
import { type ClientRecipe, clientsHtml } from './clients.ts';
import { heading, prose, stringAt } from './markup.ts';
import {
  commonErrorsHtml,
  commonResponses,
  curlBlock,
  type DocumentedOperation,
  exampleRequest,
  operationHtml,
  operationsIn,
} from './operations.ts';
import { typeHtml } from './types.ts';

/**
 * Renders the API reference from the OpenAPI document as one page of HTML, which is complete without scripts: every
 * operation, parameter and type has an address. Links are relative, so that the page also works below a path of a proxy.
 */

export type ReferenceOptions = {
  document: JsonObject;
  clients: readonly ClientRecipe[];
  /** Address that people reach the server under; empty if it is not known. */
  publicUrl: string;
  /** Paths of the built script and style; undefined if they have not been built. */
  files: PageFiles | undefined;
};

/** The address in examples. If the public one is not known, the script of the page puts in the one that it came from. */
const exampleUrl = 'http://127.0.0.1:3000';

/** A tag of the document with its operations. */
type Group = { id: string; name: string; description: string; operations: DocumentedOperation[] };

/** Returns the groups in the order of the API, from events on. The document has them by name. */
function groupsOf(document: JsonObject, operations: readonly DocumentedOperation[]): Group[] {
  const tagOf = ({ operation }: DocumentedOperation) => String(arrayAt(operation, 'tags')[0]);
  const tags = arrayAt(document, 'tags').filter(isObject);
  return [...new Set(operations.map(tagOf))].map((name) => ({
    id: `group-${name.toLowerCase()}`,
    name,
    description: stringAt(tags.find((tag) => tag.name === name) ?? {}, 'description'),
    operations: operations.filter((each) => tagOf(each) === name),
  }));
}

function navigation(groups: readonly Group[], types: readonly string[]): string {
  const item = (id: string, text: string) => `<li><a href="#${id}">${escapeHtml(text)}</a></li>`;
  const lists = groups.map(
    ({ id, name, operations }) =>
      `<li><a href="#${id}">${escapeHtml(name)}</a><ul>${operations.map((each) => item(each.id, stringAt(each.operation, 'summary'))).join('')}</ul></li>`,
  );
  // Beside the page on a wide screen; over it on a narrow one, where a button opens it.
  return `<nav class="contents" id="contents" aria-label="Contents" popover>
<div id="find"></div>
<ul>
${item('start', 'Start')}
${item('clients', 'Clients')}
${item('errors', 'Errors')}
${lists.join('\n')}
<li><a href="#types">Types</a><ul>${types.map((name) => item(name, name)).join('')}</ul></li>
</ul>
</nav>`;
}

function startHtml(document: JsonObject, first: DocumentedOperation | undefined, base: string): string {
  const schemas = objectAt(objectAt(document, 'components'), 'schemas');
  const request = first === undefined ? '/openapi.json' : exampleRequest(first, schemas);
  return `<section id="start">
${heading(2, 'start', 'Start')}
${prose(objectAt(document, 'info').description)}
${curlBlock(base, request)}
<p>The same as a document for generators and tools: <a href="openapi.json">OpenAPI 3.1</a>
(<a href="openapi.yaml">YAML</a>), <a href="openapi-3.0.json">OpenAPI 3.0</a> (<a href="openapi-3.0.yaml">YAML</a>).</p>
</section>`;
}

function mainHtml({ document, clients, publicUrl }: ReferenceOptions, groups: readonly Group[]): string {
  const operations = groups.flatMap((group) => group.operations);
  const common = commonResponses(operations);
  const schemas = objectAt(objectAt(document, 'components'), 'schemas');
  const types = Object.entries(schemas).filter((entry): entry is [string, JsonObject] => isObject(entry[1]));
  return `<h1>Claimline API <small>${escapeHtml(stringAt(objectAt(document, 'info'), 'version'))}</small></h1>
${startHtml(document, operations[0], publicUrl || exampleUrl)}
${clientsHtml(clients)}
<section id="errors">
${heading(2, 'errors', 'Errors')}
<p>Every error is a <a href="#Problem">Problem</a>. These can come from every operation; <a href="problems">/problems</a>
explains each code.</p>
${commonErrorsHtml(common)}
</section>
${groups.map((group) => groupHtml(group, schemas, common)).join('\n')}
<section id="types">
${heading(2, 'types', 'Types')}
${types.map(([name, schema]) => typeHtml(name, schema, schemas)).join('\n')}
</section>`;
}

const groupHtml = (group: Group, schemas: JsonObject, common: ReadonlyMap<string, JsonObject>): string =>
  `<section id="${group.id}">
${heading(2, group.id, escapeHtml(group.name))}
${prose(group.description)}
${group.operations.map((each) => operationHtml(each, schemas, common)).join('\n')}
</section>`;

export function referenceHtml(options: ReferenceOptions): string {
  const { document, files, publicUrl } = options;
  const groups = groupsOf(document, operationsIn(document));
  const names = Object.keys(objectAt(objectAt(document, 'components'), 'schemas'));
  return htmlDocument({
    title: 'Claimline API',
    head: pageFiles(files),
    bodyAttributes: ` class="reference" data-example-url="${publicUrl === '' ? exampleUrl : ''}"`,
    body: `<a class="skip" href="#content">Skip to the content</a>
<header class="site"><a href="./">Claimline</a> <span><button type="button" popovertarget="contents">Contents</button> <a href="./">Explorer</a> <a href="guide">Guides</a></span></header>
<div class="columns">
${navigation(groups, names)}
<main id="content">
${mainHtml(options, groups)}
</main>
</div>`,
  });
}
