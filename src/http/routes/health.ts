import { z } from 'zod';
import { ClaimlineError } from '../../domain/errors.ts';
import type { Store } from '../../domain/store.ts';
import { defineRoute, type Route } from '../route.ts';
import { type RouteContext, storeErrors } from './responses.ts';

/** The health probes, for process managers and load balancers. */

const Health = z
  .strictObject({
    status: z.literal('ok').meta({ description: 'Always `ok`. A failed probe gets an error response.' }),
  })
  .meta({ id: 'Health', description: 'Result of a successful probe.', examples: [{ status: 'ok' }] });

export function healthRoutes({ store }: RouteContext): Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/healthz',
      operationId: 'checkHealth',
      tag: 'Health',
      summary: 'Liveness probe',
      description: 'Succeeds as long as the process can respond.',
      response: { schema: Health, description: 'The process is alive.' },
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
      summary: 'Readiness probe',
      description: 'Succeeds while the store can be read. Fails from the moment the server is told to stop.',
      response: { schema: Health, description: 'The server can take requests.' },
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

/** Throws if the store cannot be read. An unexpected error counts too: the process cannot serve. */
async function requireReadable(store: Store): Promise<void> {
  const read = async () => {
    // The state may come from memory. A list of records is always read from the store.
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
