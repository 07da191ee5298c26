import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Language, recipes } from '../../../src/cli/sdk/recipes.ts';
import { type Spelling, strayNames } from './names.ts';
import { enumsOf, newValue, serveNewer } from './newer.ts';
import { cacheDirectory, remove, workDirectory, writeIfChanged } from './places.ts';
import type { Served } from './server.ts';
import type { Told } from './story.ts';

/** One generator and a program in its language, against a running server. */
export type Sdk = {
  /** Language and generator, with its version. */
  name: string;
  language: Language;
  /** Makes sure that the toolchain is there, and installs the generator. @throws Error that names what is missing */
  install: () => Promise<unknown>;
  /** Generates the client into `work`; answers what the generator had to say. */
  generate: (work: string, documentFile: string) => Promise<string>;
  /** Compiles the client and the program, as strictly as the language can. */
  compile: (work: string, documentFile: string) => Promise<unknown>;
  /** Runs the program; answers what it printed. */
  walk: (work: string, url: string) => Promise<string>;
  /** Reads the answers of a newer server; answers what the program printed. */
  readNewer?: (work: string, url: string) => Promise<string>;
  /** The value as which an unknown value of an enum is read; absent: its own text. */
  unknownValue?: string;
  /** All generated code. */
  code: (work: string) => Promise<string>;
  spelling: Spelling;
  /** Limits, as the guide tells: lines that the generator warns with, and names and operations that are then absent. */
  limits?: { warnings: readonly string[]; absent: readonly string[]; operations: readonly string[] };
};

/** What a generator prints when it met something that it does not understand. */
const warning = /\b(warn(?:ing)?s?|error|unsupported|skipping)\b/i;

/** The tests of one SDK. Each needs what the one before has made. */
export function testSdk(sdk: Sdk): void {
  describe(sdk.name, () => {
    const served = inject('served');
    let document = '';
    let work = '';
    let reached = 0;
    const step = (number: number, name: string, body: () => Promise<void>) =>
      test(name, async () => {
        if (reached !== number) throw new Error('An earlier step failed; see above.');
        await body();
        reached = number + 1;
      });

    beforeAll(async () => {
      work = await workDirectory(sdk.language);
      document = await documentFor(sdk.language, served);
    });
    afterAll(() => remove(work));

    step(0, 'is installed', async () => {
      await sdk.install();
    });
    step(1, 'is generated without a warning, but for its known limits', async () => {
      const told = await sdk.generate(work, document);
      const warnings = told.split('\n').filter((line) => warning.test(line));
      expect(warnings).toEqual(sdk.limits?.warnings ?? []);
    });
    step(2, 'compiles strictly', async () => {
      await sdk.compile(work, document);
    });
    step(3, 'walks the stories of the README, and reads a problem as a typed error', async () => {
      const told = JSON.parse(await sdk.walk(work, served.url)) as Told;
      expect(told).toEqual(served.expected);
    });
    step(4, 'has the names of the document, and none that are made up', async () => {
      const stray = await strayNames(document, await sdk.code(work), sdk.spelling);
      expect(stray).toEqual((sdk.limits?.absent ?? []).map((text) => `not generated: ${text}`));
    });
    const { readNewer, unknownValue = newValue } = sdk;
    if (readNewer === undefined) return;
    step(5, 'reads the answers of a newer server: unknown values, members and kinds', async () => {
      const published = await readFile(served.documents['3.1'], 'utf8');
      const newer = await serveNewer(published);
      try {
        const told = JSON.parse(await readNewer(work, newer.url));
        expect(told).toEqual({ act: unknownValue, code: unknownValue, hits: { known: 5, unknown: 5 } });
        expect(newer.sent()).toEqual(enumsOf(published, sdk.limits?.operations ?? []));
      } finally {
        await newer.close();
      }
    });
  });
}

/** Writes the document as `claimline sdk` does; returns its path. */
async function documentFor(language: Language, { documents }: Served): Promise<string> {
  const { document, adapt } = recipes[language];
  if (adapt === undefined) return documents[document];
  const path = join(await cacheDirectory('documents'), `${language}.json`);
  await writeIfChanged(path, adapt(await readFile(documents[document], 'utf8')));
  return path;
}
