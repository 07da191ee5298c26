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
      .meta({ description: 'The HTTP status code of the problem.', examples: [400] }),
    title: z
      .string()
      .meta({ description: 'The problem type in a few words.', examples: ['Invalid parameter'] }),
    description: z.string().meta({
      description: 'Meaning of the problem type.',
      examples: ['A parameter has a value that is not accepted.'],
    }),
  })
  .meta({ id: 'ProblemType', description: 'One problem type of the API.' });

const ProblemTypes = z
  .object({ problems: z.array(ProblemType).meta({ description: 'Every problem type.' }) })
  .meta({ id: 'ProblemTypes', description: 'All problem types of the API.' });

/** Lists every problem type. */
const problemsRoute = defineRoute({
  method: 'GET',
  path: '/problems',
  operationId: 'getProblemTypes',
  tag: 'Meta',
  summary: 'List problem types',
  description: 'Lists every problem code with its status and meaning.',
  response: { schema: ProblemTypes, description: 'The problem types.' },
  errors: [],
  handle: () => ({ body: { problems: problemCodes.map((code) => ({ code, ...problemKinds[code] })) } }),
});

/** Explains one problem type. The `type` of every error response is the URL of this route. */
const problemRoute = defineRoute({
  method: 'GET',
  path: '/problems/{code}',
  operationId: 'getProblemType',
  tag: 'Meta',
  summary: 'Get one problem type',
  description: 'Explains one problem code. The `type` of every error response is the URL of this operation.',
  params: z.strictObject({ code: ProblemCodeSchema.describe('The code of the problem.') }),
  response: { schema: ProblemType, description: 'The problem type.' },
  errors: [],
  handle: ({ params: { code } }) => ({ body: { code, ...problemKinds[code] } }),
});

/** The operations that explain errors. */
export const problemRoutes = [problemsRoute, problemRoute];
