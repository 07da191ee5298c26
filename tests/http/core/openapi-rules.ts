import { Ajv2020 } from 'ajv/dist/2020.js';
import { exampleOf } from '../../../src/http/openapi/examples.ts';
import { isObject, type Json, type JsonObject } from '../../../src/http/openapi/json.ts';

/**
 * The rules that an OpenAPI document of ours keeps so that generators write good clients from it. Each violation
 * says where, and what to mend.
 */

type Tell = (place: string, what: string) => void;
type Operation = { path: string; method: string; operation: JsonObject };

const at = (value: Json | undefined, ...names: string[]): Json | undefined =>
  names.reduce<Json | undefined>((current, name) => (isObject(current) ? current[name] : undefined), value);
const entries = (value: Json | undefined): [string, Json][] => (isObject(value) ? Object.entries(value) : []);
const items = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);
const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** Checks a document of either version; gives one line for each violation, none if all is well. */
export function checkDocument(document: JsonObject): string[] {
  const violations: string[] = [];
  const tell: Tell = (place, what) => violations.push(`${place}: ${what}`);
  const v30 = text(document.openapi).startsWith('3.0');
  checkHead(document, tell);
  const operations = operationsOf(document);
  checkNames(operations, tell);
  for (const each of operations) checkOperation(document, each, v30, tell);
  checkComponents(document, v30, tell);
  for (const [place, schema, position] of schemasOf(document))
    checkSchema(place, schema, position, v30, tell);
  checkReferences(document, tell);
  if (!v30) checkExamples(document, tell);
  return violations;
}

function operationsOf(document: JsonObject): Operation[] {
  return entries(document.paths).flatMap(([path, item]) =>
    entries(item).flatMap(([method, operation]) =>
      isObject(operation) ? [{ path, method, operation }] : [],
    ),
  );
}

/** Rule 15, and the tags of rule 3. */
function checkHead(document: JsonObject, tell: Tell): void {
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
  if (document.security === undefined) tell('security', 'must be stated, if only as an empty list');
  const names = items(document.tags).map((tag) => text(at(tag, 'name')));
  if (names.join() !== [...names].sort().join()) tell('tags', 'must be in alphabetical order');
  for (const tag of items(document.tags)) {
    if (text(at(tag, 'description')) === '') tell(`tag ${text(at(tag, 'name'))}`, 'needs a description');
  }
}

/** Rule 2. */
function checkNames(operations: readonly Operation[], tell: Tell): void {
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
function checkOperation(
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
    if (text(operation[name]) === '') tell(place, `needs a ${name}`);
  }
  if (text(operation.summary).endsWith('.')) tell(place, 'summary must not end in a full stop');
  checkParameters(place, path, operation, tell);
  const responses = entries(operation.responses);
  for (const [status, response] of responses)
    checkResponse(`${place}.${status}`, status, response, method, tell);
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

function checkParameters(place: string, path: string, operation: JsonObject, tell: Tell): void {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
  const declared = items(operation.parameters)
    .filter((each) => at(each, 'in') === 'path')
    .map((each) => at(each, 'name'));
  if (inPath.join() !== declared.join()) tell(place, `path parameters ${inPath} are declared as ${declared}`);
  for (const parameter of items(operation.parameters)) {
    const name = text(at(parameter, 'name'));
    if (!/^[a-z][A-Za-z0-9]*$/.test(name)) tell(`${place}.${name}`, 'parameter must be camelCase');
    if (text(at(parameter, 'description')) === '') tell(`${place}.${name}`, 'parameter needs a description');
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
    return;
  }
  const [[type, content] = ['', null], ...others] = media;
  if (others.length > 0) tell(place, 'must have one media type');
  const reference = text(at(content, 'schema', '$ref'));
  const json = type.endsWith('json');
  if (json && reference === '') tell(place, 'body must be a reference to a named component');
  if (/^[45]/.test(status)) {
    if (type !== 'application/problem+json' || reference !== '#/components/schemas/Problem') {
      tell(place, 'error must be a Problem in application/problem+json');
    }
    if (!/`[a-z_]+`: /.test(text(at(response, 'description'))))
      tell(place, 'must list the codes it can carry');
    return;
  }
  if (method === 'get' && at(response, 'headers', 'ETag') === undefined)
    tell(place, 'GET needs an ETag header');
  if (json && at(content, 'example') === undefined) tell(place, 'needs an example');
  if (/Page$/.test(reference) && at(response, 'headers', 'Link') === undefined)
    tell(place, 'a list needs a Link header');
}

/** Rules 4, 8, 9 and 13, and whether enum values stay distinct as identifiers of every language. */
function checkComponents(document: JsonObject, v30: boolean, tell: Tell): void {
  const whole = JSON.stringify(document);
  for (const [name, schema] of entries(at(document, 'components', 'schemas'))) {
    const place = `components.${name}`;
    if (!/^[A-Z][A-Za-z0-9]*$/.test(name)) tell(place, 'name must be PascalCase');
    if (!whole.includes(`"#/components/schemas/${name}"`)) tell(place, 'is used nowhere');
    if (text(at(schema, 'description')) === '') tell(place, 'needs a description: .meta({ description })');
    if (at(schema, v30 ? 'example' : 'examples') === undefined) {
      const lacking = withoutExample(document, schema).join(', ');
      tell(
        place,
        `has no example: give it .meta({ examples }), or what keeps one from being composed: ${lacking}`,
      );
    }
    const identifiers = new Map<string, string>();
    for (const value of items(at(schema, 'enum')).map(String)) {
      const identifier = value.replaceAll(/[^A-Za-z0-9]/g, '').toLowerCase();
      const other = identifiers.get(identifier);
      if (other !== undefined) tell(place, `values ${other} and ${value} become one identifier`);
      if (!/^[A-Za-z]/.test(value)) tell(place, `value ${value} must begin with a letter`);
      identifiers.set(identifier, value);
    }
    for (const [property, part] of entries(at(schema, 'properties'))) {
      if (!/^[a-z][A-Za-z0-9]*$/.test(property)) tell(`${place}.${property}`, 'property must be camelCase');
      const reference =
        at(part, '$ref') ??
        at(items(at(part, 'allOf'))[0], '$ref') ??
        at(items(at(part, 'anyOf'))[0], '$ref');
      if (text(at(part, 'description')) === '' && reference === undefined) {
        tell(`${place}.${property}`, 'property needs a description');
      }
    }
  }
}

/** The required properties of a component that have no example of their own; the component itself if it is no object. */
function withoutExample(document: JsonObject, schema: Json): string[] {
  const schemas = at(document, 'components', 'schemas');
  const components: Record<string, JsonObject> = {};
  for (const [name, each] of entries(schemas)) if (isObject(each)) components[name] = each;
  const lacking = items(at(schema, 'required'))
    .map(text)
    .filter((name) => {
      const part = at(schema, 'properties', name);
      return isObject(part) && exampleOf(part, components) === undefined;
    });
  return lacking.length > 0 ? lacking : ['itself'];
}

/** Where a schema stands: the root of a component, of a body or parameter, or inside another. */
type Position = 'component' | 'inside';

function schemasOf(document: JsonObject): [string, JsonObject, Position][] {
  const found: [string, JsonObject, Position][] = [];
  const collect = (place: string, schema: Json, position: Position): void => {
    if (!isObject(schema)) return;
    found.push([place, schema, position]);
    for (const [name, part] of entries(schema.properties)) collect(`${place}.${name}`, part, 'inside');
    for (const key of ['oneOf', 'anyOf', 'allOf']) {
      for (const [index, part] of items(schema[key]).entries())
        collect(`${place}.${key}[${index}]`, part, 'inside');
    }
    for (const key of ['items', 'additionalProperties', 'not']) {
      const part = schema[key];
      if (part !== undefined) collect(`${place}.${key}`, part, 'inside');
    }
  };
  const visit = (value: Json, place: string): void => {
    if (Array.isArray(value)) for (const [index, part] of value.entries()) visit(part, `${place}[${index}]`);
    if (!isObject(value)) return;
    for (const [key, part] of Object.entries(value)) {
      if (key === 'schema') collect(place, part, 'inside');
      else if (key !== 'example' && key !== 'examples') visit(part, `${place}.${key}`);
    }
  };
  for (const [name, schema] of entries(at(document, 'components', 'schemas')))
    collect(name, schema, 'component');
  for (const each of operationsOf(document)) visit(each.operation, text(each.operation.operationId));
  return found;
}

const foreignIn30 = [
  'const',
  'examples',
  'propertyNames',
  '$defs',
  'patternProperties',
  'contentEncoding',
  'prefixItems',
  '$comment',
  'if',
];

/** Rules 8 to 12, and 14. */
function checkSchema(place: string, schema: JsonObject, position: Position, v30: boolean, tell: Tell): void {
  const types = typeof schema.type === 'string' ? [schema.type] : items(schema.type).map(text);
  if (position === 'inside') {
    const wraps = v30 && schema.allOf !== undefined;
    if (types.includes('object') && !wraps) tell(place, 'anonymous object: give its schema .meta({ id })');
    if (items(schema.enum).length > 1) tell(place, 'anonymous enum: give its schema .meta({ id })');
  }
  checkUnions(place, schema, v30, tell);
  if (types.includes('integer') && !['int32', 'int64'].includes(text(schema.format)))
    tell(place, 'integer needs a width');
  if (types.includes('number') && schema.format !== 'double') tell(place, 'number needs format double');
  if (/At$/.test(place) && types.includes('string') && schema.format !== 'date-time')
    tell(place, '*At must be date-time');
  if (schema.additionalProperties === false) tell(place, 'must be open to new properties');
  for (const name of ['readOnly', 'writeOnly'])
    if (schema[name] !== undefined) tell(place, `must not be ${name}`);
  if (text(schema.pattern).length > 80) tell(place, 'has a pattern of more than 80 characters');
  if (schema.const !== undefined && schema.enum === undefined)
    tell(place, 'const needs a one-value enum beside it');
  if (Object.keys(schema).some((key) => key.startsWith('x-'))) tell(place, 'has an extension left in it');
  if (!v30) {
    if (schema.nullable !== undefined || schema.example !== undefined) tell(place, 'has a keyword of 3.0');
    return;
  }
  for (const name of foreignIn30) if (schema[name] !== undefined) tell(place, `${name} is foreign to 3.0`);
  if (Array.isArray(schema.type) || types.includes('null')) tell(place, 'type must be one name in 3.0');
  if (schema.$ref !== undefined && Object.keys(schema).length > 1)
    tell(place, '$ref must stand alone in 3.0');
}

function checkUnions(place: string, schema: JsonObject, v30: boolean, tell: Tell): void {
  if (schema.oneOf !== undefined) {
    const mapped = new Set(entries(at(schema, 'discriminator', 'mapping')).map(([, target]) => target));
    const options = items(schema.oneOf).map((option) => at(option, '$ref'));
    if (
      text(at(schema, 'discriminator', 'propertyName')) === '' ||
      !options.every((each) => each !== undefined && mapped.has(each))
    ) {
      tell(place, 'oneOf needs a discriminator whose mapping has every option');
    }
  }
  const anyOf = items(schema.anyOf);
  const optional =
    anyOf.length === 2 && at(anyOf[0], '$ref') !== undefined && at(anyOf[1], 'type') === 'null';
  if (schema.anyOf !== undefined && (v30 || !optional))
    tell(place, 'anyOf only for [reference, null], and not in 3.0');
  if (schema.allOf !== undefined && (!v30 || items(schema.allOf).length !== 1)) {
    tell(place, 'allOf only around one reference in 3.0');
  }
}

function checkReferences(document: JsonObject, tell: Tell): void {
  for (const [, reference] of JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)) {
    const names = (reference ?? '').slice(2).split('/');
    if (at(document, ...names) === undefined) tell(reference ?? '', 'refers to nothing');
  }
}

/** Rule 13: examples fit their schemas, with no property that the schema does not have. */
function checkExamples(document: JsonObject, tell: Tell): void {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  const schemas = at(document, 'components', 'schemas') ?? {};
  ajv.addSchema({ $id: 'doc', components: { schemas: closed(schemas) } });
  const check = (place: string, schema: Json, example: Json): void => {
    const rooted: Json = JSON.parse(
      JSON.stringify(closed(schema)).replaceAll('"#/components/', '"doc#/components/'),
    );
    const validate = ajv.compile(isObject(rooted) ? rooted : {});
    if (!validate(example)) tell(place, `example does not fit: ${ajv.errorsText(validate.errors)}`);
  };
  for (const [name, schema] of entries(schemas)) {
    const reference = { $ref: `#/components/schemas/${name}` };
    for (const example of items(at(schema, 'examples'))) check(`components.${name}`, reference, example);
  }
  for (const [place, schema] of schemasOf(document)) {
    for (const example of items(schema.examples)) {
      const { examples, ...rest } = schema;
      check(place, rest, example);
    }
  }
  for (const { operation } of operationsOf(document)) {
    for (const [status, response] of entries(operation.responses)) {
      for (const [, media] of entries(at(response, 'content'))) {
        const [schema, example] = [at(media, 'schema'), at(media, 'example')];
        if (schema !== undefined && example !== undefined)
          check(`${text(operation.operationId)}.${status}`, schema, example);
      }
    }
  }
}

/** Objects with listed properties closed, so that an example with a misspelt property shows. */
function closed(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(closed);
  if (!isObject(schema)) return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  const listed = isObject(copy.properties) && copy.type === 'object';
  return listed && copy.additionalProperties === undefined ? { ...copy, additionalProperties: false } : copy;
}
