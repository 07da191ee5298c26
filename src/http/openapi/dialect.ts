import { arrayAt, isObject, type Json, type JsonObject } from './json.ts';

/**
 * The form of one schema in the document. zod writes JSON Schema 2020-12 for 3.1 and the OpenAPI 3.0 dialect for
 * 3.0; this settles what it leaves open, so that generators read the schema as people do.
 */

export type DocumentVersion = '3.1' | '3.0';

const keyOrder = ['$ref', 'type', 'format', 'nullable', 'title', 'description', 'enum', 'const', 'default'];
const int32Max = 2 ** 31 - 1;

/** zod's keyword for where a union's options are told apart; resolved once all components are known. */
export const discriminatorMark = 'x-discriminator-property';

/** Rewrites a schema, and all inside it, for the document. */
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
 * Answers stay open to new properties, so that adding one breaks no client: no `additionalProperties: false`.
 * Where a format says it, zod's pattern for it (up to 400 characters) says nothing more.
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

/** `anyOf [scalar, null]` becomes `type: [scalar, "null"]`; what stands around it wins over what stands inside. */
function collapseNull(schema: JsonObject): JsonObject {
  const { anyOf, ...around } = schema;
  if (!Array.isArray(anyOf) || anyOf.length !== 2) return schema;
  const [inner, none] = anyOf;
  if (!isObject(inner) || !isObject(none) || none.type !== 'null') return schema;
  if (typeof inner.type !== 'string' || inner.enum !== undefined) return schema;
  return { ...inner, ...around, type: [inner.type, 'null'] };
}

/**
 * References point at components. 3.0 ignores what stands beside `$ref` (§4.7.23), so there zod wraps it in `allOf`;
 * the wrapper is kept only where it carries `nullable` or a default.
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
  return `#/components/schemas/${name}`;
}

const isType = (schema: JsonObject, name: string): boolean =>
  schema.type === name || arrayAt(schema, 'type').includes(name);

/** Every number has a width; the bounds that zod gives all integers (±(2^53-1)) are no bounds of ours. */
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

/** Many generators read `enum` and overlook `const`; 3.0 has no `const`, and zod writes none there. */
function settleConstant(schema: JsonObject): JsonObject {
  return schema.const === undefined ? schema : { ...schema, enum: [schema.const] };
}

/** 3.0 knows `example`, not `examples`. */
function settleExamples(schema: JsonObject, version: DocumentVersion): JsonObject {
  if (version === '3.1' || schema.examples === undefined) return schema;
  const { examples, ...kept } = schema;
  const [first] = Array.isArray(examples) ? examples : [];
  return first === undefined ? kept : { ...kept, example: first };
}

function sortKeys(schema: JsonObject): JsonObject {
  const rank = (key: string) => (keyOrder.includes(key) ? keyOrder.indexOf(key) : keyOrder.length);
  const keys = Object.keys(schema);
  return Object.fromEntries(
    keys
      .map((key, index) => ({ key, index }))
      .sort((a, b) => rank(a.key) - rank(b.key) || a.index - b.index)
      .map(({ key }) => [key, schema[key] ?? null]),
  );
}
