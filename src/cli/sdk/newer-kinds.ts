/** Lets clients that check each value that they read also read values that are newer than they are. */

type Schema = {
  oneOf?: { $ref: string }[];
  discriminator?: { propertyName: string };
  properties?: Record<string, { type?: string; enum?: unknown[]; const?: unknown }>;
};

type Document = { components: { schemas: Record<string, Schema> } };

const nameOf = (reference: string): string => reference.slice(reference.lastIndexOf('/') + 1);

/**
 * Adds the option `UnknownKind` to every union of an OpenAPI document, and lets each property with one value have
 * others, unless it tells the options of a union apart.
 */
export function withUnknownKinds(text: string): string {
  const document = JSON.parse(text) as Document;
  const { schemas } = document.components;
  const options = new Set<string>();
  for (const schema of Object.values(schemas)) {
    if (schema.oneOf === undefined || schema.discriminator === undefined) continue;
    for (const { $ref } of schema.oneOf) options.add(nameOf($ref));
    schema.oneOf.push({ $ref: '#/components/schemas/UnknownKind' });
  }
  for (const [name, { properties = {} }] of Object.entries(schemas)) {
    if (options.has(name)) continue;
    for (const property of Object.values(properties)) {
      if (property.enum?.length !== 1) continue;
      delete property.enum;
      delete property.const;
    }
  }
  return JSON.stringify({
    ...document,
    components: { ...document.components, schemas: { ...schemas, UnknownKind: unknownKind } },
  });
}

const unknownKind = {
  type: 'object',
  description: 'A value of a kind that is newer than this client.',
  properties: { kind: { type: 'string', description: 'The kind, which this client does not know.' } },
  required: ['kind'],
  additionalProperties: true,
};
