import type { z } from 'zod';
import { ClaimlineError } from '../../domain/errors.ts';
import { jsonPointer } from '../../domain/json-pointer.ts';
import type { RecordFault } from '../../formats/check-record.ts';
import { issueText } from '../../formats/issue-text.ts';
import { type ParsedJson, parseJson } from '../../formats/parse-json.ts';
import { HttpProblem } from '../problem.ts';

/** Faults of one body that are listed. */
const listedMax = 20;

/**
 * Returns the value of a JSON body (RFC 8259).
 * @throws HttpProblem `malformed_request` if it is not JSON
 * @throws ClaimlineError `invalid_parameter` with every fault and its place
 */
export function jsonBodyOf<S extends z.ZodType>(schema: S, body: string): z.output<S> {
  const { value, faults } = parsed(body);
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success && faults.length === 0) return result.data;
  const issues = result.error?.issues ?? [];
  throw refused([
    ...faults,
    ...issues.map((issue) => ({ path: issue.path, detail: issueText(issue, schema) })),
  ]);
}

function parsed(body: string): ParsedJson {
  try {
    // A byte order mark may be ignored (§8.1).
    return parseJson(body.replace(/^\ufeff/, ''));
  } catch (error) {
    const reason = error instanceof SyntaxError ? error.message : String(error);
    throw new HttpProblem('malformed_request', `The request body is not JSON: ${reason}.`);
  }
}

function refused(faults: readonly RecordFault[]): ClaimlineError {
  const told = faults.slice(0, listedMax).map(({ path, detail }) => {
    const pointer = jsonPointer(path);
    return {
      pointer,
      detail: `${pointer === '' ? 'The body' : pointer} ${detail}.`,
      code: 'invalid_parameter',
    };
  });
  return new ClaimlineError('invalid_parameter', told[0]?.detail ?? '', told);
}
