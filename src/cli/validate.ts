import type { Command } from 'commander';
import { type CommonOptions, configOf, newCommand } from './command.ts';
import { type Context, withStore } from './context.ts';
import { exitCodes } from './exit-codes.ts';
import { countsOf, countTable, watcherOf } from './import-report.ts';

export function addValidate(program: Command, context: Context): void {
  const { services, terminal, does } = context;
  newCommand(program, {
    name: 'validate',
    summary: 'check dataset files without a database',
    description:
      'Checks a dataset file, or every .json file of a directory, against the model and each other, and lists ' +
      'all problems. It needs no database: the files must contain all records that they refer to. (claimline import ' +
      '--dry-run checks against a database.)',
    examples: [
      ['claimline validate data/crocus-city-hall-2024', 'check a dataset before sharing it'],
      ['claimline validate --json dataset.json', 'list the problems with file, record and JSON Pointer'],
    ],
    settings: ['logLevel'],
  })
    .argument('<path>', 'a dataset file, or a directory of them')
    .action(
      does(async (path: string, options: CommonOptions, command: Command) => {
        configOf(command, [], context);
        const { checkPath } = await import('../actions/import-path.ts');
        return withStore(services.scratchStore(), async (store) => {
          const records = countsOf(await checkPath(store, path, watcherOf(terminal, path)));
          if (options.json) await terminal.json({ valid: true, records });
          else await terminal.lines([...countTable(records), 'No problems found.']);
          return exitCodes.ok;
        });
      }),
    );
}
