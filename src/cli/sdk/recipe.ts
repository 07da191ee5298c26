import { readFileSync } from 'node:fs';
import type { DocumentFormat } from '../context.ts';

/** Recipes that generate clients: the files that a generator needs, and the commands that run it. */

/** A program with its arguments, to run in the directory of the client. */
export type Step = readonly [program: string, ...args: string[]];

/** One way to run the generator. */
export type Runner = {
  /** The program that must be installed, such as `npx`. */
  program: string;
  /** @param scratch directory for files that are not needed once the client exists */
  steps: (scratch: string) => readonly Step[];
  /** Name of the scratch directory in commands for people to run, such as `.venv`; absent if the steps need none. */
  scratch?: string;
};

export type Recipe = {
  /** The language as people write it, such as `TypeScript`. */
  title: string;
  generator: string;
  version: string;
  /** The version of the OpenAPI document that the generator reads best. */
  document: DocumentFormat;
  /** Changes the document, if the generator cannot make a tolerant client of it as it is. */
  adapt?: (document: string) => string;
  /** Returns the settings and project files that the generator needs, by their path in the directory. */
  files: (clientVersion: string) => Readonly<Record<string, string>>;
  /** Path of the generated client, in the directory. */
  client: string;
  /** Directories that must exist before the generator runs. */
  directories?: readonly string[];
  /** Ways to run the generator, the preferred one first. The last needs only the language itself. */
  runners: readonly [Runner, ...Runner[]];
  /**
   * Returns lines that tell how to use the client: the packages that it needs, commands after `$`, then code, which
   * is indented by two spaces.
   */
  use: (out: string, clientVersion: string) => readonly string[];
};

/** Returns the file name of the document, the same as on a server: `openapi.json` or `openapi-3.0.json`. */
export const documentFile = (format: DocumentFormat): string =>
  format === '3.1' ? 'openapi.json' : 'openapi-3.0.json';

/** The address that `npm start` serves at, for examples. */
export const exampleUrl = 'http://127.0.0.1:3000';

const templates = new URL('../../../src/cli/sdk/templates/', import.meta.url);

/** Reads a file that changes the code that a generator makes. */
export const template = (name: string): string => readFileSync(new URL(name, templates), 'utf8');
