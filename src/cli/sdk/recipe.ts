import type { DocumentFormat } from '../context.ts';

/** How the client of one language is made: what a generator is given, and how it is run. */

/** A program with its arguments, run in the directory that the client is made in. */
export type Step = readonly [program: string, ...args: string[]];

/** One way to run the generator. */
export type Runner = {
  /** The program that has to be there. */
  program: string;
  /** @param scratch a directory for what is of no use once the client is there; by hand, one of this name */
  steps: (scratch: string) => readonly Step[];
  /** Name for the scratch directory where the steps are run by hand; absent where they need none. */
  scratch?: string;
};

export type Recipe = {
  /** The language, as people write it. */
  title: string;
  generator: string;
  version: string;
  /** The version of OpenAPI that the generator reads best. */
  document: DocumentFormat;
  /** Settings and projects that the generator needs, by path in the directory. */
  files: (clientVersion: string) => Readonly<Record<string, string>>;
  /** Where the client is then, in the directory. */
  client: string;
  /** Directories that the generator expects to be there. */
  directories?: readonly string[];
  /** By preference. The last needs nothing but the language itself. */
  runners: readonly [Runner, ...Runner[]];
  /** How to use the client: what else is needed, then lines of code. */
  use: (out: string, clientVersion: string) => readonly string[];
};

/** The document's name in the directory: the one that a server publishes it under. */
export const documentFile = (format: DocumentFormat): string =>
  format === '3.1' ? 'openapi.json' : 'openapi-3.0.json';

/** Where `npm start` serves; in examples only. */
export const exampleUrl = 'http://127.0.0.1:3000';
