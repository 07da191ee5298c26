import type { Command } from 'commander';
import { systemCode } from '../actions/bounded-read.ts';
import { placesOf } from '../actions/places.ts';
import { seedStore } from '../actions/seed.ts';
import { type Config, databaseUrl } from '../config.ts';
import type { Store } from '../domain/store.ts';
import { type CommonOptions, configOf, newCommand } from './command.ts';
import { type Context, type Serving, withStore } from './context.ts';
import { exitCodes } from './exit-codes.ts';
import { CliError } from './failure.ts';

import { reportTable, watcherOf } from './import-report.ts';

const serveSettings = ['host', 'port', 'database', 'cacheMb', 'queryTimeoutMs'] as const;

type Options = CommonOptions & { seed?: string };

export function addServe(program: Command, context: Context): void {
  newCommand(program, {
    name: 'serve',
    summary: 'serve the API',
    description:
      'Serves the API until it is told to stop (Ctrl+C or SIGTERM): then requests in flight are finished, within ' +
      'ten seconds. A second signal ends it at once. The database is made where there is none.',
    examples: [
      ['claimline serve --seed data/crocus-city-hall-2024', 'with this dataset, if there is none yet'],
      ['PORT=0 DATABASE_URL=sqlite::memory: claimline serve', 'on any free port, keeping nothing'],
    ],
    settings: [...serveSettings, 'logLevel'],
  })
    .option('--seed <path>', 'take in these dataset files first, if the database holds no dataset yet')
    .action(
      context.does(async (options: Options, command: Command) => {
        const config = configOf(command, serveSettings, context);
        const asked = stopAsked(context);
        try {
          const store = context.services.openStore(config.database, 'create', config.queryTimeoutMs);
          await withStore(store, () => serve(store, config, options, asked.promise, context));
          return exitCodes.ok;
        } finally {
          asked.forget();
        }
      }),
    );
}

/** Listens from the very beginning, so that a signal during the start is not lost. */
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
  const serving = await listen(() => services.serve(store, config, surroundings.stderr), config);
  try {
    await announce(serving, store, config, options, context);
    await stop;
    terminal.phase('Stopping');
  } finally {
    await serving.stop();
  }
}

async function seed(store: Store, path: string, { services, terminal }: Context): Promise<void> {
  const report = await seedStore(store, path, services.now(), watcherOf(terminal, path));
  if (report === null) return;
  terminal.note(`Took in ${path}:`);
  for (const line of reportTable(report)) terminal.note(`  ${line}`);
}

async function announce(
  { url }: Serving,
  store: Store,
  { database }: Config,
  { json }: Options,
  { services, terminal }: Context,
): Promise<void> {
  const places = await placesOf(store);
  if (json) {
    const addresses = Object.fromEntries(places.map(({ name, path }) => [name, url + path]));
    await terminal.json({ url, database: databaseUrl(database), places: addresses });
    return;
  }
  const width = Math.max(...places.map(({ title }) => title.length));
  await terminal.lines([
    `Claimline ${services.version} serves ${databaseUrl(database)} at ${url}`,
    '',
    ...places.map(({ title, path }) => `  ${title.padEnd(width)}  ${url}${path}`),
    '',
    'Ctrl+C stops it.',
  ]);
}

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
  EADDRINUSE: 'another program does already. Choose another port with --port or PORT; 0 takes any free one.',
  EACCES: 'ports below 1024 need special rights. Choose a higher one with --port or PORT.',
  EADDRNOTAVAIL: `the address is not one of this machine. ${anotherHost}`,
  ENOTFOUND: `there is no host of that name. ${anotherHost}`,
  EAI_AGAIN: `the host name cannot be looked up now. ${anotherHost}`,
  EAFNOSUPPORT: `the machine does not have that kind of address. ${anotherHost}`,
  EINVAL: `the machine does not take that address. ${anotherHost}`,
};
