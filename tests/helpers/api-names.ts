import { arrayAt, isObject, type Json, type JsonObject, objectAt } from '../../src/http/openapi/json.ts';

/**
 * The names that generated clients are made of, one a line. What keeps them is what keeps programs compiling: a tool
 * that compares documents sees a renamed component or operationId as nothing at all, since no byte on the wire moves.
 */

type Kind = 'operation' | 'parameter' | 'component' | 'property' | 'value';

/** What in a generated client has the name of each kind. */
const carriers: Record<Kind, string> = {
  operation: 'the method of every generated client, and the group that its tag puts it in',
  parameter: 'the argument of that method',
  component: 'the type of that name',
  property: 'the member of that type',
  value: 'the constant of that enumeration',
};

/** Every name of a document, sorted by kind. */
export function namesOf(document: JsonObject): string[] {
  return [
    ...operationNames(objectAt(document, 'paths')),
    ...componentNames(objectAt(document, 'components')),
  ];
}

function operationNames(paths: JsonObject): string[] {
  const operations: string[] = [];
  const parameters: string[] = [];
  for (const [path, item] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(isObject(item) ? item : {})) {
      if (!isObject(operation)) continue;
      const { operationId } = operation;
      operations.push(
        `operation ${operationId}: ${method.toUpperCase()} ${path} (${arrayAt(operation, 'tags')})`,
      );
      const names = arrayAt(operation, 'parameters').map((each) => (isObject(each) ? each.name : ''));
      parameters.push(...names.map((name) => `parameter ${operationId}.${name}`));
    }
  }
  return [...operations.sort(), ...parameters.sort()];
}

function componentNames(components: JsonObject): string[] {
  const schemas = Object.entries(objectAt(components, 'schemas'));
  const members = (kind: Kind, of: (schema: Json) => (string | Json)[]) =>
    schemas.flatMap(([name, schema]) => of(schema).map((member) => `${kind} ${name}.${member}`)).sort();
  return [
    ...schemas.map(([name]) => `component ${name}`).sort(),
    ...members('property', (schema) => (isObject(schema) ? Object.keys(objectAt(schema, 'properties')) : [])),
    ...members('value', (schema) => (isObject(schema) ? arrayAt(schema, 'enum') : [])),
  ];
}

/** Names that were there and are not any more, each with what that breaks. */
export function lostNames(before: readonly string[], now: readonly string[]): string[] {
  const kept = new Set(now);
  return before.filter((line) => !kept.has(line)).map((line) => `${line} is gone: ${broken(line)}`);
}

function broken(line: string): string {
  const kind = Object.keys(carriers).find((each): each is Kind => line.startsWith(`${each} `));
  const what = kind === undefined ? 'what has that name' : carriers[kind];
  return `programs that use ${what} stop compiling when their client is generated anew.`;
}

/** The same as text that is kept. */
export const renderNames = (names: readonly string[]): string => `${names.join('\n')}\n`;
export const readNames = (text: string): string[] => text.split('\n').filter((line) => line !== '');
