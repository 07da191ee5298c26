import type { Command } from 'commander';
import { checkPath, importPath } from '../actions/import-path.ts';
import { databaseUrl, inMemory } from '../config.ts';
import { type CommonOptions, configOf, newCommand } from './command.ts';
import { type Context, withStore } from './context.ts';
import { exitCodes } from './exit-codes.ts';
import { countsOf, countTable, reportTable, watcherOf } from './import-report.ts';

type Options = CommonOptions & { dryRun?: true };

export function addImport(program: Command, context: Context): void {
  const { services, terminal, does } = context;
  newCommand(program, {
    name: 'import',
    summary: 'take in dataset files',
    description:
      'Takes in a dataset file, or every .json file of a directory, in one transaction. Everything is checked ' +
      'first and all problems are reported together; nothing is taken in then. The same files again change ' +
      'nothing, an edited record gets its next version.',
    examples: [
      ['claimline import data/crocus-city-hall-2024', 'take in a dataset from a directory'],
      ['claimline import --dry-run edited.json', 'only check it, against what the database holds'],
    ],
    settings: ['database', 'logLevel'],
  })
    .argument('<path>', 'a dataset file, or a directory of them')
    .option('--dry-run', 'check only; no record is written')
    .action(
      does(async (path: string, options: Options, command: Command) => {
        const { database } = configOf(command, ['database'], context);
        const watcher = watcherOf(terminal, path);
        const store = services.openStore(database, options.dryRun ? 'empty' : 'create');
        return withStore(store, async () => {
          if (options.dryRun) {
            const records = countsOf(await checkPath(store, path, watcher));
            if (options.json) await terminal.json({ dryRun: true, records });
            else await terminal.lines([...countTable(records), 'Nothing is wrong; nothing was written.']);
            return exitCodes.ok;
          }
          if (database.path === inMemory)
            terminal.note(`${databaseUrl(database)} keeps nothing of this import.`);
          const records = await importPath(store, path, services.now(), watcher);
          if (options.json) await terminal.json({ dryRun: false, records });
          else await terminal.lines(reportTable(records));
          return exitCodes.ok;
        });
      }),
    );
}
