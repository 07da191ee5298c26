import { z } from 'zod';
import { issueText } from './issue-text.ts';
import { type ParsedJson, parseJson, syntaxFault } from './parse-json.ts';

/** Reads a file that says how the columns and values of other people's tables are to be read. */

export const TableMapping = z.strictObject({
  columns: z
    .record(z.string(), z.string().nullable())
    .optional()
    .meta({ description: 'Their column: our column, or null to leave it out.' }),
  constants: z
    .record(z.string(), z.string())
    .optional()
    .meta({ description: 'Our column: the value that it has in each row.' }),
  values: z
    .record(z.string(), z.record(z.string(), z.string().nullable()))
    .optional()
    .meta({ description: 'Our column: a table of their values and ours, or null for nothing.' }),
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
