import { existsSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import type {
  Group,
  OpenOptions,
  ServeConfig,
  Services,
  Serving,
  Surroundings,
  WhenMissing,
} from './cli/context.ts';
import type { ExitCode } from './cli/exit-codes.ts';
import { runCommand } from './cli/run.ts';
import { type DatabaseAddress, databaseUrl, inMemory } from './config.ts';
import { ClaimlineError } from './domain/errors.ts';
import type { Store } from './domain/store.ts';

/**
 * Connects the parts of the program; no other file knows all of them. The store and HTTP are loaded when a
 * command first needs them: most commands start no server, and some open no database.
 */

/** Runs one command line. Returns its exit code. */
export const run = (argv: readonly string[], surroundings: Surroundings): Promise<ExitCode> =>
  runCommand(argv, surroundings, services);

const { version }: { version: string } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
);

const services: Services = {
  version,
  now: () => new Date().toISOString(),
  openStore,
  scratchStore: async () => (await sqlite()).openSqliteStore(inMemory),
  openScratch: async () => (await import('./store/sqlite/scratch.ts')).openScratch(),
  serve,
  describeApi: async (format) => {
    const [{ buildDocument, renderDocument }, { allRoutes, documentInfo }, { openSqliteStore }] =
      await Promise.all([import('./http/openapi/document.ts'), import('./http/routes/index.ts'), sqlite()]);
    // Routes need a store, but their description reads nothing from it.
    const store = openSqliteStore(inMemory);
    try {
      return renderDocument(buildDocument(allRoutes({ store, version }), documentInfo(version), format));
    } finally {
      await store.close();
    }
  },
};

const sqlite = () => import('./store/sqlite/open.ts');

async function openStore(
  database: DatabaseAddress,
  missing: WhenMissing,
  options: OpenOptions = {},
): Promise<Store> {
  const { openSqliteStore } = await sqlite();
  const address = databaseUrl(database);
  if (missing !== 'create' && (database.path === inMemory || !existsSync(database.path))) {
    if (missing === 'empty') return openSqliteStore(inMemory);
    throw new ClaimlineError(
      'store_unusable',
      `There is no database at ${address}: create one with claimline import, or name another with --database-url or DATABASE_URL.`,
    );
  }
  try {
    return openSqliteStore(database.path, options.queryTimeoutMs, options.access);
  } catch (error) {
    if (!(error instanceof ClaimlineError)) throw error;
    throw new ClaimlineError(error.code, `Cannot use ${address}. ${error.message}`, error.faults, error);
  }
}

const serverParts = async () => ({
  ...(await import('./http/routes/index.ts')),
  ...(await import('./http/server.ts')),
  ...(await import('./http/shutdown.ts')),
  ...(await import('./http/home/home-page.ts')),
  ...(await import('./http/request/host.ts')),
  ...(await import('./cli/sdk/recipes.ts')),
  ...(await import('./store/sqlite/isolating-store.ts')),
});

async function serve(
  store: Store,
  config: ServeConfig,
  logStream: NodeJS.WritableStream,
  group?: Group,
): Promise<Serving> {
  const { host, port, logLevel, cacheMb, trustedProxies, allowedOrigins, publicUrl, logQueries } = config;
  const parts = await serverParts();
  const { addHomePage, allRoutes, createServer, documentInfo, IsolatingStore, loopbackHosts, stopServer } =
    parts;
  const routes = allRoutes({ store, version });
  const metrics = config.metrics ? await metricsOf(store, config, group) : undefined;
  const app = createServer({
    routes,
    info: documentInfo(version, publicUrl),
    logLevel,
    logQueries,
    trustedProxies,
    allowedOrigins,
    allowedHosts: hostsOf(config, loopbackHosts),
    cache: { state: () => store.state(), maxBytes: cacheMb * 1_000_000 },
    logStream: { write: (line) => logStream.write(line) },
    clients: parts.clientRecipes(version),
    pages: (scope) => addHomePage(scope, { store, routes, publicUrl }),
    ...(metrics && { onRefusal: metrics.countRefusal }),
  });
  metrics?.addTo(app);
  try {
    await app.listen({ host, port });
  } catch (error) {
    await stopServer(app);
    throw error;
  }
  // Readers start after the server listens: they would slow the start down. A process that only starts workers has no readers.
  if (store instanceof IsolatingStore) store.startReaders();
  // A server that listens on a host has an AddressInfo; only a server on a pipe has a string.
  const { address, family, port: actualPort } = app.server.address() as AddressInfo;
  return { url: `http://${reachable(address, family)}:${actualPort}`, stop: () => stopServer(app) };
}

async function metricsOf(store: Store, { database }: ServeConfig, group?: Group) {
  const [{ Metrics }, { fileSizes }, { IsolatingStore }] = await Promise.all([
    import('./http/metrics/metrics.ts'),
    import('./store/sqlite/file-sizes.ts'),
    import('./store/sqlite/isolating-store.ts'),
  ]);
  const measured = {
    store,
    databaseBytes: () => fileSizes(database.path),
    readers: () => (store instanceof IsolatingStore ? store.readerCounts : undefined),
  };
  return new Metrics(measured, group);
}

/** Returns true if only this machine can reach the host: its requests then carry a loopback name. */
const isLoopback = (host: string): boolean => /^(127(\.\d+){3}|::1|(.*\.)?localhost\.?)$/i.test(host);

/** Returns the hosts that requests may name. The one that people use is always among them. */
function hostsOf(
  { host, publicUrl, allowedHosts }: ServeConfig,
  loopbackHosts: readonly string[],
): readonly string[] | '*' {
  if (allowedHosts === '*' || (allowedHosts === 'auto' && !isLoopback(host))) return '*';
  const named = allowedHosts === 'auto' ? loopbackHosts : allowedHosts;
  return publicUrl === '' ? named : [...named, new URL(publicUrl).hostname];
}

/** Returns an address that a browser can open. 0.0.0.0 and :: stand for all addresses and become the loopback address. */
function reachable(address: string, family: string): string {
  if (address === '0.0.0.0') return '127.0.0.1';
  if (address === '::') return '[::1]';
  return family === 'IPv6' ? `[${address}]` : address;
}
