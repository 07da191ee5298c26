import { z } from 'zod';

/** A vocabulary: a closed list of words, each with its meaning. */
export type Terms<T extends Record<string, string>> = {
  id: string;
  description: string;
  terms: T;
  schema: z.ZodEnum<{ [K in keyof T & string]: K }>;
};

/**
 * Declares a vocabulary. `id` is the name of its component in the OpenAPI document, `entries` maps each word to one
 * sentence. The description of the schema contains these sentences too, so that generated clients document them.
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
