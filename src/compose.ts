import { existsSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import type { ServeConfig, Services, Serving, Surroundings, WhenMissing } from './cli/context.ts';
import type { ExitCode } from './cli/exit-codes.ts';
import { runCommand } from './cli/run.ts';
import { type DatabaseAddress, databaseUrl } from './config.ts';
import { ClaimlineError } from './domain/errors.ts';
import type { Store } from './domain/store.ts';
import { addHomePage } from './http/home/home-page.ts';
import { buildDocument, renderDocument } from './http/openapi/document.ts';
import { loopbackHosts } from './http/request/host.ts';
import { allRoutes, documentInfo } from './http/routes/index.ts';
import { createServer } from './http/server.ts';
import { stopServer } from './http/shutdown.ts';
import { IsolatingStore } from './store/sqlite/isolating-store.ts';
import { inMemory, openSqliteStore } from './store/sqlite/open.ts';
import { openScratch } from './store/sqlite/scratch.ts';

/** Puts the rooms together: the one place that knows all of them. */

/** Runs one command line; answers its exit code. */
export const run = (argv: readonly string[], surroundings: Surroundings): Promise<ExitCode> =>
  runCommand(argv, surroundings, services);

const { version }: { version: string } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
);

const info = documentInfo(version);

const services: Services = {
  version,
  now: () => new Date().toISOString(),
  openStore,
  scratchStore: () => openSqliteStore(inMemory),
  openScratch,
  serve,
  describeApi: async (format) => {
    // Routes are declared on a store; describing them reads nothing from it.
    const store = openSqliteStore(inMemory);
    try {
      return renderDocument(buildDocument(allRoutes({ store, version }), info, format));
    } finally {
      await store.close();
    }
  },
};

function openStore(database: DatabaseAddress, missing: WhenMissing, queryTimeoutMs?: number): Store {
  const address = databaseUrl(database);
  if (missing !== 'create' && (database.path === inMemory || !existsSync(database.path))) {
    if (missing === 'empty') return openSqliteStore(inMemory);
    throw new ClaimlineError(
      'store_unusable',
      `There is no database at ${address}: claimline import makes one, --database-url or DATABASE_URL name another.`,
    );
  }
  try {
    return openSqliteStore(database.path, queryTimeoutMs);
  } catch (error) {
    if (!(error instanceof ClaimlineError)) throw error;
    throw new ClaimlineError(error.code, `Cannot use ${address}. ${error.message}`, error.faults, error);
  }
}

async function serve(
  store: Store,
  { host, port, logLevel, cacheMb, trustedProxies, allowedOrigins, allowedHosts }: ServeConfig,
  logStream: NodeJS.WritableStream,
): Promise<Serving> {
  const routes = allRoutes({ store, version });
  const app = createServer({
    routes,
    info,
    logLevel,
    trustedProxies,
    allowedOrigins,
    allowedHosts: allowedHosts === 'auto' ? (isLoopback(host) ? loopbackHosts : '*') : allowedHosts,
    cache: { state: () => store.state(), maxBytes: cacheMb * 1_000_000 },
    logStream: { write: (line) => logStream.write(line) },
    pages: (scope) => addHomePage(scope, { store, routes }),
  });
  try {
    await app.listen({ host, port });
  } catch (error) {
    await stopServer(app);
    throw error;
  }
  // Only now: they would take the processor from the start, and a process that only starts workers needs none.
  if (store instanceof IsolatingStore) store.startReaders();
  // A server that listens on a host has an address of this kind; only pipes have text.
  const { address, family, port: actualPort } = app.server.address() as AddressInfo;
  return { url: `http://${reachable(address, family)}:${actualPort}`, stop: () => stopServer(app) };
}

/** Whether only this machine can reach an address: then a request names it by one of the machine's own names. */
const isLoopback = (host: string): boolean => /^(127(\.\d+){3}|::1|(.*\.)?localhost\.?)$/i.test(host);

/** An address to open in a browser: one that stands for all of the machine's cannot be. */
function reachable(address: string, family: string): string {
  if (address === '0.0.0.0') return '127.0.0.1';
  if (address === '::') return '[::1]';
  return family === 'IPv6' ? `[${address}]` : address;
}
