import { isObject, type Json, type JsonObject } from '../../../../src/http/openapi/json.ts';

/** Reads the parts of a document that the rules check. */

/** Tells a violation: where, and what to mend. */
export type Tell = (place: string, what: string) => void;
export type Operation = { path: string; method: string; operation: JsonObject };

export const at = (value: Json | undefined, ...names: string[]): Json | undefined =>
  names.reduce<Json | undefined>((current, name) => (isObject(current) ? current[name] : undefined), value);
export const entries = (value: Json | undefined): [string, Json][] =>
  isObject(value) ? Object.entries(value) : [];
export const items = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);
export const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** Returns true if a text is missing or blank. */
export const blank = (value: Json | undefined): boolean => text(value).trim() === '';

const units =
  /\b(how many|number of|version|offset|points?|paragraph|degrees|kilomet(re|er)s|met(re|er)s|grams?|seconds|bytes|characters|unit|status code|count(s|ed)?|figure|at (least|most) so many|place of|0 to 1)\b/i;

/** Returns true if a description says what its number counts or measures, or if the schema is no number. */
export function statesUnit(description: Json | undefined, schema: Json | undefined): boolean {
  const types = [at(schema, 'type')].flat().map((type) => text(type));
  return !(types.includes('integer') || types.includes('number')) || units.test(text(description));
}

/** Every operation, with its path and its method in lower case. */
export function operationsOf(document: JsonObject): Operation[] {
  return entries(document.paths).flatMap(([path, item]) =>
    entries(item).flatMap(([method, operation]) =>
      isObject(operation) ? [{ path, method, operation }] : [],
    ),
  );
}

/** Place of a schema: the root of a component, of a body or parameter, or inside another. */
export type Position = 'component' | 'inside';

/** Every schema of a document, those inside others too, each with where it stands. */
export function schemasOf(document: JsonObject): [string, JsonObject, Position][] {
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
