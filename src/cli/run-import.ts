import type { Command } from 'commander';
import type { DatasetBytes } from '../actions/import.ts';
import { checkInput, importInput } from '../actions/import-path.ts';
import { findInput, isSameFile } from '../actions/input.ts';
import { databaseUrl, inMemory } from '../config.ts';
import type { RecordKind } from '../domain/kinds.ts';
import { idExpectation, idPattern } from '../domain/primitives.ts';
import type { Store } from '../domain/store.ts';
import type { InputFormat } from '../formats/input-format.ts';
import { type CommonOptions, configOf } from './command.ts';
import { type Context, withStore } from './context.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { CliError } from './failure.ts';
import { runLineImport } from './import-lines.ts';
import { countsOf, countTable, noteWarnings, reportTable, watcherOf } from './import-report.ts';

export type ImportOptions = CommonOptions & {
  dryRun?: true;
  strict?: true;
  format?: InputFormat;
  kind?: RecordKind;
  dataset?: string;
  onError?: 'stop' | 'skip';
  rejects?: string;
};

export async function runImport(
  path: string,
  options: ImportOptions,
  command: Command,
  context: Context,
): Promise<ExitCode> {
  const { services, surroundings, terminal } = context;
  const { database } = configOf(command, ['database'], context);
  const found = await findInput(path, options.format, surroundings.stdin);
  await checkUsage(path, options, found.format);
  const isDry = options.dryRun === true;
  const opening = isDry
    ? services.openStore(database, 'empty')
    : services.openStore(database, 'create', { access: 'write' });
  return withStore(opening, async (store) => {
    if (!isDry && database.path === inMemory) {
      terminal.note(
        `${databaseUrl(database)} is a database in memory: the import is lost when this command ends.`,
      );
    }
    if (found.format === 'json') return importFiles(store, path, found.read, options, context);
    const { kind, dataset, onError = 'stop', rejects, json } = options;
    const isStrict = options.strict === true;
    const lineOptions = {
      kind,
      datasetId: dataset,
      onError,
      rejects,
      isDry,
      isStrict,
      isJson: json === true,
    };
    return runLineImport(store, found.input, found.format, lineOptions, context);
  });
}

async function importFiles(
  store: Store,
  path: string,
  read: () => Promise<DatasetBytes[]>,
  options: ImportOptions,
  { services, terminal }: Context,
): Promise<ExitCode> {
  const checking = { watcher: watcherOf(terminal, path), isStrict: options.strict === true };
  if (options.dryRun) {
    const { batch, warnings } = await checkInput(store, read, checking);
    const records = countsOf(batch);
    if (options.json) await terminal.json({ dryRun: true, records, warnings });
    else await terminal.lines([...countTable(records), 'No problems found. Nothing was written.']);
    noteWarnings(terminal, warnings);
    return exitCodes.ok;
  }
  const { records, warnings } = await importInput(store, read, services.now(), checking);
  if (options.json) await terminal.json({ dryRun: false, records, warnings });
  else await terminal.lines(reportTable(records));
  noteWarnings(terminal, warnings);
  return exitCodes.ok;
}

/** Refuses options that would have no effect, because the user expects an effect. */
async function checkUsage(path: string, options: ImportOptions, format: InputFormat): Promise<void> {
  const { format: asked, kind, dataset, onError, rejects } = options;
  const forLines = Object.entries({
    '--kind': kind,
    '--dataset': dataset,
    '--on-error': onError,
    '--rejects': rejects,
  });
  const [useless] = forLines.find(([, value]) => value !== undefined) ?? [];
  if (format === 'json' && useless !== undefined) {
    const message = `${useless} works only with NDJSON and CSV: a dataset file is imported completely or not at all.`;
    throw new CliError('invalid_usage', message);
  }
  if (asked !== undefined && asked !== format) {
    throw new CliError('invalid_usage', `A directory must hold dataset files (json), not ${asked}.`);
  }
  if (dataset !== undefined && !idPattern.test(dataset)) {
    throw new CliError('invalid_usage', `--dataset ${idExpectation}; got ${JSON.stringify(dataset)}.`);
  }
  if (rejects !== undefined && (await isSameFile(path, rejects))) {
    throw new CliError(
      'invalid_usage',
      'The rejected lines would overwrite the input: name another file with --rejects.',
    );
  }
}
