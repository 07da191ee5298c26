import { z } from 'zod';
import { type DocumentVersion, discriminatorMark, resolve, settle } from './dialect.ts';
import { composeExamples } from './examples.ts';
import { arrayAt, asJson, isObject, type Json, type JsonObject, objectAt } from './json.ts';

/**
 * Converts zod schemas to named components of the document. One conversion covers all schemas of one direction: zod then
 * writes each schema with an id once, as a definition, and refers to it everywhere else.
 */

export type Roots = Record<string, z.ZodType>;

/** Examples by the name of their component, such as `Event`. */
export type Examples = Readonly<Record<string, unknown>>;

/** The schema of each root, and the names of the roots that are required. */
type Converted = { roots: Record<string, JsonObject>; required: ReadonlySet<string> };

export type Conversion = { input: Converted; output: Converted; components: Record<string, JsonObject> };

/**
 * Converts the schemas of requests (`input`) and responses (`output`).
 * @throws Error that names every schema that has no id or no description, or differs between the two directions
 */
export function convertSchemas(
  input: Roots,
  output: Roots,
  version: DocumentVersion,
  examples: Examples = {},
): Conversion {
  const requests = convert(input, 'input', version, examples);
  const responses = convert(output, 'output', version, examples);
  const faults: string[] = [];
  for (const [name, schema] of Object.entries(requests.components)) {
    const other = responses.components[name];
    if (other !== undefined && JSON.stringify(other) !== JSON.stringify(schema)) {
      faults.push(
        `Component ${name} differs between requests and responses: give each direction its own schema.`,
      );
    }
  }
  const components = sortByName({ ...requests.components, ...responses.components });
  for (const schema of Object.values(components)) {
    resolveDiscriminators(schema, components, faults);
    if (version === '3.0') typeNullables(schema, components);
  }
  for (const [name, schema] of Object.entries(components)) {
    findAnonymous(schema, name, faults);
    findUndescribed(schema, name, faults);
  }
  for (const converted of [requests, responses]) {
    for (const [name, schema] of Object.entries(converted.roots))
      findAnonymous({ root: schema }, name, faults);
  }
  if (faults.length > 0) throw new Error(`The OpenAPI document cannot be built:\n- ${faults.join('\n- ')}`);
  composeExamples(components, version);
  return { input: requests, output: responses, components };
}

function convert(roots: Roots, io: 'input' | 'output', version: DocumentVersion, examples: Examples) {
  // The result of zod also has functions.
  const whole = asJson(
    z.toJSONSchema(z.object(roots), {
      io,
      target: version === '3.1' ? 'draft-2020-12' : 'openapi-3.0',
      unrepresentable: 'throw',
      cycles: 'ref',
      reused: 'inline',
      override: ({ zodSchema, jsonSchema }) => {
        if (zodSchema instanceof z.ZodDiscriminatedUnion) {
          Object.assign(jsonSchema, { [discriminatorMark]: zodSchema.def.discriminator });
        }
        const example = examples[jsonSchema.id ?? ''];
        if (example !== undefined) Object.assign(jsonSchema, { examples: [example] });
      },
    }),
  );
  if (!isObject(whole)) throw new Error('zod gave no JSON Schema');
  const definitions = objectAt(whole, version === '3.1' ? '$defs' : 'definitions');
  const settledRoots = settleAll(objectAt(whole, 'properties'), version);
  // Generators that read 3.0 make a type of every text with limits, parameters included.
  if (io === 'input' && version === '3.0')
    for (const root of Object.values(settledRoots)) loosen(root, textLimits);
  return {
    roots: settledRoots,
    required: new Set(arrayAt(whole, 'required').filter((name) => typeof name === 'string')),
    components: io === 'output' ? loosened(settleAll(definitions, version)) : settleAll(definitions, version),
  };
}

/**
 * Removes limits from the properties of responses, since their descriptions already have them. A limit that is raised
 * later would break clients that check it, and some generators make a badly named type of every text with limits. A
 * component that is a text itself keeps its limits.
 */
function loosened(components: Record<string, JsonObject>): Record<string, JsonObject> {
  for (const component of Object.values(components)) {
    for (const property of Object.values(objectAt(component, 'properties'))) loosen(property);
  }
  return components;
}

const textLimits = ['minLength', 'maxLength', 'pattern'];
const limits = [...textLimits, 'minItems', 'maxItems', 'maximum'];

function loosen(schema: Json, keywords = limits): void {
  if (!isObject(schema)) return;
  for (const keyword of keywords) delete schema[keyword];
  // A minimum of 1 makes types that cannot hold 0, such as NonZero in Rust, which is of no use to a reader.
  if (keywords === limits && typeof schema.minimum === 'number' && schema.minimum > 0) schema.minimum = 0;
  loosen(schema.items ?? null, keywords);
}

function settleAll(schemas: JsonObject, version: DocumentVersion): Record<string, JsonObject> {
  const settled: Record<string, JsonObject> = {};
  for (const [name, schema] of Object.entries(schemas)) {
    if (isObject(schema)) settled[name] = settle(schema, version);
  }
  return settled;
}

function sortByName(components: Record<string, JsonObject>): Record<string, JsonObject> {
  return Object.fromEntries(Object.entries(components).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Turns the mark of a discriminated union into `discriminator`, with a mapping from each value to its option. */
function resolveDiscriminators(schema: Json, components: Record<string, JsonObject>, faults: string[]): void {
  if (Array.isArray(schema)) {
    for (const part of schema) resolveDiscriminators(part, components, faults);
    return;
  }
  if (!isObject(schema)) return;
  const propertyName = schema[discriminatorMark];
  if (typeof propertyName === 'string') {
    delete schema[discriminatorMark];
    const mapping: JsonObject = {};
    for (const option of [...arrayAt(schema, 'oneOf'), ...arrayAt(schema, 'anyOf')]) {
      const reference = isObject(option) ? option.$ref : undefined;
      const target = resolve(reference, components);
      if (target === undefined || reference === undefined) {
        faults.push(
          `An option of the union told apart by ${propertyName} is anonymous: give it .meta({ id }).`,
        );
        continue;
      }
      const property = objectAt(objectAt(target, 'properties'), propertyName);
      const values = arrayAt(resolve(property.$ref, components) ?? property, 'enum');
      for (const value of values) mapping[String(value)] = reference;
    }
    schema.discriminator = { propertyName, mapping };
  }
  for (const part of Object.values(schema)) resolveDiscriminators(part, components, faults);
}

/** Gives a nullable reference the type of its target: in 3.0 `nullable` has no effect without `type` (§4.7.24.1). */
function typeNullables(schema: Json, components: Record<string, JsonObject>): void {
  if (Array.isArray(schema)) for (const part of schema) typeNullables(part, components);
  if (!isObject(schema)) return;
  const [only] = arrayAt(schema, 'allOf');
  if (schema.nullable === true && schema.type === undefined && isObject(only)) {
    schema.type = resolve(only.$ref, components)?.type ?? 'object';
  }
  for (const part of Object.values(schema)) typeNullables(part, components);
}

/** Finds objects and enums without an id. Generators would make up a name for them from their position. */
function findAnonymous(component: JsonObject, name: string, faults: string[]): void {
  const visit = (value: Json, where: string, isSchema: boolean): void => {
    if (Array.isArray(value)) {
      for (const [index, part] of value.entries()) visit(part, `${where}[${index}]`, isSchema);
      return;
    }
    if (!isObject(value)) return;
    if (isSchema && isAnonymous(value)) {
      const what = value.enum === undefined ? 'object' : 'enum';
      faults.push(`${where} is an anonymous ${what}: give its schema .meta({ id, description }).`);
    }
    for (const [key, part] of Object.entries(value)) {
      if (key === 'properties' && isObject(part)) {
        for (const [property, sub] of Object.entries(part)) visit(sub, `${where}.${property}`, true);
      } else if (['items', 'additionalProperties', 'oneOf', 'anyOf', 'allOf', 'root'].includes(key)) {
        visit(part, key === 'root' ? where : `${where}.${key}`, true);
      }
    }
  };
  visit(component, name, false);
}

/** Finds components and properties without a description. A property that refers to a component needs none. */
function findUndescribed(component: JsonObject, name: string, faults: string[]): void {
  const isDescribed = (schema: JsonObject) =>
    typeof schema.description === 'string' && schema.description !== '';
  if (!isDescribed(component)) faults.push(`${name} needs a description: .meta({ description }).`);
  for (const [property, part] of Object.entries(objectAt(component, 'properties'))) {
    const refers = JSON.stringify(part).includes('"$ref"');
    if (isObject(part) && !isDescribed(part) && !refers)
      faults.push(`${name}.${property} needs a description.`);
  }
}

function isAnonymous(schema: JsonObject): boolean {
  const type = schema.type;
  const object = type === 'object' || (Array.isArray(type) && type.includes('object'));
  // In 3.0 the schema around a nullable reference repeats the type of a component, which has a name.
  if (schema.allOf !== undefined) return false;
  return object || schema.oneOf !== undefined || arrayAt(schema, 'enum').length > 1;
}
