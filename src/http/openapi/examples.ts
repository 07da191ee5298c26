import { type DocumentVersion, resolve } from './dialect.ts';
import { arrayAt, isObject, type Json, type JsonObject, objectAt } from './json.ts';

/** Composes examples for schemas that have none of their own, from the examples of their parts. */

type Components = Record<string, JsonObject>;

/** Gives an example to every component that has none, if all of its required parts have one. */
export function composeExamples(components: Components, version: DocumentVersion): void {
  const composed = Object.values(components).map((schema) => ({
    schema,
    example: ownExample(schema) === undefined ? exampleOf(schema, components) : undefined,
  }));
  for (const { schema, example } of composed) {
    if (example === undefined) continue;
    if (version === '3.1') schema.examples = [example];
    else schema.example = example;
  }
  if (version === '3.1') return;
  for (const schema of Object.values(components)) {
    if (schema.example !== undefined) schema.example = withoutNulls(schema.example, schema, components);
  }
}

/**
 * Returns an example without null for references, as 3.0 needs it. There a reference beside `nullable` still forbids null
 * to a strict reader (clarified in OpenAPI 3.0.3), so that the example has a value instead.
 */
export function withoutNulls(example: Json, schema: JsonObject, components: Components): Json {
  if (example === null) {
    const shown = schema.allOf === undefined ? undefined : exampleOf(schema, components);
    return shown === undefined || shown === null ? null : withoutNulls(shown, schema, components);
  }
  const [only] = arrayAt(schema, 'allOf');
  const reference = schema.$ref ?? (isObject(only) ? only.$ref : undefined);
  const target = resolve(reference, components);
  if (target !== undefined) return withoutNulls(example, target, components);
  if (Array.isArray(example)) {
    return example.map((item) => withoutNulls(item, objectAt(schema, 'items'), components));
  }
  if (!isObject(example)) return example;
  const option = optionFor(example, schema, components);
  if (option !== undefined) return withoutNulls(example, option, components);
  const properties = objectAt(schema, 'properties');
  const others = objectAt(schema, 'additionalProperties');
  return Object.fromEntries(
    Object.entries(example).map(([name, value]) => {
      const part = properties[name] ?? others;
      return [name, isObject(part) ? withoutNulls(value, part, components) : value];
    }),
  );
}

/** Picks the option of a discriminated union that a value follows. */
function optionFor(example: JsonObject, schema: JsonObject, components: Components): JsonObject | undefined {
  const { propertyName, mapping } = objectAt(schema, 'discriminator');
  if (typeof propertyName !== 'string' || !isObject(mapping)) return undefined;
  return resolve(mapping[String(example[propertyName])], components);
}

function ownExample(schema: JsonObject): Json | undefined {
  return schema.example ?? arrayAt(schema, 'examples')[0];
}

/** Returns a value that fits a schema; undefined if a required part has no example and its type gives none. */
export function exampleOf(
  schema: JsonObject,
  components: Components,
  within: readonly string[] = [],
): Json | undefined {
  const own = ownExample(schema);
  if (own !== undefined) return own;
  if (typeof schema.$ref === 'string') return exampleOfReference(schema.$ref, components, within);
  const fixed = schema.const ?? schema.default ?? arrayAt(schema, 'enum')[0];
  if (fixed !== undefined && fixed !== null) return fixed;
  for (const option of ['oneOf', 'anyOf', 'allOf'].flatMap((key) => arrayAt(schema, key))) {
    const example = isObject(option) ? exampleOf(option, components, within) : undefined;
    if (example !== undefined) return example;
  }
  return exampleOfType(schema, components, within);
}

function exampleOfReference(
  reference: string,
  components: Components,
  within: readonly string[],
): Json | undefined {
  const target = resolve(reference, components);
  if (target === undefined || within.includes(reference)) return undefined;
  return exampleOf(target, components, [...within, reference]);
}

function exampleOfType(
  schema: JsonObject,
  components: Components,
  within: readonly string[],
): Json | undefined {
  const types = typeof schema.type === 'string' ? [schema.type] : arrayAt(schema, 'type');
  const minimum = schema.minimum;
  if (types.includes('boolean')) return false;
  if (types.includes('integer') || types.includes('number')) return typeof minimum === 'number' ? minimum : 1;
  if (types.includes('array')) {
    const items = exampleOf(objectAt(schema, 'items'), components, within);
    return items === undefined ? emptyArray(schema) : [items];
  }
  if (types.includes('object')) return exampleOfObject(schema, components, within);
  if (schema.format === 'date-time') return '2024-03-22T17:00:00Z';
  if (schema.format === 'uri') return 'https://example.org/';
  return types.includes('null') || schema.nullable === true ? null : undefined;
}

const emptyArray = (schema: JsonObject): Json | undefined => (schema.minItems === undefined ? [] : undefined);

function exampleOfObject(
  schema: JsonObject,
  components: Components,
  within: readonly string[],
): Json | undefined {
  const required = arrayAt(schema, 'required');
  const example: JsonObject = {};
  for (const [name, part] of Object.entries(objectAt(schema, 'properties'))) {
    const value = isObject(part) ? exampleOf(part, components, within) : undefined;
    if (value !== undefined) example[name] = value;
    else if (required.includes(name)) return undefined;
  }
  return example;
}
