import { z } from 'zod';
import { issueText } from './issue-text.ts';
import { type ParsedJson, parseJson, syntaxFault } from './parse-json.ts';

/** Reads a file that maps the columns and values of a table to those of the model. */

export const TableMapping = z.strictObject({
  columns: z
    .record(z.string(), z.string().nullable())
    .optional()
    .meta({ description: 'Column of the table: column of the model, or null to skip it.' }),
  constants: z
    .record(z.string(), z.string())
    .optional()
    .meta({ description: 'Column of the model: the value that it has in each row.' }),
  values: z.record(z.string(), z.record(z.string(), z.string().nullable())).optional().meta({
    description:
      'Column of the model: each value of the table, with the value of the model, or null for an empty cell.',
  }),
});
export type TableMapping = z.infer<typeof TableMapping>;

const example =
  '{"columns":{"event_type":"type"},"constants":{"place.countryCode":"SY"},"values":{"type":{"Riots":"protest"}}}';

/** Reads a mapping. @throws SyntaxError with what is wrong, as the end of a sentence about the file */
export function parseMapping(text: string): TableMapping {
  let parsed: ParsedJson;
  try {
    parsed = parseJson(text);
  } catch (error) {
    throw new SyntaxError(`is not JSON${syntaxFault(text, error)}`, { cause: error });
  }
  const [fault] = parsed.faults;
  if (fault !== undefined) throw new SyntaxError(`has a fault: ${fault.path.join('.')} ${fault.detail}`);
  const result = TableMapping.safeParse(parsed.value, { reportInput: true });
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) =>
    [issue.path.join('.'), issueText(issue, TableMapping)].filter((part) => part !== '').join(' '),
  );
  throw new SyntaxError(`is no mapping such as ${example}: ${faults.join('; ')}`);
}
