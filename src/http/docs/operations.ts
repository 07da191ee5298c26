import { escapeHtml } from '../../domain/html.ts';
import { arrayAt, isObject, type Json, type JsonObject, objectAt } from '../openapi/json.ts';
import { code, codeBlock, example, heading, inline, prose, stringAt } from './markup.ts';
import { limitWords, namedType, typeWords } from './types.ts';

/** Renders the operations of the OpenAPI document. */

export type DocumentedOperation = { method: string; path: string; id: string; operation: JsonObject };

/** Returns the operations of a document in its order. */
export function operationsIn(document: JsonObject): DocumentedOperation[] {
  return Object.entries(objectAt(document, 'paths')).flatMap(([path, item]) =>
    Object.entries(isObject(item) ? item : {}).flatMap(([method, operation]) =>
      isObject(operation)
        ? [{ method: method.toUpperCase(), path, id: stringAt(operation, 'operationId'), operation }]
        : [],
    ),
  );
}

/** Returns the example of a parameter or of its type, if there is one. */
function exampleOf(parameter: JsonObject, schemas: JsonObject): Json | undefined {
  const declared = objectAt(parameter, 'schema');
  const schema = declared.type === 'array' ? objectAt(declared, 'items') : declared;
  const type = namedType(schema, schemas);
  return (
    parameter.example ??
    arrayAt(schema, 'examples')[0] ??
    arrayAt(type, 'examples')[0] ??
    arrayAt(type, 'enum')[0]
  );
}

const parametersOf = ({ operation }: DocumentedOperation): JsonObject[] =>
  arrayAt(operation, 'parameters').filter(isObject);

/** Returns the path of a request with only the parameters that it needs: `/v1/time?edtf=2024-03-22`. */
export function exampleRequest(documented: DocumentedOperation, schemas: JsonObject): string {
  const query = new URLSearchParams();
  let { path } = documented;
  for (const parameter of parametersOf(documented)) {
    const name = stringAt(parameter, 'name');
    const value = String(exampleOf(parameter, schemas) ?? '');
    if (parameter.in === 'path') path = path.replace(`{${name}}`, encodeURIComponent(value));
    else if (parameter.required === true) query.set(name, value);
  }
  return query.size === 0 ? path : `${path}?${query}`;
}

function parameterHtml(parameter: JsonObject, id: string, schemas: JsonObject): string {
  const name = stringAt(parameter, 'name');
  const schema = objectAt(parameter, 'schema');
  const shown = exampleOf(parameter, schemas);
  const items = objectAt(schema, 'items');
  const type = namedType(schema.type === 'array' ? items : schema, schemas);
  const values = schema.type === 'boolean' ? ['true', 'false'] : arrayAt(type, 'enum');
  const given: Record<string, string> = {
    'data-name': name,
    'data-in': stringAt(parameter, 'in'),
    ...(shown === undefined ? {} : { 'data-example': String(shown) }),
    ...(values.length === 0 ? {} : { 'data-values': values.join(' ') }),
    ...(schema.type === 'array' ? { 'data-several': '' } : {}),
    ...(parameter.required === true ? { 'data-required': '' } : {}),
  };
  const attributes = Object.entries(given).map(([key, value]) => `${key}="${escapeHtml(value)}"`);
  const need = parameter.required === true ? ' <small class="required">required</small>' : '';
  return `<dt id="${id}.${name}" ${attributes.join(' ')}>${code(name)} <span class="type">${typeWords(schema)}</span>${need}</dt>
<dd>${inline(parameter.description)} ${limitWords({ ...items, ...schema })}</dd>`;
}

function bodyHtml({ operation }: DocumentedOperation, schemas: JsonObject): string {
  const body = objectAt(operation, 'requestBody');
  const [type, content] = Object.entries(objectAt(body, 'content'))[0] ?? [];
  if (type === undefined || !isObject(content)) return '';
  const schema = objectAt(content, 'schema');
  const shown = content.example ?? arrayAt(namedType(schema, schemas), 'examples')[0] ?? '';
  return `<h4>Body</h4>
<p>${code(type)} <span class="type">${typeWords(schema)}</span></p>
<p>${inline(body.description)}</p>
<div class="body" data-type="${escapeHtml(type)}">${example(shown)}</div>`;
}

/** Returns the responses of an operation, without those that every operation has. */
function responsesHtml({ operation, id }: DocumentedOperation, common: ReadonlySet<string>): string {
  const rows = Object.entries(objectAt(operation, 'responses')).flatMap(([status, response]) => {
    if (!isObject(response) || common.has(responseKey(status, response))) return [];
    const [type, content] = Object.entries(objectAt(response, 'content'))[0] ?? [];
    const media = type === undefined || !isObject(content) ? {} : content;
    const what =
      type === undefined
        ? ''
        : `${code(type)} <span class="type">${typeWords(objectAt(media, 'schema'))}</span>`;
    const shown =
      media.example === undefined
        ? ''
        : `<details><summary>Example</summary>${example(media.example)}</details>`;
    return [`<dt>${status}</dt><dd>${inline(response.description)} ${what}${shown}</dd>`];
  });
  return `<h4>Responses</h4>
<dl class="responses">
${rows.join('\n')}
</dl>
<p class="aside">Also <a href="#errors">the errors of every operation</a>. In clients: ${code(id)}.</p>`;
}

const responseKey = (status: string, response: JsonObject): string =>
  `${status} ${stringAt(response, 'description')}`;

/** Returns the responses that all operations have in common, by status. */
export function commonResponses(operations: readonly DocumentedOperation[]): Map<string, JsonObject> {
  const all = operations.map(({ operation }) => objectAt(operation, 'responses'));
  const [first = {}, ...others] = all;
  return new Map(
    Object.entries(first).flatMap(([status, response]) => {
      if (!isObject(response) || Number(status) < 400) return [];
      const text = response.description;
      const shared = others.every((responses) => objectAt(responses, status).description === text);
      return shared ? [[status, response] as const] : [];
    }),
  );
}

/** Renders an operation. Its address is `#listEvents`, that of a parameter `#listEvents.from`. */
export function operationHtml(
  documented: DocumentedOperation,
  schemas: JsonObject,
  common: ReadonlyMap<string, JsonObject>,
): string {
  const { method, path, id, operation } = documented;
  const parameters = parametersOf(documented).map((parameter) => parameterHtml(parameter, id, schemas));
  const request = exampleRequest(documented, schemas);
  // An id in a path is one of the sample dataset, which not every server has.
  const link =
    method === 'GET' && !path.includes('{')
      ? `<a href=".${escapeHtml(request)}">${escapeHtml(request)}</a>`
      : code(request);
  const shared = new Set([...common].map(([status, response]) => responseKey(status, response)));
  return `<section class="operation" id="${id}" data-method="${method}" data-path="${escapeHtml(path)}">
${heading(3, id, escapeHtml(stringAt(operation, 'summary')))}
<p class="route"><b>${method}</b> ${code(path)}${operation.deprecated === true ? ' <strong>deprecated</strong>' : ''}</p>
${prose(operation.description)}
<p class="request">For example: ${link}</p>
${parameters.length === 0 ? '' : `<h4>Parameters</h4>\n<dl class="parameters">\n${parameters.join('\n')}\n</dl>`}
${bodyHtml(documented, schemas)}
${responsesHtml(documented, shared)}
</section>`;
}

export const commonErrorsHtml = (common: ReadonlyMap<string, JsonObject>): string =>
  `<dl class="responses">
${[...common].map(([status, { description }]) => `<dt>${status}</dt><dd>${inline(description)}</dd>`).join('\n')}
</dl>`;

/** Returns the command that sends the example request of an operation. */
export const curlBlock = (base: string, request: string): string =>
  codeBlock(`curl '${base}${request}'`, 'command');
