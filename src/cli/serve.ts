import type { Command } from 'commander';
import { systemCode } from '../actions/bounded-read.ts';
import { type StartLink, startLinksOf } from '../actions/start-links.ts';
import { type Config, databaseUrl, inMemory, serveSettings } from '../config.ts';
import type { Store } from '../domain/store.ts';
import { type CommonOptions, configOf, newCommand } from './command.ts';
import { type Context, type Serving, withStore } from './context.ts';
import { exitCodes } from './exit-codes.ts';
import { CliError } from './failure.ts';

import { reportTable, watcherOf } from './import-report.ts';
import { asWorker, type WorkerRole, Workers } from './workers.ts';

type Options = CommonOptions & { seed?: string };

export function addServe(program: Command, context: Context): void {
  newCommand(program, {
    name: 'serve',
    summary: 'serve the API',
    description:
      'Serves the API until it gets a signal to stop (Ctrl+C or SIGTERM). Then it finishes the requests in flight ' +
      'within five seconds. A second signal ends it at once. The database is created if it does not exist. If it ' +
      'cannot be written to, it is served read-only.',
    examples: [
      ['claimline serve --workers 2', 'with two processes on one port'],
      [
        'claimline serve --seed data/crocus-city-hall-2024',
        'with this dataset, if the database holds none yet',
      ],
      ['PORT=0 DATABASE_URL=sqlite::memory: claimline serve', 'on any free port, with a database in memory'],
    ],
    settings: [...serveSettings, 'logLevel'],
  })
    .option('--seed <path>', 'import these dataset files first, if the database holds no dataset yet')
    .action(
      context.does(async (options: Options, command: Command) => {
        const config = configOf(command, serveSettings, context);
        requireSharable(config);
        const asked = stopAsked(context);
        const worker = asWorker();
        try {
          const opening = openStore(config, context);
          await withStore(opening, (store) =>
            worker === undefined
              ? serve(store, config, options, asked.promise, context)
              : serveAsWorker(worker, store, config, asked.promise, context),
          );
          worker?.release();
          return exitCodes.ok;
        } finally {
          asked.forget();
        }
      }),
    );
}

function openStore({ database, readOnly, queryTimeoutMs }: Config, { services }: Context): Promise<Store> {
  return readOnly
    ? services.openStore(database, 'refuse', { access: 'read', queryTimeoutMs })
    : services.openStore(database, 'create', { queryTimeoutMs });
}

/** Returns a promise that resolves when the process must stop. Called first, so that a signal during the start counts. */
function stopAsked({ surroundings }: Context): { promise: Promise<void>; forget: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { promise, forget: surroundings.onStop(resolve) };
}

async function serve(
  store: Store,
  config: Config,
  options: Options,
  stop: Promise<void>,
  context: Context,
): Promise<void> {
  const { services, terminal, surroundings } = context;
  if (options.seed !== undefined) await seed(store, options.seed, context);
  const workers = new Workers(config.workers, (line) => terminal.note(line));
  const start = () => services.serve(store, config, surroundings.stderr);
  const { url, stop: end } = config.workers > 1 ? await workers.start(config) : await listen(start, config);
  try {
    await announce(url, store, config, options, context);
    await Promise.race([stop, workers.gaveUp]);
    terminal.phase('Stopping');
  } finally {
    await end();
  }
}

/** Serves as one of several workers. The primary process imports the seed and prints the start-up text. */
async function serveAsWorker(
  worker: WorkerRole,
  store: Store,
  config: Config,
  stop: Promise<void>,
  { services, surroundings }: Context,
): Promise<void> {
  const start = () => services.serve(store, config, surroundings.stderr, worker.group);
  const serving = await listen(start, config).catch((error: unknown) => {
    if (!(error instanceof CliError)) throw error;
    const { code, message } = error;
    worker.tell({ failed: { code, message } });
  });
  if (serving === undefined) return;
  worker.tell({ url: serving.url });
  await Promise.race([stop, worker.stopped]);
  await serving.stop();
}

/** @throws CliError `invalid_setting` */
function requireSharable({ workers, database }: Pick<Config, 'workers' | 'database'>): void {
  if (workers === 1 || database.path !== inMemory) return;
  throw new CliError(
    'invalid_setting',
    `${workers} workers need a database in a file: a database in memory belongs to a single process. ` +
      'Name a file with --database-url or DATABASE_URL, or use one worker.',
  );
}

async function seed(store: Store, path: string, { services, terminal }: Context): Promise<void> {
  const { seedStore } = await import('../actions/seed.ts');
  const report = await seedStore(store, path, services.now(), watcherOf(terminal, path));
  if (report === null) return;
  terminal.note(`Imported ${path}:`);
  for (const line of reportTable(report)) terminal.note(`  ${line}`);
}

/** The link to the explorer, the page for people. */
const explorer: StartLink = { name: 'explorer', title: 'Explorer', path: '/' };

async function announce(
  url: string,
  store: Store,
  { database, readOnly, publicUrl }: Config,
  { json }: Options,
  { services, terminal }: Context,
): Promise<void> {
  const links = [explorer, ...(await startLinksOf(store))].map((link) => ({
    ...link,
    // With a public address, the server may refuse its own: ALLOWED_HOSTS need not name it.
    address: (publicUrl || url) + link.path,
  }));
  if (json) {
    const addresses = Object.fromEntries(links.map(({ name, address }) => [name, address]));
    await terminal.json({
      url,
      database: databaseUrl(database),
      readOnly: store.isReadOnly,
      links: addresses,
    });
    return;
  }
  const width = Math.max(...links.map(({ title }) => title.length));
  await terminal.lines([
    `Claimline ${services.version} serves ${databaseUrl(database)} at ${url}`,
    ...(store.isReadOnly ? [readOnlyLine(readOnly)] : []),
    '',
    ...links.map(({ title, address }) => `  ${title.padEnd(width)}  ${address}`),
    '',
    'Ctrl+C stops it.',
  ]);
}

const readOnlyLine = (isAsked: boolean) =>
  isAsked
    ? 'The database is served read-only.'
    : 'The database is served read-only, because its place cannot be written to.';

async function listen(start: () => Promise<Serving>, { host, port }: Config): Promise<Serving> {
  try {
    return await start();
  } catch (error) {
    const reason = listenReasons[systemCode(error)];
    if (reason === undefined) throw error;
    throw new CliError('cannot_listen', `Cannot listen on ${host}, port ${port}: ${reason}`, error);
  }
}

const anotherHost = 'Name another with --host or HOST.';
const listenReasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program uses this port. Choose another with --port or PORT; 0 picks any free one.',
  EACCES: 'ports below 1024 need special rights. Choose a higher one with --port or PORT.',
  EADDRNOTAVAIL: `this machine does not have that address. ${anotherHost}`,
  ENOTFOUND: `there is no host with that name. ${anotherHost}`,
  EAI_AGAIN: `the host name cannot be looked up now. ${anotherHost}`,
  EAFNOSUPPORT: `this machine does not support that kind of address. ${anotherHost}`,
  EINVAL: `this machine does not accept that address. ${anotherHost}`,
};
