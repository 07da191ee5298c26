import { type Command, Option } from 'commander';
import { recordKinds } from '../domain/kinds.ts';
import { inputFormats } from '../formats/input-format.ts';
import { newCommand } from './command.ts';
import type { Context } from './context.ts';
import type { ImportOptions } from './run-import.ts';

export function addImport(program: Command, context: Context): void {
  newCommand(program, {
    name: 'import',
    summary: 'take in records: dataset files, NDJSON or CSV',
    description:
      'A dataset file (JSON), or a directory of them, is taken in whole or, with every problem listed, not at all. ' +
      'A file of one record a line (NDJSON, CSV) may be of any size: it is taken in chunk by chunk, and ended at any ' +
      'point the same import again goes on to the same result. The same input again changes nothing, an edited ' +
      'record gets its next version. What is gzipped is unzipped. The format is told by --format, else by the ' +
      'name (.json, .ndjson, .jsonl, .csv, each also with .gz), else by the content: NDJSON where the first line is ' +
      'a JSON object with "kind", another object is a dataset file, the rest is CSV.',
    examples: [
      ['claimline import data/crocus-city-hall-2024', 'take in a dataset from a directory'],
      ['claimline import --dry-run edited.json', 'only check it, against what the database holds'],
      ['zcat events.ndjson.gz | claimline import -', 'from standard input'],
      [
        'claimline import events.csv --kind event --dataset mine --on-error skip --rejects rejected.csv',
        'a table of events; rows that are wrong go to a file of their own',
      ],
    ],
    settings: ['database', 'logLevel'],
  })
    .argument('<path>', 'a dataset file, a directory of them, a file of records, or - for standard input')
    .addOption(
      new Option('--format <format>', 'what the input is, where its name does not say').choices(inputFormats),
    )
    .addOption(new Option('--kind <kind>', 'the kind of records that do not say theirs').choices(recordKinds))
    .option('--dataset <id>', 'the dataset of records that do not say theirs')
    .addOption(
      new Option(
        '--on-error <what>',
        'the first bad line ends the import, or bad lines are left out (default: stop)',
      ).choices(['stop', 'skip']),
    )
    .option('--rejects <file>', 'write bad lines to this file as they came, and why to FILE.reasons.ndjson')
    .option('--dry-run', 'check only; no record is written')
    .action(
      context.does(async (path: string, options: ImportOptions, command: Command) => {
        const { runImport } = await import('./run-import.ts');
        return runImport(path, options, command, context);
      }),
    );
}
