import { setFlagsFromString } from 'node:v8';
import { type Input, readerOf } from '../actions/input.ts';
import { importLines } from '../actions/lines/import-lines.ts';
import type { LineReport } from '../actions/lines/report.ts';
import type { SourceTexts } from '../actions/source-texts.ts';
import { problemLine } from '../domain/import-problem.ts';
import { limits } from '../domain/limits.ts';
import type { Store } from '../domain/store.ts';
import type { TableOptions } from '../formats/csv.ts';
import type { LineDefaults } from '../formats/read-line.ts';
import type { Context } from './context.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import type { ChangeList } from './import-changes.ts';
import { progressOf } from './import-progress.ts';
import { noteWarnings, nothingWritten, reportTable } from './import-report.ts';
import { Rejects } from './rejects.ts';

export type LineOptions = LineDefaults & {
  table: TableOptions;
  onError: 'stop' | 'skip';
  /** The path of the file for rejected lines. */
  rejects: string | undefined;
  isDry: boolean;
  /** True if records with warnings are bad lines. */
  isStrict: boolean;
  /** The texts in which quotes without a place are located. */
  texts: SourceTexts | undefined;
  isJson: boolean;
  /** Lists what changes, for `--diff`. */
  changeList: ChangeList | undefined;
};

/** Imports an NDJSON or CSV file and prints the report. */
export async function runLineImport(
  store: Store,
  input: Input,
  format: 'ndjson' | 'csv',
  options: LineOptions,
  context: Context,
): Promise<ExitCode> {
  const { services, terminal } = context;
  keepHeapSmall();
  const reader = readerOf(format, input, options, options.table);
  const rejects =
    options.rejects === undefined ? undefined : await Rejects.open(options.rejects, () => reader.header);
  const scratch = await services.openScratch();
  try {
    const report = await importLines({
      store,
      scratch,
      reader,
      file: input.name,
      at: services.now(),
      onError: options.onError,
      isDry: options.isDry,
      isStrict: options.isStrict,
      texts: options.texts,
      keepsRaw: rejects !== undefined,
      chunkRecords: limits.importChunkMaxRecords,
      watcher: {
        rejected: (line) => rejects?.add(line),
        progressed: progressOf(terminal, input),
        changing: options.changeList && ((changes) => options.changeList?.add(changes)),
      },
    });
    await tell(report, options, context);
    return report.badLines === 0 ? exitCodes.ok : exitCodes.failed;
  } finally {
    scratch.close();
    await rejects?.close();
  }
}

/**
 * Keeps the heap small. Each chunk of an import creates and drops many objects, so V8 would let the heap grow with the
 * length of the import. With these flags it collects garbage earlier, which costs a little time.
 */
function keepHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=25');
}

async function tell(report: LineReport, options: LineOptions, { terminal }: Context): Promise<void> {
  const { records, lines, badLines, dependentLines, problems, warnings } = report;
  if (options.isJson) {
    const listed = options.changeList?.json;
    await terminal.json({
      dryRun: options.isDry,
      records,
      lines,
      badLines,
      dependentLines,
      problems,
      ...listed,
      warnings,
    });
  } else await terminal.lines(reportTable(records));
  noteWarnings(terminal, warnings);
  for (const problem of problems) terminal.note(problemLine(problem));
  if (problems.length === limits.reportedProblemsMax)
    terminal.note(`Only the first ${problems.length} problems are listed.`);
  const outcome = options.isDry ? ' Nothing was written.' : '';
  const dependent =
    dependentLines === 0
      ? ''
      : `, ${dependentLines} of them only because ${dependentLines === 1 ? 'it refers' : 'they refer'} to records on rejected lines`;
  if (badLines === 1) terminal.note(`1 line was rejected.${outcome}`);
  else if (badLines > 1) terminal.note(`${badLines} lines were rejected${dependent}.${outcome}`);
  else if (options.isDry && !options.isJson) await terminal.lines([nothingWritten]);
}
