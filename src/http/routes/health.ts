import { z } from 'zod';
import { ClaimlineError } from '../../domain/errors.ts';
import type { Store } from '../../domain/store.ts';
import { defineRoute, type Route } from '../route.ts';
import { type RouteContext, storeErrors } from './responses.ts';

/** Health: for whatever watches over the process. */

const Health = z
  .strictObject({
    status: z.literal('ok').meta({ description: 'Always `ok`: anything else is an error answer.' }),
  })
  .meta({ id: 'Health', description: 'That all is well.', examples: [{ status: 'ok' }] });

export function healthRoutes({ store }: RouteContext): Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/healthz',
      operationId: 'checkHealth',
      tag: 'Health',
      summary: 'Whether the process is alive',
      description: 'Answers as long as the process can answer at all.',
      response: { schema: Health, description: 'It is.' },
      errors: [],
      cache: 'no-store',
      alwaysAdmitted: true,
      handle: () => ({ body: { status: 'ok' } }),
    }),
    defineRoute({
      method: 'GET',
      path: '/readyz',
      operationId: 'checkReadiness',
      tag: 'Health',
      summary: 'Whether the process can serve',
      description: 'Answers once the store can be read, and no longer once the server has been told to stop.',
      response: { schema: Health, description: 'It can.' },
      errors: [...storeErrors, 'shutting_down'],
      cache: 'no-store',
      alwaysAdmitted: true,
      failsWhileStopping: true,
      handle: async () => {
        await requireReadable(store);
        return { body: { status: 'ok' } };
      },
    }),
  ];
}

/** Whatever keeps the store from being read, even what nobody foresaw, means that the process cannot serve. */
async function requireReadable(store: Store): Promise<void> {
  const read = async () => {
    // The state may be remembered: records are not.
    await store.listDatasets({ limit: 1 });
    return store.state();
  };
  const state = await read().catch((error: unknown) => {
    if (error instanceof ClaimlineError) throw error;
    throw new ClaimlineError('store_unusable', 'The store cannot be read.', [], error);
  });
  if (state.storeId === '') {
    throw new ClaimlineError('store_unusable', 'The store has no state of its own yet.');
  }
}
