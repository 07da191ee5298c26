import { type Command, Option } from 'commander';
import { newCommand, textsOption } from './command.ts';
import type { Context } from './context.ts';
import type { ImportOptions } from './run-import.ts';
import { addInput, addTableOptions } from './table-options.ts';

export function addImport(program: Command, context: Context): void {
  const command = newCommand(program, {
    name: 'import',
    summary: 'import records: dataset files, NDJSON or CSV',
    description:
      'A dataset file (JSON), or a directory of them, is imported completely, or not at all if it has problems; then ' +
      'all problems are listed. A file with one record per line (NDJSON, CSV) may have any size and is imported chunk ' +
      'by chunk. If such an import is interrupted, run it again: the result is the same. A second import of the same ' +
      'input changes nothing. An edited record gets a new version. Warnings name probable slips, such as two sources ' +
      'with one address; the records are imported. Gzipped input is unzipped. The format is that of ' +
      '--format, otherwise that of the file name (.json, .ndjson, .jsonl, .csv, .tsv, each also with .gz). Otherwise it ' +
      'is detected from the content: a first line that is a JSON object with "kind" means NDJSON, any other object or ' +
      'list means JSON, and the rest is CSV. The separator of a CSV is detected; claimline columns lists the columns that it may have.',
    examples: [
      ['claimline import data/crocus-city-hall-2024', 'import a dataset from a directory'],
      ['claimline import --dry-run --diff edited.json', 'show what an import would change, without writing'],
      [
        'claimline import --texts texts dataset.json',
        'locate the quotes of the evidence: texts/article.txt is the text of the source article',
      ],
      ['zcat events.ndjson.gz | claimline import -', 'import from standard input'],
      [
        'claimline import events.csv --kind event --dataset mine --on-error skip --rejects rejected.csv',
        'import a table of events; write rejected rows to a file',
      ],
      [
        'claimline import export.csv --kind event --dataset mine --map columns.json --na NA,- --make-ids',
        'import a table that has its own columns, words and ids',
      ],
    ],
    settings: ['database', 'logLevel'],
  });
  addInput(command)
    .addOption(
      new Option(
        '--on-error <what>',
        'stop: the first bad line ends the import; skip: bad lines are rejected and the import goes on (default: stop; ' +
          'with --dry-run: skip, so that all problems are listed)',
      ).choices(['stop', 'skip']),
    )
    .option(
      '--rejects <file>',
      'write rejected lines unchanged, in UTF-8, to this file, and the reasons to FILE.reasons.ndjson',
    )
    .option(...textsOption)
    .option('--strict', 'treat warnings as errors')
    .option('--dry-run', 'check only and list all problems; no record is written')
    .option(
      '--diff',
      'list the records that are created or updated, and each member that changes, old and new',
    );
  addTableOptions(command).action(
    context.does(async (path: string, options: ImportOptions, command: Command) => {
      const { runImport } = await import('./run-import.ts');
      return runImport(path, options, command, context);
    }),
  );
}
