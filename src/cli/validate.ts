import type { Command } from 'commander';
import { type CommonOptions, configOf, newCommand, textsOption } from './command.ts';
import { type Context, withStore } from './context.ts';
import { exitCodes } from './exit-codes.ts';
import { countsOf, countTable, noteWarnings, watcherOf } from './import-report.ts';

type ValidateOptions = CommonOptions & { strict?: true; texts?: string };

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
    .option(...textsOption)
    .option('--strict', 'treat warnings as errors')
    .action(
      does(async (path: string, options: ValidateOptions, command: Command) => {
        configOf(command, [], context);
        const { checkPath } = await import('../actions/import-path.ts');
        const { SourceTexts } = await import('../actions/source-texts.ts');
        const texts = options.texts === undefined ? undefined : await SourceTexts.open(options.texts);
        return withStore(services.scratchStore(), async (store) => {
          const checking = { watcher: watcherOf(terminal, path), isStrict: options.strict === true, texts };
          const { batch, warnings } = await checkPath(store, path, checking);
          const records = countsOf(batch);
          if (options.json) await terminal.json({ valid: true, records, warnings });
          else await terminal.lines([...countTable(records), 'No problems found.']);
          noteWarnings(terminal, warnings);
          return exitCodes.ok;
        });
      }),
    );
}
