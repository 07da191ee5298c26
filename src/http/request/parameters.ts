import { z } from 'zod';
import type { Fault } from '../../domain/errors.ts';
import { nearestName, suggestion } from '../../domain/nearest.ts';
import { expectation, innermost, issueMessage, type ValueSchema } from './messages.ts';
import { echo } from './query-string.ts';

/**
 * Reads parameters as their zod schema declares them, without coercion: `z.int()` accepts only digits, so that `1e2`,
 * `0x10`, `1.5`, `+1` and the empty text are faults. It reports every fault of a request, not only the first.
 */

/** The decoded texts that were given for each parameter, in order. */
export type GivenValues = ReadonlyMap<string, readonly string[]>;

/** Reads the values of parameters. Adds each fault to `faults`; returns undefined if there are any. */
export type ParameterReader<S extends z.ZodObject> = (
  given: GivenValues,
  faults: Fault[],
) => z.output<S> | undefined;

type Field = { name: string; repeated: boolean; value: ValueSchema };

/** Prepares the reader of a schema, whose fields are strings, enums, integers, numbers, booleans or arrays of these. */
export function parameterReader<S extends z.ZodObject>(schema: S): ParameterReader<S> {
  const fields = new Map(Object.entries(schema.shape).map(([name, type]) => [name, fieldOf(name, type)]));
  const unknown = unknownFault(fields);
  const context = { reportInput: true, error: errorMap(fields) };
  // Most requests for a record have no query, and most paths no parameters: their result is parsed once.
  const nothing = schema.safeParse({});
  return (given, faults) => {
    if (given.size === 0 && nothing.success) return { ...nothing.data };
    const found: Fault[] = [];
    const values: Record<string, unknown> = {};
    const refused = new Set<string>();
    for (const [name, texts] of given) {
      const field = fields.get(name);
      const wrong = field === undefined ? [unknown(name)] : convertField(field, texts, values);
      if (wrong.length > 0) {
        refused.add(name);
        found.push(...wrong);
      }
    }
    const parsed = schema.safeParse(values, context);
    if (!parsed.success) {
      for (const issue of parsed.error.issues) {
        if (!mayBeUntrue(issue, refused)) found.push(issueFault(issue, given));
      }
    }
    faults.push(...found);
    return parsed.success && found.length === 0 ? parsed.data : undefined;
  };
}

function fieldOf(name: string, schema: ValueSchema): Field {
  const type = innermost(schema);
  return type instanceof z.ZodArray
    ? { name, repeated: true, value: innermost(type.element) }
    : { name, repeated: false, value: type };
}

function unknownFault(fields: ReadonlyMap<string, Field>): (name: string) => Fault {
  const known = [...fields.keys()];
  const allowed = known.length === 0 ? 'It takes none.' : `It takes ${known.join(', ')}.`;
  return (name) => {
    const meant = nearestName(name, known);
    const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
    return {
      parameter: name.slice(0, 100),
      detail: `The operation has no parameter ${echo(name)}.${hint} ${allowed}`,
      code: 'unknown_parameter',
    };
  };
}

function convertField(field: Field, texts: readonly string[], values: Record<string, unknown>): Fault[] {
  const { name } = field;
  if (!field.repeated && texts.length > 1) {
    return [fault(name, `${name} may be given only once; it was given ${texts.length} times.`)];
  }
  const converted = texts.map((text) => convert(text, field.value));
  const wrong = texts.filter((_, index) => converted[index] === undefined);
  if (wrong.length > 0) {
    return wrong.map((text) => fault(name, `${name} ${expectation(field.value)}; got ${echo(text)}.`));
  }
  values[name] = field.repeated ? converted : converted[0];
  return [];
}

/** Converts a text to the type of its schema; returns undefined if it is not in the notation of that type. */
function convert(text: string, schema: ValueSchema): string | number | boolean | undefined {
  if (schema instanceof z.ZodNumber) {
    // Fifteen digits stay below 2^53, so that no integer is rounded. A sign is allowed, so that the fault of -1 names the range.
    const pattern = schema.isInt
      ? /^(?:0|-?[1-9][0-9]{0,14})$/
      : /^-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,15})?$/;
    return pattern.test(text) ? Number(text) + 0 : undefined;
  }
  if (schema instanceof z.ZodBoolean) {
    return text === 'true' || text === 'false' ? text === 'true' : undefined;
  }
  return text;
}

function errorMap(fields: ReadonlyMap<string, Field>): z.core.$ZodErrorMap {
  return (issue) => {
    const field = fields.get(String(issue.path?.[0]));
    return field === undefined ? 'is not acceptable' : issueMessage(issue, field.value);
  };
}

/**
 * Tells if an issue may be untrue because a parameter could not be converted. zod did not see that parameter: its issues
 * about it, and about several parameters together, are left out.
 */
function mayBeUntrue(issue: z.core.$ZodIssue, refused: ReadonlySet<string>): boolean {
  if (refused.size === 0) return false;
  return issue.path.length === 0 || refused.has(String(issue.path[0]));
}

/** Returns an issue as a fault. A message that begins with "must", "is" or "may" follows the parameter's name; any other is a sentence. */
function issueFault(issue: z.core.$ZodIssue, given: GivenValues): Fault {
  const [name, index] = issue.path;
  if (typeof name !== 'string') return { detail: issue.message, code: 'invalid_parameter' };
  if (!/^(?:must|is|may) /.test(issue.message)) return fault(name, issue.message);
  const texts = given.get(name);
  const text = typeof index === 'number' ? texts?.[index] : texts?.length === 1 ? texts[0] : undefined;
  if (text === undefined || issue.message.startsWith('may ')) return fault(name, `${name} ${issue.message}.`);
  const words =
    issue.code === 'invalid_value' ? issue.values.filter((value) => typeof value === 'string') : [];
  return fault(name, `${name} ${issue.message}; got ${echo(text)}${suggestion(text, words)}.`);
}

function fault(parameter: string, detail: string): Fault {
  return { parameter, detail, code: 'invalid_parameter' };
}
