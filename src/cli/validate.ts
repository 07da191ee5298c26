import type { Command } from 'commander';
import type { ImportProblem } from '../domain/import-problem.ts';
import type { RecordKind } from '../domain/kinds.ts';
import type { InputFormat } from '../formats/input-format.ts';
import { type CommonOptions, configOf, newCommand, textsOption } from './command.ts';
import { type Context, withStore } from './context.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { countsOf, countTable, noteWarnings, watcherOf } from './import-report.ts';
import {
  addInput,
  addTableOptions,
  checkEncoding,
  checkTableFlags,
  type TableFlags,
  tableOptionsOf,
} from './table-options.ts';

type ValidateOptions = CommonOptions &
  TableFlags & { strict?: true; format?: InputFormat; kind?: RecordKind; dataset?: string; texts?: string };

export function addValidate(program: Command, context: Context): void {
  const command = newCommand(program, {
    name: 'validate',
    summary: 'check dataset files, NDJSON or CSV without a database',
    description:
      'Checks a dataset file, or every .json file of a directory, against the model and each other, and lists all ' +
      'problems. It needs no database: dataset files must contain all records that they refer to. In NDJSON and ' +
      'CSV, each record is checked by itself, without its references to other records. (claimline import --dry-run checks ' +
      'against a database.)',
    examples: [
      ['claimline validate data/crocus-city-hall-2024', 'check a dataset before sharing it'],
      ['claimline validate events.csv --kind event', 'check a table of events'],
      ['claimline validate --json dataset.json', 'list the problems with file, record and JSON Pointer'],
    ],
    settings: ['logLevel'],
  });
  addInput(command)
    .option(...textsOption)
    .option('--strict', 'treat warnings as errors');
  addTableOptions(command).action(
    context.does(async (path: string, options: ValidateOptions, command: Command) => {
      configOf(command, [], context);
      return validate(path, options, context);
    }),
  );
}

async function validate(path: string, options: ValidateOptions, context: Context) {
  const { services, surroundings, terminal } = context;
  const { kind, dataset: datasetId } = options;
  const { findInput } = await import('../actions/input.ts');
  checkEncoding(options);
  const found = await findInput(path, options.format, surroundings.stdin, options.encoding);
  checkTableFlags(options, found.format);
  const table = await tableOptionsOf(options);
  const isStrict = options.strict === true;
  const { SourceTexts } = await import('../actions/source-texts.ts');
  const texts = await SourceTexts.open(options.texts);
  return withStore(services.scratchStore(), async (store) => {
    if (found.format === 'json') {
      const { checkInput } = await import('../actions/import-files.ts');
      const checking = { watcher: watcherOf(terminal, path), isStrict, texts, defaults: { kind, datasetId } };
      const { batch, warnings } = await checkInput(store, found.read, checking);
      return printValid(countsOf(batch), warnings, options, context);
    }
    const { validateLines } = await import('../actions/lines/validate-lines.ts');
    const reading = { format: found.format, input: found.input, defaults: { kind, datasetId }, table };
    const scratch = await services.openScratch();
    try {
      const checking = { store, scratch, isStrict, texts, at: services.now() };
      const { records, warnings } = await validateLines(checking, reading);
      return await printValid(records, warnings, options, context);
    } finally {
      scratch.close();
    }
  });
}

async function printValid(
  records: Record<RecordKind, number>,
  warnings: readonly ImportProblem[],
  { json }: ValidateOptions,
  { terminal }: Context,
): Promise<ExitCode> {
  if (json) await terminal.json({ valid: true, records, warnings });
  else await terminal.lines([...countTable(records), 'No problems found.']);
  noteWarnings(terminal, warnings);
  return exitCodes.ok;
}
