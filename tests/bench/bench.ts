import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contestAll } from './cases/contest.ts';
import { Databases } from './harness/databases.ts';
import { bestGenerator, Undici } from './harness/load.ts';
import { surroundings } from './harness/machine.ts';
import { keepInMemory } from './harness/resident.ts';
import { disk } from './jobs/disk.ts';
import { exporting } from './jobs/export.ts';
import { hostile } from './jobs/hostile.ts';
import { importing } from './jobs/import.ts';
import type { Job, Subject } from './jobs/job.ts';
import { overlap } from './jobs/overlap.ts';
import { readers } from './jobs/readers.ts';
import { shapes } from './jobs/shapes.ts';
import { memory, starting } from './jobs/start.ts';
import { workers } from './jobs/workers.ts';
import { type Group, type Options, optionsFrom, UsageError, usage } from './options.ts';
import { contestPeers } from './peers/contest.ts';
import { markdownOf } from './report/markdown.ts';
import {
  addAsked,
  addFigures,
  type Figure,
  type Results,
  type SizeResults,
  sizeIn,
} from './report/results.ts';

/** `npm run bench`: measures Claimline beside what limits it and beside others, in one run. */

const say = (line: string) => process.stderr.write(`${line}\n`);

const jobs: Partial<Record<Group, Job>> = {
  overlap,
  start: starting,
  memory,
  readers,
  disk,
  hostile,
  workers,
  export: exporting,
};

async function run(options: Options): Promise<void> {
  const databases = new Databases(options.cache);
  // A short run would measure how wrk starts; whole seconds are its least.
  const generator = options.smoke ? new Undici() : bestGenerator();
  const { rounds, seconds, connections } = options.pace;
  const results: Results = options.adds ? keptIn(options.out) : { runs: [], sizes: [] };
  results.runs.push({
    surroundings: surroundings(generator.name),
    settings: { rounds, seconds, connections, ...(options.resident ? { resident: true } : {}) },
    events: options.events,
    groups: [...options.only],
  });
  mkdirSync(options.out, { recursive: true });
  for (const events of options.events) {
    say(`${events} events`);
    const shape = { events, seed: options.seed, longShare: 0.05 };
    // The import is measured on the way to the database, where it is asked for.
    const figures = options.only.has('import')
      ? await importing({ shape, databases, pace: options.pace, limits: options.only.has('limit') })
      : [];
    const made = await databases.get(shape);
    const { records, databaseMb } = made.imported;
    const size = sizeIn(results, { events, records, databaseMb });
    addFigures(size, figures);
    keep(results, options.out);
    const subject: Subject = {
      shape,
      made,
      databases,
      generator,
      pace: options.pace,
      limits: options.only.has('limit'),
    };
    const held = options.resident ? await keepInMemory(made.path) : undefined;
    try {
      await measure(subject, options, size, () => keep(results, options.out));
    } finally {
      await held?.stop();
    }
  }
  keep(results, options.out);
  say(`Written to ${options.out}`);
}

/** Everything but the import, on a database that is made. */
async function measure(
  subject: Subject,
  options: Options,
  size: SizeResults,
  keepFound: () => void,
): Promise<void> {
  if (options.only.has('questions')) addAsked(size, await contestAll(subject, say));
  if (options.only.has('peers')) {
    addAsked(size, await contestPeers(subject, options.cache, options.installPeers, say));
  }
  if (options.only.has('shapes')) size.shapes = await shapes(subject, say);
  for (const [group, job] of Object.entries(jobs)) {
    if (!options.only.has(group as Group)) continue;
    say(`  ${group}`);
    addFigures(size, await done(group, job, subject));
    keepFound();
  }
}

/** A job that fails says so in its place and leaves the others theirs; the run has failed all the same. */
async function done(group: string, job: Job, subject: Subject): Promise<Figure[]> {
  try {
    return await job(subject);
  } catch (error) {
    const message = (error as Error).message;
    say(`  ${group}: ${message}`);
    process.exitCode = 1;
    return [
      { id: group, title: group, value: null, unit: '', rounds: 0, note: message.split('\n')[0] ?? '' },
    ];
  }
}

/** What earlier runs found, to be added to. */
function keptIn(directory: string): Results {
  const path = join(directory, 'bench.json');
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : { runs: [], sizes: [] };
}

function keep(results: Results, directory: string): void {
  writeFileSync(join(directory, 'bench.json'), `${JSON.stringify(results, null, 2)}\n`);
  writeFileSync(join(directory, 'bench.md'), `${markdownOf(results)}\n`);
}

try {
  await run(optionsFrom(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  say(`${error.message}\n\n${usage}`);
  process.exitCode = 2;
}
