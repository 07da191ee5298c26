import { isObject, type Json, type JsonObject } from '../../src/http/openapi/json.ts';

/**
 * A copy in which one thing is different, or gone where no value is given.
 * @throws Error if there is nothing at that place, so that a planted fault does not grow stale unseen
 */
export function withFault(
  document: JsonObject,
  place: readonly (string | number)[],
  value?: Json,
): JsonObject {
  const copy = structuredClone(document);
  let parent: Json | undefined = copy;
  for (const name of place.slice(0, -1)) parent = memberOf(parent, name);
  const last = place.at(-1) ?? '';
  if (value === undefined && memberOf(parent, last) === undefined) throw new Error(`${place} is not there`);
  if (Array.isArray(parent)) {
    parent.splice(Number(last), 1, ...(value === undefined ? [] : [value]));
  } else if (isObject(parent)) {
    if (value === undefined) delete parent[last];
    else parent[last] = value;
  } else throw new Error(`${place} is not there`);
  return copy;
}

function memberOf(value: Json | undefined, name: string | number): Json | undefined {
  if (Array.isArray(value)) return value[Number(name)];
  return isObject(value) ? value[name] : undefined;
}
