import type { z } from 'zod';

/** What a schema found wrong, as a sentence that says what was expected. */
export function issueText(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? `is missing: expected ${issue.expected}`
        : `must be ${issue.expected}`;
    case 'invalid_value':
      return `must be one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`;
    case 'unrecognized_keys':
      return `has no property ${issue.keys.map((key) => JSON.stringify(key)).join(', ')}: mind the spelling`;
    case 'invalid_union':
      return issue.discriminator === undefined
        ? 'fits none of the forms allowed here'
        : `must have a known "${issue.discriminator}"`;
    case 'too_small':
      return issue.message.startsWith('must') ? issue.message : `must be at least ${issue.minimum}`;
    case 'too_big':
      return issue.message.startsWith('must') ? issue.message : `must be at most ${issue.maximum}`;
    case 'invalid_format':
      return issue.message.startsWith('must') ? issue.message : `must be a valid ${issue.format}`;
    default:
      return issue.message;
  }
}
