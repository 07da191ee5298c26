import { escapeHtml } from '../../domain/html.ts';
import { arrayAt, isObject, type Json, type JsonObject, objectAt } from '../openapi/json.ts';
import { code, example, heading, inline, prose, stringAt } from './markup.ts';

/** Renders the schemas of the OpenAPI document. */

/** Returns the type of a value in words: `list of Event`, `string or null`. Named types are links. */
export function typeWords(schema: JsonObject): string {
  const reference = stringAt(schema, '$ref').split('/').at(-1) ?? '';
  if (reference !== '') return `<a href="#${reference}">${reference}</a>`;
  const alternatives = [...arrayAt(schema, 'anyOf'), ...arrayAt(schema, 'oneOf')].filter(isObject);
  if (alternatives.length > 0) return alternatives.map(typeWords).join(' or ');
  if (schema.const !== undefined) return code(JSON.stringify(schema.const));
  const types = [schema.type ?? []].flat().filter((type) => typeof type === 'string');
  return types.map((type) => oneType(type, schema)).join(' or ') || 'any value';
}

function oneType(type: string, schema: JsonObject): string {
  if (type === 'array') return `list of ${typeWords(objectAt(schema, 'items'))}`;
  if (type === 'object' && isObject(schema.additionalProperties) && schema.properties === undefined)
    return `object with ${typeWords(schema.additionalProperties)} by key`;
  return type === 'string' && schema.format === 'date-time' ? 'date-time' : type;
}

/** Returns the limits of a value as a line, such as `1 to 200 characters`; empty if it has none. */
export function limitWords(schema: JsonObject): string {
  const { minimum, maximum, minLength, maxLength, minItems, maxItems } = schema;
  const told = [
    between(minimum, maximum, ''),
    between(minLength, maxLength, ' characters'),
    between(minItems, maxItems, ' values'),
    schema.default === undefined ? '' : `default ${code(String(schema.default))}`,
  ].filter((words) => words !== '');
  return told.length > 0 ? `<small>${told.join(', ')}</small>` : '';
}

function between(low: Json | undefined, high: Json | undefined, unit: string): string {
  if (low === undefined) return high === undefined ? '' : `at most ${high}${unit}`;
  return high === undefined ? `at least ${low}${unit}` : `${low} to ${high}${unit}`;
}

/** Returns the values of an enumeration, unless its description already lists them with their meanings. */
function enumHtml(schema: JsonObject): string {
  const description = stringAt(schema, 'description');
  const values = arrayAt(schema, 'enum').map(String);
  const left = values.filter((value) => !description.includes(`\`${value}\``));
  return left.length > 0 ? `<p>One of ${values.map(code).join(', ')}.</p>` : '';
}

/** Returns the members of an object as a list of terms. */
function membersHtml(name: string, schema: JsonObject, schemas: JsonObject): string {
  const required = new Set(arrayAt(schema, 'required'));
  const members = Object.entries(objectAt(schema, 'properties')).map(([member, value]) => {
    if (!isObject(value)) return '';
    const absent = required.has(member) ? '' : ' <small>may be absent</small>';
    return `<dt id="${name}.${member}">${code(member)} <span class="type">${typeWords(value)}</span>${absent}</dt>
<dd>${inline(value.description ?? lead(value, schemas))} ${limitWords(value)}</dd>`;
  });
  return members.length > 0 ? `<dl class="members">\n${members.join('\n')}\n</dl>` : '';
}

/** Returns the first paragraph about the type that a member has; the other paragraphs stand at the type. */
const lead = (member: JsonObject, schemas: JsonObject): string =>
  stringAt(namedType(member, schemas), 'description').split('\n\n')[0] ?? '';

/** Returns the schema that a reference names; an empty one for a schema that is not a reference. */
export const namedType = (schema: JsonObject, schemas: JsonObject): JsonObject =>
  objectAt(schemas, stringAt(schema, '$ref').split('/').at(-1) ?? '');

/** Renders a named type. Its address is `#Event`, that of a member `#Event.title`. */
export function typeHtml(name: string, schema: JsonObject, schemas: JsonObject): string {
  const kind = schema.properties === undefined && schema.enum === undefined ? typeWords(schema) : '';
  const [shown] = arrayAt(schema, 'examples');
  return `<section class="type-of" id="${escapeHtml(name)}">
${heading(3, name, escapeHtml(name))}
${prose(schema.description)}
${kind === 'object' || kind === '' ? '' : `<p class="type">${kind}</p>`}
${enumHtml(schema)}
${membersHtml(name, schema, schemas)}
${shown === undefined || schema.enum !== undefined ? '' : `<details><summary>Example</summary>${example(shown)}</details>`}
</section>`;
}
