import { go } from './go.ts';
import { java } from './java.ts';
import { python } from './python.ts';
import type { Recipe } from './recipe.ts';
import { rust } from './rust.ts';
import { typescript } from './typescript.ts';

export const languages = ['typescript', 'python', 'go', 'java', 'rust'] as const;

export type Language = (typeof languages)[number];

/** The recommended generator of each language. The SDK tests compile and run the client that it generates. */
export const recipes: Readonly<Record<Language, Recipe>> = { typescript, python, go, java, rust };

/** Returns what the API reference tells of each language. The paths in it are those of `claimline sdk … --out client`. */
export const clientRecipes = (clientVersion: string) =>
  languages.map((language) => {
    const { title, generator, version, use } = recipes[language];
    return { language, title, generator, version, use: use('client', clientVersion) };
  });
