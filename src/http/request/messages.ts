import { z } from 'zod';
import { formatText } from '../../formats/issue-text.ts';

/** Puts the faults of parameters into words that follow the name of the parameter: "must be true or false". */

/** A schema of a parameter's values. */
export type ValueSchema = z.core.$ZodType;

/** Returns the schema inside an optional, nullable, default or readonly one, or the input of a transform. */
export function unwrapOnce(schema: ValueSchema): ValueSchema | undefined {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodReadonly ||
    schema instanceof z.ZodNonOptional
  ) {
    return schema.unwrap();
  }
  return schema instanceof z.ZodPipe ? schema.in : undefined;
}

/** Returns the schema inside all such wrappers. */
export function innermost(schema: ValueSchema): ValueSchema {
  const inner = unwrapOnce(schema);
  return inner === undefined ? schema : innermost(inner);
}

function rangeOf(schema: z.ZodNumber): string {
  const min = bound(schema.minValue);
  const max = bound(schema.maxValue);
  if (min !== undefined && max !== undefined) return ` from ${min} to ${max}`;
  if (min !== undefined) return ` of at least ${min}`;
  return max === undefined ? '' : ` of at most ${max}`;
}

/** Returns a bound; undefined for the bounds ±(2^53-1) that zod gives to every integer. */
function bound(value: number | null): number | undefined {
  return value === null || Math.abs(value) >= Number.MAX_SAFE_INTEGER ? undefined : value;
}

/** Returns the expectation of a schema: "must be a whole number from 1 to 200". */
export function expectation(schema: ValueSchema): string {
  if (schema instanceof z.ZodNumber) {
    return `must be ${schema.isInt ? 'a whole' : 'a decimal'} number${rangeOf(schema)}`;
  }
  if (schema instanceof z.ZodBoolean) return 'must be true or false';
  if (schema instanceof z.ZodEnum) return oneOf(schema.options);
  return 'is not acceptable';
}

function oneOf(values: readonly unknown[]): string {
  return values.length === 1 ? `must be ${values[0]}` : `must be one of ${values.join(', ')}`;
}

function lengthMessage(issue: z.core.$ZodRawIssue, word: 'least' | 'most', count: unknown): string {
  if (issue.origin === 'array') return `may be given at ${word} ${count} times`;
  if (word === 'least' && count === 1) return 'must not be empty';
  return `must have at ${word} ${count} characters`;
}

/** Returns the message of a fault for which the schema has none of its own. */
export function issueMessage(issue: z.core.$ZodRawIssue, schema: ValueSchema): string {
  switch (issue.code) {
    case 'invalid_value':
      return oneOf(issue.values);
    case 'too_small':
      if (schema instanceof z.ZodNumber) return expectation(schema);
      return lengthMessage(issue, 'least', issue.minimum);
    case 'too_big':
      if (schema instanceof z.ZodNumber) return expectation(schema);
      return lengthMessage(issue, 'most', issue.maximum);
    case 'invalid_format':
      return formatText(issue.format) ?? `must match ${issue.pattern ?? issue.format}`;
    case 'invalid_type':
      return issue.input === undefined ? 'is required' : expectation(schema);
    default:
      return expectation(schema);
  }
}
