import { readFileSync } from 'node:fs';
import type { JsonObject } from '../../src/http/openapi/json.ts';

/** The documents in the repository. */

const read = (name: string): JsonObject =>
  JSON.parse(readFileSync(new URL(`../../openapi/${name}`, import.meta.url), 'utf8'));

export const documents = { '3.1': read('openapi.json'), '3.0': read('openapi-3.0.json') };

/** The 3.1 document of the last release. */
export const released = read('released.json');
