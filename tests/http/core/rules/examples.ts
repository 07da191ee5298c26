import { Ajv2020 } from 'ajv/dist/2020.js';
import { isObject, type Json, type JsonObject } from '../../../../src/http/openapi/json.ts';
import { at, entries, items, operationsOf, schemasOf, type Tell, text } from './reading.ts';

/** Rule 13: examples fit their schemas, with no property that the schema does not have. */
export function checkExamples(document: JsonObject, tell: Tell): void {
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
