import type { JsonObject } from '../../../../src/http/openapi/json.ts';
import { at, entries, items, type Position, type Tell, text } from './reading.ts';

/** Rules 8 to 12 and 14: each schema by itself. */

/** The keywords that a schema may have in 3.0 (§4.7.24). */
const keywordsOf30 = new Set(
  [
    'title multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern maxItems',
    'minItems uniqueItems maxProperties minProperties required enum type allOf oneOf anyOf not items properties',
    'additionalProperties description format default nullable discriminator readOnly writeOnly xml externalDocs',
    'example deprecated $ref',
  ].flatMap((line) => line.split(' ')),
);

/** Rules 8 to 12, and 14. */
export function checkSchema(
  place: string,
  schema: JsonObject,
  position: Position,
  v30: boolean,
  tell: Tell,
): void {
  const types = typeof schema.type === 'string' ? [schema.type] : items(schema.type).map(text);
  if (position === 'inside') {
    const wraps = v30 && schema.allOf !== undefined;
    if (types.includes('object') && !wraps) tell(place, 'anonymous object: give its schema .meta({ id })');
    if (items(schema.enum).length > 1) tell(place, 'anonymous enum: give its schema .meta({ id })');
  }
  checkUnions(place, schema, v30, tell);
  checkEdtf(place, schema, position, tell);
  if (Array.isArray(schema.type) && (types.length !== 2 || types[1] !== 'null')) {
    tell(place, 'type must be one name, or one and "null"');
  }
  checkScalar(place, schema, types, tell);
  if (schema.additionalProperties === false) tell(place, 'must be open to new properties');
  for (const name of ['readOnly', 'writeOnly'])
    if (schema[name] !== undefined) tell(place, `must not be ${name}`);
  if (text(schema.pattern).length > 80) tell(place, 'has a pattern of more than 80 characters');
  if (schema.const !== undefined && schema.enum === undefined)
    tell(place, 'const needs a one-value enum beside it');
  if (Object.keys(schema).some((key) => key.startsWith('x-'))) tell(place, 'has an extension left in it');
  checkVersion(place, schema, types, v30, tell);
}

/** Rule 11. */
function checkScalar(place: string, schema: JsonObject, types: readonly string[], tell: Tell): void {
  if (types.includes('integer') && !['int32', 'int64'].includes(text(schema.format)))
    tell(place, 'integer needs a width');
  if (types.includes('number') && schema.format !== 'double') tell(place, 'number needs format double');
  if (/At$/.test(place) && types.includes('string') && schema.format !== 'date-time')
    tell(place, '*At must be date-time');
}

/** Rule 14, and its reverse. */
function checkVersion(
  place: string,
  schema: JsonObject,
  types: readonly string[],
  v30: boolean,
  tell: Tell,
): void {
  if (!v30) {
    if (schema.nullable !== undefined || schema.example !== undefined) tell(place, 'has a keyword of 3.0');
    return;
  }
  for (const name of Object.keys(schema))
    if (!keywordsOf30.has(name)) tell(place, `${name} is foreign to 3.0`);
  for (const name of ['exclusiveMinimum', 'exclusiveMaximum']) {
    if (typeof schema[name] === 'number') tell(place, `${name} must be true or false in 3.0`);
  }
  if (Array.isArray(schema.type) || types.includes('null')) tell(place, 'type must be one name in 3.0');
  if (schema.$ref !== undefined && Object.keys(schema).length > 1)
    tell(place, '$ref must stand alone in 3.0');
}

/** Rule 11: an expression of time has one named type, whose examples, and no pattern, tell what it looks like. */
function checkEdtf(place: string, schema: JsonObject, position: Position, tell: Tell): void {
  if (position === 'component' && /edtf/i.test(place)) {
    const examples = [...items(schema.examples), ...(schema.example === undefined ? [] : [schema.example])];
    if (schema.type !== 'string' || schema.pattern !== undefined || examples.length === 0) {
      tell(place, 'must be a string without pattern, with examples');
    }
  }
  if (position === 'inside' && /\.edtf$/i.test(place) && schema.$ref === undefined) {
    tell(place, 'EDTF must be a reference to the component of that name');
  }
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
