import { z } from 'zod';
import { ProblemCodeSchema, problemCodes, problemKinds } from './problem.ts';
import { defineRoute } from './route.ts';

const ProblemType = z
  .object({
    code: ProblemCodeSchema,
    status: z
      .int()
      .min(400)
      .max(599)
      .meta({ description: 'The HTTP status code that the problem comes with.', examples: [400] }),
    title: z
      .string()
      .meta({ description: 'The problem type in a few words.', examples: ['Invalid parameter'] }),
    description: z.string().meta({
      description: 'What the problem type means, in one sentence.',
      examples: ['A parameter has a value that is outside what it accepts.'],
    }),
  })
  .meta({ id: 'ProblemType', description: 'One kind of problem that the API reports.' });

const ProblemTypes = z
  .object({ problems: z.array(ProblemType).meta({ description: 'Every kind of problem.' }) })
  .meta({ id: 'ProblemTypes', description: 'All kinds of problem that the API reports.' });

/** Lists every problem type. */
const problemsRoute = defineRoute({
  method: 'GET',
  path: '/problems',
  operationId: 'getProblemTypes',
  tag: 'Meta',
  summary: 'All problem types',
  description: 'Lists every problem code with its status and meaning.',
  response: { schema: ProblemTypes, description: 'The problem types.' },
  errors: [],
  handle: () => ({ body: { problems: problemCodes.map((code) => ({ code, ...problemKinds[code] })) } }),
});

/** Explains a problem type: the `type` of every error answer refers to it. */
const problemRoute = defineRoute({
  method: 'GET',
  path: '/problems/{code}',
  operationId: 'getProblemType',
  tag: 'Meta',
  summary: 'One problem type',
  description: 'Explains what a problem code means. The `type` of every error answer refers here.',
  params: z.strictObject({ code: ProblemCodeSchema.describe('The code of the problem.') }),
  response: { schema: ProblemType, description: 'The problem type.' },
  errors: [],
  handle: ({ params: { code } }) => ({ body: { code, ...problemKinds[code] } }),
});

/** The operations that explain errors. */
export const problemRoutes = [problemsRoute, problemRoute];
