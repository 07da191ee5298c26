import type { Json, JsonObject } from '../../../../src/http/openapi/json.ts';
import { at, entries, items, operationsOf, type Tell, text } from './reading.ts';

/**
 * Rule 9, across names: generators make up names from those of the document (`Event` and `type` become `EventType`),
 * and file systems and languages fold case. No two may become one.
 */

const pascal = (name: string): string =>
  name
    .replace(/^./, (first) => first.toUpperCase())
    .replaceAll(/[^A-Za-z0-9]+(.?)/g, (_, next) => next.toUpperCase());

/** Returns a name in its poorest spelling: without case and punctuation. */
const folded = (name: string): string => name.replaceAll(/[^A-Za-z0-9]/g, '').toLowerCase();

/** Endings that generators append to an operation's name for the types around it. */
const operationTypes = ['Data', 'Error', 'Errors', 'Params', 'Query', 'Request', 'Response', 'Responses'];

export function checkClientNames(document: JsonObject, tell: Tell): void {
  const components = entries(at(document, 'components', 'schemas'));
  tellTwins(
    components.map(([name]) => name),
    'components',
    tell,
  );
  const taken = new Map(components.map(([name]) => [folded(name), name]));
  const collide = (place: string, made: string, mend: string): void => {
    const component = taken.get(folded(made));
    if (component !== undefined)
      tell(place, `generators name it ${made}, as the component ${component}: ${mend}`);
  };
  for (const [name, schema] of components) {
    const properties = entries(at(schema, 'properties'));
    tellTwins(
      properties.map(([property]) => property),
      `components.${name}`,
      tell,
    );
    tellTwins(items(at(schema, 'enum')).map(String), `components.${name}`, tell);
    for (const [property, part] of properties) {
      for (const [made, inner] of madeTypes(`${name}${pascal(property)}`, part)) {
        if (isLimited(inner))
          collide(`components.${name}.${property}`, made, 'rename one, or take the limits away');
      }
    }
  }
  for (const { operation } of operationsOf(document)) {
    const id = text(operation.operationId);
    const parameters = items(operation.parameters);
    tellTwins(
      parameters.map((each) => text(at(each, 'name'))),
      id,
      tell,
    );
    for (const suffix of operationTypes) collide(id, `${pascal(id)}${suffix}`, 'rename the component');
    for (const parameter of parameters) {
      const name = text(at(parameter, 'name'));
      for (const [made, inner] of madeTypes(`${pascal(id)}${pascal(name)}`, at(parameter, 'schema'))) {
        if (isLimited(inner)) collide(`${id}.${name}`, made, 'rename one');
      }
    }
  }
}

/** The names that typify and its like give an inline schema and what is in it. */
function madeTypes(name: string, schema: Json | undefined): [string, Json | undefined][] {
  const inner = at(schema, 'items');
  return [[name, schema], ...(inner === undefined ? [] : madeTypes(`${name}Item`, inner))];
}

/**
 * Returns true if generators make a type of an inline schema: of an enumeration, if of one value, and of a text with
 * limits.
 */
const isLimited = (schema: Json | undefined): boolean =>
  ['enum', 'minLength', 'maxLength', 'pattern'].some((keyword) => at(schema, keyword) !== undefined);

function tellTwins(names: readonly string[], place: string, tell: Tell): void {
  const seen = new Map<string, string>();
  for (const name of names) {
    const other = seen.get(folded(name));
    if (other !== undefined) tell(place, `${other} and ${name} become one identifier`);
    seen.set(folded(name), name);
  }
}
