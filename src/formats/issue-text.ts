import { z } from 'zod';
import { suggestion } from '../domain/nearest.ts';
import { formsAt, memberNames } from './schema-at.ts';

/** The longest example, and the longest given text, that a message shows. */
const shownMaxChars = 100;

/**
 * Returns a fault that a schema found, as the end of a sentence that begins with the place: what was expected, with an
 * example if the schema has one, then what was given.
 * `must be an object such as {"edtf":"2021-03-24"}; got the text "2021-03-24"`
 * @param issue an issue of zod with its input (`reportInput`)
 * @param schema the schema of the whole record, which `issue.path` starts from
 */
export function issueText(issue: z.core.$ZodIssue, schema: z.core.$ZodType): string {
  switch (issue.code) {
    case 'invalid_type':
      return unlike(typeExpectation(issue, schema), issue.input);
    case 'invalid_value':
      return unlike(oneOf(issue.values), issue.input, issue.values);
    case 'unrecognized_keys':
      return unknownMembers(issue.keys, memberNames(formsAt(schema, issue.path)));
    case 'invalid_union':
      return unlikeUnion(issue);
    case 'too_small':
    case 'too_big':
      return outOfRange(issue);
    case 'invalid_format':
      return unlike(formatExpectation(issue), issue.input);
    default:
      return issue.message;
  }
}

/** The forms that texts must have, by zod's name of the format, with an example. */
const formats: Readonly<Record<string, string>> = {
  datetime: 'must be a date and time with an offset, such as 2024-03-22T17:00:00Z',
  date: 'must be a date such as 2024-03-22',
  uuid: 'must be a UUID such as 123e4567-e89b-42d3-a456-426614174000',
  url: 'must be an absolute URL such as https://example.org/',
};

/** Returns "must be a date such as 2024-03-22" for zod's format `date`; undefined for a format without words here. */
export const formatText = (format: string): string | undefined => formats[format];

const typeNames: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
};

const formatExpectation = ({ format, message }: z.core.$ZodIssueInvalidStringFormat): string =>
  message.startsWith('must') ? message : (formatText(format) ?? `must be a valid ${format}`);

function typeExpectation({ expected, path }: z.core.$ZodIssueInvalidType, schema: z.core.$ZodType): string {
  const [form] = formsAt(schema, path);
  const name = form instanceof z.ZodNumber && form.isInt ? 'int' : expected;
  const type = `must be ${typeNames[name] ?? name}`;
  if (form === undefined) return type;
  const example = JSON.stringify(exampleOf(form));
  if (example !== undefined && example.length <= shownMaxChars) return `${type} such as ${example}`;
  // A text of a certain form says of the empty text, which is not of the form, how it must be.
  const [empty] = expected === 'string' ? (z.safeParse(form, '').error?.issues ?? []) : [];
  return empty?.code === 'invalid_format' ? formatExpectation(empty) : type;
}

/** Returns the example that a schema declares, or one put together of its required parts; undefined if one has none. */
export function exampleOf(schema: z.core.$ZodType): unknown {
  const own: unknown = z.globalRegistry.get(schema)?.examples;
  if (Array.isArray(own)) return own[0];
  if (schema instanceof z.ZodEnum) return schema.options[0];
  if (schema instanceof z.ZodLiteral) return schema.value;
  if (schema instanceof z.ZodDiscriminatedUnion) return schema.options.map(exampleOf).find(isDefined);
  if (schema instanceof z.ZodArray) {
    const item = exampleOf(schema.element);
    return item === undefined ? undefined : [item];
  }
  if (!(schema instanceof z.ZodObject)) return undefined;
  const required = Object.entries(schema.shape).filter(([, part]) => !(part instanceof z.ZodOptional));
  const members = required.map(([name, part]) => [name, exampleOf(part)] as const);
  return members.every(([, value]) => value !== undefined) ? Object.fromEntries(members) : undefined;
}

const isDefined = (value: unknown): boolean => value !== undefined;

/** Adds the value that was given to the expectation that it does not meet, with the known word that is near it. */
export function unlike(expectation: string, input: unknown, known: readonly unknown[] = []): string {
  if (input === undefined) return `is missing: it ${expectation}`;
  const words = known.filter((value) => typeof value === 'string');
  const meant = typeof input === 'string' ? suggestion(input, words) : '';
  return `${expectation}; got ${given(input)}${meant}`;
}

function given(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value !== 'string') return String(value);
  return `the text ${shown(value.length > shownMaxChars ? `${value.slice(0, shownMaxChars)}…` : value)}`;
}

/** Returns a text in quotes, with escapes for characters that nobody sees, such as a zero-width space. */
const shown = (text: string): string =>
  JSON.stringify(text).replace(/[\p{Cf}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu, (char) =>
    [...char].map((each) => `\\u${(each.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`).join(''),
  );

const quoted = (values: readonly unknown[]): string =>
  values.map((value) => (typeof value === 'bigint' ? String(value) : JSON.stringify(value))).join(', ');

/** Returns `must be one of "attack", "killing"`. */
export const oneOf = (values: readonly unknown[]): string =>
  values.length === 1 ? `must be ${quoted(values)}` : `must be one of ${quoted(values)}`;

function unknownMembers(names: readonly string[], known: readonly string[]): string {
  const told = names.map((name) => `${JSON.stringify(name)}${suggestion(name, known)}`);
  const isNear = told.every((text) => text.endsWith(')'));
  return `has no property ${told.join(', ')}${isNear ? '' : `: it may have ${quoted(known)}`}`;
}

/** Zod places the fault of a discriminated union at the member that tells the options apart. */
function unlikeUnion(issue: z.core.$ZodIssueInvalidUnion): string {
  const { discriminator, input } = issue;
  const options = 'options' in issue && Array.isArray(issue.options) ? issue.options : [];
  if (discriminator === undefined) return unlike('must have one of the forms allowed here', input);
  const value: unknown =
    typeof input === 'object' && input !== null ? Reflect.get(input, discriminator) : undefined;
  return unlike(oneOf(options), value, options);
}

/** Sizes are counted in the unit of what has them; a schema that words its own expectation keeps its words. */
function outOfRange(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig): string {
  const { input, origin, message } = issue;
  const bound = issue.code === 'too_small' ? `at least ${issue.minimum}` : `at most ${issue.maximum}`;
  if (typeof input === 'string' || Array.isArray(input)) {
    const unit = origin === 'array' ? 'entries' : 'characters';
    if (input.length === 0) return 'must not be empty';
    return `${message.startsWith('must') ? message : `must have ${bound} ${unit}`}; it has ${input.length}`;
  }
  return unlike(message.startsWith('must') ? message : `must be ${bound}`, input);
}
