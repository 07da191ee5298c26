/** Any JSON value; documents are made of them. */
export type Json = string | number | boolean | null | Json[] | JsonObject;
export type JsonObject = { [key: string]: Json };

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Copies a value as plain JSON: without functions and undefined members. */
export const asJson = (value: unknown): Json => JSON.parse(JSON.stringify(value));

/** Returns the member of that name if it is an object, else an empty object. */
export const objectAt = (value: JsonObject, name: string): JsonObject => {
  const member = value[name];
  return isObject(member) ? member : {};
};

/** Returns the member of that name if it is an array, else an empty array. */
export const arrayAt = (value: JsonObject, name: string): Json[] => {
  const member = value[name];
  return Array.isArray(member) ? member : [];
};

/** Leaves out members that are undefined, so that optional members can be written in place. */
export function compact(members: Record<string, Json | undefined>): JsonObject {
  const kept: JsonObject = {};
  for (const [name, value] of Object.entries(members)) if (value !== undefined) kept[name] = value;
  return kept;
}
