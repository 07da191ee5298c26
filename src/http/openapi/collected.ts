import { isObject, type JsonObject, objectAt } from './json.ts';

/**
 * Checks that the document has every operation that the server registered, and no other. HEAD is served with every GET
 * and is no operation of its own.
 * @throws Error that lists each operation that one of them lacks
 */
export function requireCollected(collected: object, document: JsonObject): void {
  const registered = 'openapiObject' in collected ? operationsIn(collected.openapiObject) : new Set<string>();
  const documented = operationsIn(document);
  const faults = [
    ...[...registered]
      .filter((name) => !documented.has(name))
      .map((name) => `${name} is served, but not in the document.`),
    ...[...documented]
      .filter((name) => !registered.has(name))
      .map((name) => `${name} is in the document, but not served.`),
  ];
  if (faults.length > 0) throw new Error(`Server and OpenAPI document differ:\n- ${faults.join('\n- ')}`);
}

function operationsIn(document: unknown): Set<string> {
  const names = new Set<string>();
  for (const [path, item] of Object.entries(isObject(document) ? objectAt(document, 'paths') : {})) {
    for (const method of isObject(item) ? Object.keys(item) : []) {
      if (method !== 'head') names.add(`${method.toUpperCase()} ${path}`);
    }
  }
  return names;
}
