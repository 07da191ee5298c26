import { z } from 'zod';
import { parameterError } from '../../domain/errors.ts';
import { EdtfExpression, FuzzyTime, resolveTime, TimeZoneName } from '../../domain/time/fuzzy-time.ts';
import { TimeError } from '../../domain/time/time-error.ts';
import { defineRoute, type Route } from '../route.ts';

/** The route that explains an EDTF expression. */

export function timeRoutes(): Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/v1/time',
      operationId: 'explainTime',
      tag: 'Time',
      summary: 'Explain an EDTF expression',
      description:
        'Returns the canonical form of an EDTF expression, its description in words, its earliest and latest moment, ' +
        'its precision and its certainty. For an invalid expression the error names the invalid part.',
      query: z.strictObject({
        edtf: EdtfExpression.meta({
          description: 'The expression, for example `[2024-02-11..2024-02-20]`.',
          examples: ['[2024-02-11..2024-02-20]'],
        }),
        timeZone: TimeZoneName.optional().meta({
          description: 'IANA time zone of local dates and times, for example `Europe/Moscow`. Default: UTC.',
        }),
      }),
      response: { schema: FuzzyTime, description: 'The explained expression.' },
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
