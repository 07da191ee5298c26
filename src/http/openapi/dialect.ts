import { arrayAt, isObject, type Json, type JsonObject } from './json.ts';

/**
 * Rewrites the schemas of zod for the document. zod writes JSON Schema 2020-12 for 3.1 and the dialect of OpenAPI 3.0 for
 * 3.0. These rules pick one form where several are possible, so that generators read the schema as people do.
 */

export type DocumentVersion = '3.1' | '3.0';

const keyOrder = ['$ref', 'type', 'format', 'nullable', 'title', 'description', 'enum', 'const', 'default'];
const componentPrefix = '#/components/schemas/';
const int32Max = 2 ** 31 - 1;

/** Marks a discriminated union with its discriminator, until all components are known and the mark can be resolved. */
export const discriminatorMark = 'x-discriminator-property';

/** Rewrites a schema and every schema inside it. */
export function settle(schema: JsonObject, version: DocumentVersion): JsonObject {
  const inner: JsonObject = {};
  for (const [key, value] of Object.entries(schema)) inner[key] = settleMember(key, value, version);
  const steps = [dropForeign, collapseNull, settleReference, settleNumber, settleConstant, settleExamples];
  return sortKeys(steps.reduce((current, step) => step(current, version), inner));
}

function settleMember(key: string, value: Json, version: DocumentVersion): Json {
  if (key === 'properties' && isObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, part]) => [name, isObject(part) ? settle(part, version) : part]),
    );
  }
  if ((key === 'items' || key === 'additionalProperties') && isObject(value)) return settle(value, version);
  if ((key === 'oneOf' || key === 'anyOf' || key === 'allOf') && Array.isArray(value)) {
    return value.map((part) => (isObject(part) ? settle(part, version) : part));
  }
  return value;
}

/**
 * Drops keywords that do not belong in the document. Without `additionalProperties: false`, responses may get new
 * properties later and break no client. A pattern beside a format adds nothing, and zod's are long.
 */
function dropForeign(schema: JsonObject, version: DocumentVersion): JsonObject {
  const { $schema, id, propertyNames, ...kept } = schema;
  if (kept.additionalProperties === false) delete kept.additionalProperties;
  const open = kept.additionalProperties;
  if (isObject(open) && Object.keys(open).length === 0) kept.additionalProperties = true;
  if (isObject(kept.properties) && Object.keys(kept.properties).length === 0) delete kept.properties;
  if (kept.format !== undefined) delete kept.pattern;
  if (version === '3.0') {
    for (const name of ['contentEncoding', 'contentMediaType', '$comment']) delete kept[name];
  }
  return kept;
}

/** Rewrites `anyOf: [scalar, null]` to `type: [scalar, "null"]`. Outer keywords win over those of the scalar. */
function collapseNull(schema: JsonObject): JsonObject {
  const { anyOf, ...around } = schema;
  if (!Array.isArray(anyOf) || anyOf.length !== 2) return schema;
  const [inner, none] = anyOf;
  if (!isObject(inner) || !isObject(none) || none.type !== 'null') return schema;
  if (typeof inner.type !== 'string' || inner.enum !== undefined) return schema;
  return { ...inner, ...around, type: [inner.type, 'null'] };
}

/**
 * Rewrites references to point at components. OpenAPI 3.0 ignores keywords beside `$ref` (§4.7.23), so that zod wraps the
 * reference in `allOf`; the wrapper stays only if it has `nullable` or a default.
 */
function settleReference(schema: JsonObject, version: DocumentVersion): JsonObject {
  if (typeof schema.$ref === 'string') {
    const { examples, example, ...kept } = schema;
    return { ...kept, $ref: componentReference(schema.$ref) };
  }
  const [only, ...others] = arrayAt(schema, 'allOf');
  if (version === '3.1' || others.length > 0 || !isObject(only) || only.$ref === undefined) return schema;
  const carries = schema.nullable !== undefined || schema.default !== undefined;
  return carries ? schema : { $ref: only.$ref };
}

function componentReference(reference: string): string {
  const name = /^#\/(?:\$defs|definitions|components\/schemas)\/(.+)$/.exec(reference)?.[1];
  if (name === undefined || name.startsWith('__')) {
    throw new Error(`A schema that contains itself needs a name: give it .meta({ id }) (${reference}).`);
  }
  return componentPrefix + name;
}

/** Returns the component that a reference names; undefined if it names none. */
export const resolve = (
  reference: Json | undefined,
  components: Readonly<Record<string, JsonObject>>,
): JsonObject | undefined =>
  typeof reference === 'string' ? components[reference.slice(componentPrefix.length)] : undefined;

const isType = (schema: JsonObject, name: string): boolean =>
  schema.type === name || arrayAt(schema, 'type').includes(name);

/** Gives every number a format, and drops the bounds ±(2^53-1) that zod gives to every integer. */
function settleNumber(schema: JsonObject): JsonObject {
  const kept = { ...schema };
  if (isType(schema, 'number')) return { ...kept, format: 'double' };
  if (!isType(schema, 'integer')) return schema;
  if (kept.minimum === Number.MIN_SAFE_INTEGER) delete kept.minimum;
  if (kept.maximum === Number.MAX_SAFE_INTEGER) delete kept.maximum;
  const { minimum, maximum } = kept;
  const narrow =
    typeof minimum === 'number' &&
    typeof maximum === 'number' &&
    minimum >= -int32Max - 1 &&
    maximum <= int32Max;
  return { ...kept, format: narrow ? 'int32' : 'int64' };
}

/** Adds `enum` beside `const`, which many generators ignore. In 3.0 there is no `const`, and zod writes none. */
function settleConstant(schema: JsonObject): JsonObject {
  return schema.const === undefined ? schema : { ...schema, enum: [schema.const] };
}

/** Rewrites `examples` to `example` for 3.0, which has only that. */
function settleExamples(schema: JsonObject, version: DocumentVersion): JsonObject {
  if (version === '3.1' || schema.examples === undefined) return schema;
  const { examples, ...kept } = schema;
  const [first] = Array.isArray(examples) ? examples : [];
  return first === undefined ? kept : { ...kept, example: first };
}

function sortKeys(schema: JsonObject): JsonObject {
  const rank = (key: string) => (keyOrder.includes(key) ? keyOrder.indexOf(key) : keyOrder.length);
  return Object.fromEntries(Object.entries(schema).sort(([a], [b]) => rank(a) - rank(b)));
}
