import type { JsonObject } from '../../../src/http/openapi/json.ts';
import { checkClientNames } from './rules/client-names.ts';
import { checkComponents, checkReferences, checkUse } from './rules/components.ts';
import { checkExamples } from './rules/examples.ts';
import { checkHead, checkHeaders, checkNames, checkOperation } from './rules/operations.ts';
import { operationsOf, schemasOf, type Tell, text } from './rules/reading.ts';
import { checkSchema } from './rules/schemas.ts';

/**
 * The rules that an OpenAPI document of ours keeps so that generators write good clients from it. Each violation
 * says where, and what to mend.
 */

/** Checks a document of either version; gives one line for each violation, none if all is well. */
export function checkDocument(document: JsonObject): string[] {
  const violations: string[] = [];
  const tell: Tell = (place, what) => violations.push(`${place}: ${what}`);
  const v30 = text(document.openapi).startsWith('3.0');
  checkHead(document, v30, tell);
  checkHeaders(document, tell);
  const operations = operationsOf(document);
  checkNames(operations, tell);
  for (const each of operations) checkOperation(document, each, v30, tell);
  checkComponents(document, v30, tell);
  for (const [place, schema, position] of schemasOf(document))
    checkSchema(place, schema, position, v30, tell);
  checkClientNames(document, tell);
  checkUse(document, tell);
  const whole = checkReferences(document, tell);
  // Redocly holds the examples of 3.0 against their schemas: they are no JSON Schema that ajv knows.
  if (whole && !v30) checkExamples(document, tell);
  return violations;
}
