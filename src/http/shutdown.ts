import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

export type ShutdownTimes = {
  /** How long requests are still accepted, so that one that is on its way is answered, and load balancers see `/readyz` fail. */
  drainMs: number;
  /** When what is still open is cut, counted from the end of that. */
  forceAfterMs: number;
};

const defaultTimes: ShutdownTimes = { drainMs: 500, forceAfterMs: 4000 };

const sweepEveryMs = 50;

/**
 * Stops a server gently, within five seconds. `/readyz` fails from now on; requests are answered as before for
 * `drainMs`, and each answer ends its connection. Then no more connections are accepted, connections without a request
 * are closed, and requests in flight finish. Fastify's `close()` alone waits for connections that send nothing.
 * Resolves when everything is closed; calling it again waits for the same end.
 */
export async function stopServer(app: FastifyInstance, times: Partial<ShutdownTimes> = {}): Promise<void> {
  const { drainMs, forceAfterMs } = { ...defaultTimes, ...times };
  app.connections.drain();
  // A server without connections has nothing on its way.
  if (app.server.listening) await wait(drainMs);
  const sweep = setInterval(() => {
    app.server.closeIdleConnections();
    app.connections.closeSilent();
  }, sweepEveryMs);
  const force = setTimeout(() => app.server.closeAllConnections(), forceAfterMs);
  try {
    await app.close();
  } finally {
    clearInterval(sweep);
    clearTimeout(force);
  }
}
