import { type Command, Option } from 'commander';
import type { DatasetBytes } from '../actions/import.ts';
import { checkInput, importInput } from '../actions/import-path.ts';
import { findInput, type InputFormat, inputFormats, isSameFile } from '../actions/input.ts';
import { databaseUrl, inMemory } from '../config.ts';
import { type RecordKind, recordKinds } from '../domain/kinds.ts';
import { idPattern } from '../domain/primitives.ts';
import type { Store } from '../domain/store.ts';
import { type CommonOptions, configOf, newCommand } from './command.ts';
import { type Context, withStore } from './context.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { CliError } from './failure.ts';
import { runLineImport } from './import-lines.ts';
import { countsOf, countTable, reportTable, watcherOf } from './import-report.ts';

type Options = CommonOptions & {
  dryRun?: true;
  format?: InputFormat;
  kind?: RecordKind;
  dataset?: string;
  onError?: 'stop' | 'skip';
  rejects?: string;
};

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
      context.does((path: string, options: Options, command: Command) =>
        run(path, options, command, context),
      ),
    );
}

async function run(path: string, options: Options, command: Command, context: Context): Promise<ExitCode> {
  const { services, surroundings, terminal } = context;
  const { database } = configOf(command, ['database'], context);
  const found = await findInput(path, options.format, surroundings.stdin);
  await checkUsage(path, options, found.format);
  const isDry = options.dryRun === true;
  return withStore(services.openStore(database, isDry ? 'empty' : 'create'), async (store) => {
    if (!isDry && database.path === inMemory) {
      terminal.note(`${databaseUrl(database)} keeps nothing of this import.`);
    }
    if (found.format === 'json') return importFiles(store, path, found.read, options, context);
    const { kind, dataset, onError = 'stop', rejects, json } = options;
    const lineOptions = { kind, datasetId: dataset, onError, rejects, isDry, isJson: json === true };
    return runLineImport(store, found.input, found.format, lineOptions, context);
  });
}

async function importFiles(
  store: Store,
  path: string,
  read: () => Promise<DatasetBytes[]>,
  options: Options,
  { services, terminal }: Context,
): Promise<ExitCode> {
  const watcher = watcherOf(terminal, path);
  if (options.dryRun) {
    const records = countsOf(await checkInput(store, read, watcher));
    if (options.json) await terminal.json({ dryRun: true, records });
    else await terminal.lines([...countTable(records), 'Nothing is wrong; nothing was written.']);
    return exitCodes.ok;
  }
  const records = await importInput(store, read, services.now(), watcher);
  if (options.json) await terminal.json({ dryRun: false, records });
  else await terminal.lines(reportTable(records));
  return exitCodes.ok;
}

/** Options that would do nothing are refused: whoever gives one expects something of it. */
async function checkUsage(path: string, options: Options, format: InputFormat): Promise<void> {
  const { format: asked, kind, dataset, onError, rejects } = options;
  const forLines = Object.entries({
    '--kind': kind,
    '--dataset': dataset,
    '--on-error': onError,
    '--rejects': rejects,
  });
  const [useless] = forLines.find(([, value]) => value !== undefined) ?? [];
  if (format === 'json' && useless !== undefined) {
    const message = `${useless} is for records by line (NDJSON, CSV): dataset files are taken in whole or not at all.`;
    throw new CliError('invalid_usage', message);
  }
  if (asked !== undefined && asked !== format) {
    throw new CliError('invalid_usage', `A directory holds dataset files (json), not ${asked}.`);
  }
  if (dataset !== undefined && !idPattern.test(dataset)) {
    throw new CliError(
      'invalid_usage',
      `--dataset must be the id of a dataset, not ${JSON.stringify(dataset)}.`,
    );
  }
  if (rejects !== undefined && (await isSameFile(path, rejects))) {
    throw new CliError(
      'invalid_usage',
      'The rejects would replace the input: name another file with --rejects.',
    );
  }
}
