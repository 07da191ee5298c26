import { exampleOf } from '../../../../src/http/openapi/examples.ts';
import { isObject, type Json, type JsonObject } from '../../../../src/http/openapi/json.ts';
import { at, blank, entries, items, statesUnit, type Tell, text } from './reading.ts';

/** Rules 4, 8, 9 and 13: what has a name. */

/** Rules 4, 8, 9 and 13, and whether enum values stay distinct as identifiers of every language. */
export function checkComponents(document: JsonObject, v30: boolean, tell: Tell): void {
  for (const [name, schema] of entries(at(document, 'components', 'schemas'))) {
    const place = `components.${name}`;
    if (!/^[A-Z][A-Za-z0-9]*$/.test(name)) tell(place, 'name must be PascalCase');
    if (blank(at(schema, 'description'))) tell(place, 'needs a description: .meta({ description })');
    if (at(schema, v30 ? 'example' : 'examples') === undefined) {
      const lacking = withoutExample(document, schema).join(', ');
      tell(
        place,
        `has no example: give it .meta({ examples }), or what keeps one from being composed: ${lacking}`,
      );
    }
    for (const value of items(at(schema, 'enum')).map(String)) {
      if (!/^[A-Za-z]/.test(value)) tell(place, `value ${value} must begin with a letter`);
    }
    for (const [property, part] of entries(at(schema, 'properties'))) {
      if (!/^[a-z][A-Za-z0-9]*$/.test(property)) tell(`${place}.${property}`, 'property must be camelCase');
      const reference =
        at(part, '$ref') ??
        at(items(at(part, 'allOf'))[0], '$ref') ??
        at(items(at(part, 'anyOf'))[0], '$ref');
      if (blank(at(part, 'description')) && reference === undefined) {
        tell(`${place}.${property}`, 'property needs a description');
      }
      if (!statesUnit(at(part, 'description'), part)) {
        tell(`${place}.${property}`, 'property is a number: its description must say of what');
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

/** Rule 8: what is referred to is there. Tells whether all of it is. */
export function checkReferences(document: JsonObject, tell: Tell): boolean {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(
    ([, each = '']) => each,
  );
  const dangling = references.filter((each) => at(document, ...each.slice(2).split('/')) === undefined);
  for (const each of dangling) tell(each, 'refers to nothing');
  return dangling.length === 0;
}

/** Rule 8: every component can be reached from an operation; one that only its like refer to is unused all the same. */
export function checkUse(document: JsonObject, tell: Tell): void {
  const schemas = at(document, 'components', 'schemas');
  const reached = new Set<string>();
  const reach = (value: Json | undefined): void => {
    for (const [, name = ''] of JSON.stringify(value ?? null).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      if (reached.has(name)) continue;
      reached.add(name);
      reach(at(schemas, name));
    }
  };
  reach(document.paths);
  for (const [name] of entries(schemas)) {
    if (!reached.has(name)) tell(`components.${name}`, 'is used nowhere');
  }
}
