import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

export type ShutdownTimes = {
  /**
   * Time during which new requests are still answered: load balancers send some until they see `/readyz` fail, and others
   * are already on their way.
   */
  drainMs: number;
  /** Time after `drainMs` until open connections are closed by force. */
  forceAfterMs: number;
};

const defaultTimes: ShutdownTimes = { drainMs: 500, forceAfterMs: 4000 };

const sweepEveryMs = 50;

/**
 * Stops a server gently, within five seconds. `/readyz` fails at once. For `drainMs` requests are answered as before, and
 * each response closes its connection. Then no new connections are accepted, connections without a request are closed,
 * and requests in progress finish. Fastify's `close()` alone would wait for connections that send nothing. Resolves when
 * everything is closed. A second call waits for the same end.
 */
export async function stopServer(app: FastifyInstance, times: Partial<ShutdownTimes> = {}): Promise<void> {
  const { drainMs, forceAfterMs } = { ...defaultTimes, ...times };
  app.connections.drain();
  // A server that does not listen has no requests to wait for.
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
