import type { Json, JsonObject } from '../../../../src/http/openapi/json.ts';
import {
  at,
  blank,
  entries,
  items,
  type Operation,
  operationsOf,
  statesUnit,
  type Tell,
  text,
} from './reading.ts';

/** Rules 2 to 7 and 15: the head of the document, and its operations. */

/** Rule 15, and the tags of rule 3. */
export function checkHead(document: JsonObject, v30: boolean, tell: Tell): void {
  for (const names of [
    ['title'],
    ['version'],
    ['description'],
    ['license', 'name'],
    ['license', 'url'],
    ['contact', 'name'],
  ]) {
    if (text(at(document.info, ...names)) === '') tell(`info.${names.join('.')}`, 'is missing');
  }
  if (items(document.servers).length === 0) tell('servers', 'are missing');
  const schemes = at(document, 'components', 'securitySchemes');
  if (!Array.isArray(document.security)) tell('security', 'must be stated, if only as an empty list');
  for (const [name] of items(document.security).flatMap(entries)) {
    if (at(schemes, name) === undefined)
      tell('security', `names ${name}, which no security scheme describes`);
  }
  const names = items(document.tags).map((tag) => text(at(tag, 'name')));
  if (names.join() !== [...names].sort().join()) tell('tags', 'must be in alphabetical order');
  const used = new Set(operationsOf(document).flatMap(({ operation }) => items(operation.tags).map(text)));
  for (const tag of items(document.tags)) {
    const name = text(at(tag, 'name'));
    if (blank(at(tag, 'description'))) tell(`tag ${name}`, 'needs a description');
    if (!used.has(name)) tell(`tag ${name}`, 'has no operation');
  }
  if (!v30) return;
  for (const name of ['webhooks', 'jsonSchemaDialect']) {
    if (document[name] !== undefined) tell(name, 'is foreign to 3.0');
  }
  if (at(document.info, 'summary') !== undefined) tell('info.summary', 'is foreign to 3.0');
  if (at(document.info, 'license', 'identifier') !== undefined)
    tell('info.license.identifier', 'is foreign to 3.0');
}

/** Rule 4, for headers. */
export function checkHeaders(document: JsonObject, tell: Tell): void {
  for (const [name, header] of entries(at(document, 'components', 'headers'))) {
    if (blank(at(header, 'description'))) tell(`header ${name}`, 'needs a description');
    if (at(header, 'example') === undefined) tell(`header ${name}`, 'needs an example');
    if (!JSON.stringify(document.paths).includes(`"#/components/headers/${name}"`)) {
      tell(`header ${name}`, 'is used nowhere');
    }
  }
}

/** Rule 2. */
export function checkNames(operations: readonly Operation[], tell: Tell): void {
  const seen = new Set<string>();
  for (const { path, method, operation } of operations) {
    const id = text(operation.operationId);
    if (!/^[a-z]+([A-Z][a-z0-9]*)+$/.test(id))
      tell(`${method} ${path}`, `operationId "${id}" must be verbNoun`);
    if (seen.has(id.toLowerCase())) tell(`${method} ${path}`, `operationId ${id} is taken`);
    seen.add(id.toLowerCase());
    if (!/^(\/([a-z0-9.-]+|\{[a-z][A-Za-z0-9]*\}))+$/.test(path))
      tell(path, 'must be kebab-case with camelCase parameters');
  }
}

/** Rules 3 to 8. */
export function checkOperation(
  document: JsonObject,
  { path, method, operation }: Operation,
  v30: boolean,
  tell: Tell,
): void {
  const place = text(operation.operationId) || `${method} ${path}`;
  const declared = items(document.tags).map((tag) => text(at(tag, 'name')));
  const [tag, ...more] = items(operation.tags).map(text);
  if (more.length > 0 || tag === undefined || !declared.includes(tag))
    tell(place, 'needs exactly one declared tag');
  for (const name of ['summary', 'description']) {
    if (blank(operation[name])) tell(place, `needs a ${name}`);
  }
  if (text(operation.summary).endsWith('.')) tell(place, 'summary must not end in a full stop');
  checkParameters(document, place, path, operation, tell);
  checkRequestBody(place, operation.requestBody, tell);
  const responses = entries(operation.responses);
  const codes = items(at(document, 'components', 'schemas', 'ProblemCode', 'enum')).map(text);
  for (const [status, response] of responses) {
    checkResponse(`${place}.${status}`, status, response, method, tell);
    if (/^[45]/.test(status)) checkError(`${place}.${status}`, response, codes, tell);
  }
  const successes = responses.filter(([status]) => status.startsWith('2'));
  if (successes.length !== 1) tell(place, 'needs exactly one success');
  if (responses.some(([status]) => status === 'default'))
    tell(place, 'must list error statuses, not default');
  const errors = responses.map(([status]) => status).filter((status) => /^[45]/.test(status));
  if (v30 && errors.join() !== '4XX,5XX') tell(place, 'must have 4XX and 5XX in 3.0');
  if (!v30 && !['400', '500'].every((status) => errors.includes(status)))
    tell(place, 'must have 400 and 500');
  if (method === 'get' && at(operation.responses, '304') === undefined)
    tell(place, 'needs 304, since it has an ETag');
}

/** Rule 13, for parameters: an example of its own, or of its type. */
function hasExample(document: JsonObject, parameter: Json): boolean {
  const schema = at(parameter, 'schema');
  const type = at(document, ...text(at(schema, '$ref')).slice(2).split('/'));
  const parts = [schema, type].flatMap((each) => [
    at(each, 'examples'),
    at(each, 'example'),
    at(each, 'enum'),
  ]);
  return [at(parameter, 'example'), ...parts].some((each) => each !== undefined);
}

function checkParameters(
  document: JsonObject,
  place: string,
  path: string,
  operation: JsonObject,
  tell: Tell,
): void {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
  const declared = items(operation.parameters)
    .filter((each) => at(each, 'in') === 'path')
    .map((each) => at(each, 'name'));
  if (inPath.join() !== declared.join()) tell(place, `path parameters ${inPath} are declared as ${declared}`);
  for (const parameter of items(operation.parameters)) {
    const name = text(at(parameter, 'name'));
    if (!/^[a-z][A-Za-z0-9]*$/.test(name)) tell(`${place}.${name}`, 'parameter must be camelCase');
    const description = at(parameter, 'description');
    if (blank(description)) tell(`${place}.${name}`, 'parameter needs a description');
    if (!statesUnit(description, at(parameter, 'schema'))) {
      tell(`${place}.${name}`, 'parameter is a number: its description must say of what');
    }
    if (at(parameter, 'required') === true && !hasExample(document, parameter)) {
      tell(
        `${place}.${name}`,
        'parameter must be given: it needs an example, or nobody can try the operation',
      );
    }
    if (at(parameter, 'schema', 'type') !== 'array') continue;
    if (at(parameter, 'style') !== 'form' || at(parameter, 'explode') !== true) {
      tell(`${place}.${name}`, 'array parameter needs style form and explode true');
    }
  }
}

function checkResponse(place: string, status: string, response: Json, method: string, tell: Tell): void {
  if (text(at(response, 'description')) === '') tell(place, 'needs a description');
  const media = entries(at(response, 'content'));
  if (status === '204' || status === '304') {
    if (media.length > 0) tell(place, 'must not have content');
    if (status === '304' && at(response, 'headers', 'ETag') === undefined)
      tell(place, '304 needs an ETag header');
    return;
  }
  const [[type, content] = ['', null], ...others] = media;
  if (media.length === 0) tell(place, 'needs content');
  if (others.length > 0) tell(place, 'must have one media type');
  const reference = text(at(content, 'schema', '$ref'));
  const json = type.endsWith('json');
  if (json && reference === '') tell(place, 'body must be a reference to a named component');
  if (/^[45]/.test(status)) return;
  if (method === 'get' && at(response, 'headers', 'ETag') === undefined)
    tell(place, 'GET needs an ETag header');
  if (at(content, 'example') === undefined) tell(place, 'needs an example');
  if (/Page$/.test(reference) && at(response, 'headers', 'Link') === undefined)
    tell(place, 'a list needs a Link header');
}

/** Rule 6. */
function checkError(place: string, response: Json, known: readonly string[], tell: Tell): void {
  const content = at(response, 'content', 'application/problem+json');
  if (at(content, 'schema', '$ref') !== '#/components/schemas/Problem') {
    tell(place, 'error must be a Problem in application/problem+json');
  }
  const codes = [...text(at(response, 'description')).matchAll(/`([a-z_]+)`: /g)].map(
    ([, code = '']) => code,
  );
  if (codes.length === 0) tell(place, 'must list the codes it can carry');
  for (const code of codes) if (!known.includes(code)) tell(place, `lists ${code}, which is no ProblemCode`);
}

/** Rules 5, 8 and 13, for what is sent. */
function checkRequestBody(place: string, body: Json | undefined, tell: Tell): void {
  if (body === undefined) return;
  if (blank(at(body, 'description'))) tell(place, 'request body needs a description');
  const [[type, content] = ['', null], ...others] = entries(at(body, 'content'));
  if (others.length > 0) tell(place, 'request body must have one media type');
  const example = at(content, 'example');
  if (!type.endsWith('json')) {
    if (example === undefined) tell(place, 'request body needs an example');
    return;
  }
  if (at(content, 'schema', '$ref') === undefined) {
    tell(place, 'request body must be a reference to a named component');
  }
  // Rule 13 gives the component its example; generators warn of an object as a second one.
  if (example !== undefined) tell(place, 'request body has an example beside that of its component');
}
