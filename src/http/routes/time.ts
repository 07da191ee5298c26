import { z } from 'zod';
import { parameterError } from '../../domain/errors.ts';
import { EdtfExpression, FuzzyTime, resolveTime, TimeZoneName } from '../../domain/time/fuzzy-time.ts';
import { TimeError } from '../../domain/time/time-error.ts';
import { defineRoute, type Route } from '../route.ts';

/** Time: what an expression means. */

export function timeRoutes(): Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/v1/time',
      operationId: 'explainTime',
      tag: 'Time',
      summary: 'What an expression of time means',
      description:
        'Explains an EDTF expression: its canonical form, its words, its earliest and latest moment, how closely ' +
        'and how surely it is known. What cannot be read is answered with the part that is wrong.',
      query: z.strictObject({
        edtf: EdtfExpression.meta({
          description: 'The expression, such as `[2024-02-11..2024-02-20]`.',
          examples: ['[2024-02-11..2024-02-20]'],
        }),
        timeZone: TimeZoneName.optional().meta({
          description: 'The IANA zone that local days and times are read in; UTC where not given.',
        }),
      }),
      response: { schema: FuzzyTime, description: 'What the expression means.' },
      errors: [],
      handle: ({ query }) => ({ body: explain(query.edtf, query.timeZone) }),
    }),
  ];
}

function explain(edtf: string, timeZone: string | undefined): FuzzyTime {
  try {
    return resolveTime(timeZone === undefined ? { edtf } : { edtf, timeZone });
  } catch (error) {
    if (!(error instanceof TimeError)) throw error;
    throw parameterError(error.parameter === 'timeZone' ? 'timeZone' : 'edtf', error.message);
  }
}
