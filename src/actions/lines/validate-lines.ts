import { type ImportProblem, ImportRefused } from '../../domain/import-problem.ts';
import type { RecordKind } from '../../domain/kinds.ts';
import { limits } from '../../domain/limits.ts';
import { countsIn } from '../../domain/write-report.ts';
import type { TableOptions } from '../../formats/csv.ts';
import type { LineDefaults } from '../../formats/read-line.ts';
import { type Input, readerOf } from '../input.ts';
import { importLines, type LineImport } from './import-lines.ts';

type Checking = Pick<LineImport, 'store' | 'scratch' | 'isStrict' | 'texts' | 'at'>;
type Reading = { format: 'ndjson' | 'csv'; input: Input; defaults: LineDefaults; table: TableOptions };

/**
 * Checks each record of an NDJSON or CSV input by itself, and their ids against each other. References to other records
 * are not checked, and a record need not name its dataset.
 * @param checking an empty store and an empty scratch
 * @throws ImportRefused with the problems; ImportStopped if the input cannot be read to its end
 */
export async function validateLines(
  checking: Checking,
  { format, input, defaults, table }: Reading,
): Promise<{ records: Record<RecordKind, number>; warnings: readonly ImportProblem[] }> {
  const { datasetId = 'unnamed' } = defaults;
  const report = await importLines({
    ...checking,
    reader: readerOf(format, input, { ...defaults, datasetId }, table),
    file: input.name,
    onError: 'skip',
    isDry: true,
    isAlone: true,
    keepsRaw: false,
    chunkRecords: limits.importChunkMaxRecords,
    watcher: { rejected: () => undefined, progressed: () => undefined },
  });
  if (report.badLines > 0) throw new ImportRefused(report.problems, report.warnings);
  return { records: countsIn(report.records), warnings: report.warnings };
}
