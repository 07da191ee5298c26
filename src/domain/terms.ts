import { z } from 'zod';

/** A closed list of words with the meaning of each: an enum that can explain itself. */
export type Terms<T extends Record<string, string>> = {
  id: string;
  description: string;
  terms: T;
  schema: z.ZodEnum<{ [K in keyof T & string]: K }>;
};

/**
 * Declares a vocabulary: `id` is the component's name in the OpenAPI document, `terms` maps each word to one
 * sentence. The words stand in the schema's description too, so that generated clients carry them.
 */
export function terms<const T extends Record<string, string>>(
  id: string,
  description: string,
  entries: T,
): Terms<T> {
  const lines = Object.entries(entries).map(([word, meaning]) => `- \`${word}\`: ${meaning}`);
  const words = Object.fromEntries(Object.keys(entries).map((word) => [word, word])) as {
    [K in keyof T & string]: K;
  };
  const schema = z.enum(words).meta({ id, description: `${description}\n\n${lines.join('\n')}` });
  return { id, description, terms: entries, schema };
}
