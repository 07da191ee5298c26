import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { DatasetBytes } from '../actions/check-files.ts';
import { importInput, previewInput } from '../actions/import-files.ts';
import { findInput, isSameFile } from '../actions/input.ts';
import { SourceTexts } from '../actions/source-texts.ts';
import { databaseUrl, inMemory } from '../config.ts';
import type { RecordKind } from '../domain/kinds.ts';
import { idExpectation, idPattern } from '../domain/primitives.ts';
import type { Store } from '../domain/store.ts';
import type { InputFormat } from '../formats/input-format.ts';
import { type CommonOptions, configOf } from './command.ts';
import { type Context, withStore } from './context.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { CliError } from './failure.ts';
import { ChangeList } from './import-changes.ts';
import { runLineImport } from './import-lines.ts';
import { noteWarnings, nothingWritten, reportTable, watcherOf } from './import-report.ts';
import { checkEncoding, checkTableFlags, type TableFlags, tableOptionsOf } from './table-options.ts';
import type { Terminal } from './terminal.ts';

export type ImportOptions = CommonOptions &
  TableFlags & {
    dryRun?: true;
    strict?: true;
    diff?: true;
    format?: InputFormat;
    kind?: RecordKind;
    dataset?: string;
    onError?: 'stop' | 'skip';
    rejects?: string;
    texts?: string;
  };

export async function runImport(
  path: string,
  options: ImportOptions,
  command: Command,
  context: Context,
): Promise<ExitCode> {
  const { services, surroundings, terminal } = context;
  const { database } = configOf(command, ['database'], context);
  checkEncoding(options);
  const found = await findInput(path, options.format, surroundings.stdin, options.encoding);
  await checkUsage(path, options, found.format);
  const texts = await SourceTexts.open(options.texts);
  const table = await tableOptionsOf(options);
  const isDry = options.dryRun === true;
  const isNew = !isDry && database.path !== inMemory && !existsSync(database.path);
  const opening = isDry
    ? services.openStore(database, 'empty')
    : services.openStore(database, 'create', { access: 'write' });
  const code = await withStore(opening, async (store) => {
    if (!isDry && database.path === inMemory) {
      terminal.note(
        `${databaseUrl(database)} is a database in memory: the import is lost when this command ends.`,
      );
    }
    if (found.format === 'json')
      return importFiles(store, path, found.read, { ...options, sourceTexts: texts }, context);
    // A dry run lists all problems, as it leaves nothing half imported.
    const { kind, dataset, onError = isDry ? 'skip' : 'stop', rejects, json } = options;
    const isStrict = options.strict === true;
    const lineOptions = {
      table,
      kind,
      datasetId: dataset,
      onError,
      rejects,
      isDry,
      isStrict,
      texts,
      isJson: json === true,
      changeList: changeListFor(options, terminal),
    };
    return runLineImport(store, found.input, found.format, lineOptions, context);
  });
  // Without this line, a database in the wrong directory shows only on a server that lacks the records.
  if (isNew && !options.json) await terminal.lines([`New database: ${resolve(database.path)}`]);
  return code;
}

async function importFiles(
  store: Store,
  path: string,
  read: () => Promise<DatasetBytes[]>,
  options: ImportOptions & { sourceTexts: SourceTexts | undefined },
  { services, terminal }: Context,
): Promise<ExitCode> {
  const { kind, dataset: datasetId } = options;
  const checking = {
    watcher: watcherOf(terminal, path),
    isStrict: options.strict === true,
    texts: options.sourceTexts,
    defaults: { kind, datasetId },
  };
  const isDry = options.dryRun === true;
  const { records, changes, warnings } = isDry
    ? await previewInput(store, read, checking)
    : await importInput(store, read, services.now(), checking);
  const list = changeListFor(options, terminal);
  await list?.add(changes);
  if (options.json) await terminal.json({ dryRun: isDry, records, ...list?.json, warnings });
  else await terminal.lines(reportTable(records));
  if (isDry && !options.json) await terminal.lines([nothingWritten]);
  noteWarnings(terminal, warnings);
  return exitCodes.ok;
}

/** Returns the list for `--diff`; undefined without it. */
const changeListFor = ({ diff, json }: ImportOptions, terminal: Terminal): ChangeList | undefined =>
  diff === true ? new ChangeList(terminal, json === true) : undefined;

/** Refuses options that would have no effect, because the user expects an effect. */
async function checkUsage(path: string, options: ImportOptions, format: InputFormat): Promise<void> {
  const { format: asked, dataset, onError, rejects } = options;
  const forLines = Object.entries({
    '--on-error': onError,
    '--rejects': rejects,
  });
  const [useless] = forLines.find(([, value]) => value !== undefined) ?? [];
  if (format === 'json' && useless !== undefined) {
    const message = `${useless} works only with NDJSON and CSV: a dataset file is imported completely or not at all.`;
    throw new CliError('invalid_usage', message);
  }
  checkTableFlags(options, format);
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
