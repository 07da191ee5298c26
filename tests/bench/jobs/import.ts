import { fileURLToPath } from 'node:url';
import { ask } from '../harness/answers.ts';
import { outputOf } from '../harness/processes.ts';
import { serveClaimline } from '../harness/servers.ts';
import type { Figure } from '../report/results.ts';
import { figure, type Subject } from './job.ts';

/** From NDJSON to the first answer, beside raw inserts of the same rows. Large imports are too long for many rounds. */

const roundsOf = (events: number, rounds: number) => (events >= 300_000 ? 1 : Math.min(3, rounds));

export async function importing({
  shape,
  databases,
  pace,
  limits,
}: Pick<Subject, 'shape' | 'databases' | 'pace' | 'limits'>): Promise<Figure[]> {
  const imports: { recordsPerSecond: number; residentMb: number[]; seconds: number }[] = [];
  const raw: number[] = [];
  for (let round = 0; round < roundsOf(shape.events, pace.rounds); round += 1) {
    const { path, imported } = await databases.make(shape);
    const begun = performance.now();
    const serving = await serveClaimline(path, { pin: false });
    await ask(serving.origin, '/v1/events?limit=1');
    const seconds = imported.seconds + (performance.now() - begun) / 1000;
    await serving.stop();
    imports.push({ recordsPerSecond: imported.records / seconds, residentMb: imported.residentMb, seconds });
    if (limits) raw.push(await rawInserts(path, databases.pathOf(shape, 'raw.db'), shape));
  }
  const memory = imports.map((one) => one.residentMb);
  const figures = [
    figure(
      'import',
      'import NDJSON → served',
      'records/s',
      imports.map((one) => one.recordsPerSecond),
    ),
    figure(
      'import-seconds',
      'import NDJSON → served',
      's',
      imports.map((one) => one.seconds),
    ),
    figure(
      'import-peak',
      'import: peak memory',
      'MB',
      memory.map((samples) => Math.max(...samples)),
    ),
    ...growth(memory),
  ];
  if (raw.length > 0)
    figures.push(figure('raw-inserts', 'raw prepared inserts of the same rows', 'records/s', raw));
  return figures;
}

/** How much more memory the last quarter of the import took than the second: flat is about none. */
function growth(memory: readonly (readonly number[])[]): Figure[] {
  const values = memory.flatMap((samples) => {
    const quarter = Math.floor(samples.length / 4);
    if (quarter < 4) return [];
    const peak = (from: number, to: number) => Math.max(...samples.slice(from, to));
    return [peak(3 * quarter, samples.length) - peak(quarter, 2 * quarter)];
  });
  return values.length === 0
    ? []
    : [figure('import-growth', 'import: peak of the last quarter above the second', 'MB', values)];
}

async function rawInserts(database: string, into: string, shape: object): Promise<number> {
  const program = fileURLToPath(new URL('../limits/raw-inserts.ts', import.meta.url));
  const output = await outputOf(process.execPath, [program, database, JSON.stringify(shape), into]);
  const { records, seconds }: { records: number; seconds: number } = JSON.parse(output);
  return records / seconds;
}
