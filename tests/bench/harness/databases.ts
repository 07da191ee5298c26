import { type ChildProcess, spawn } from 'node:child_process';
import { hash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrations } from '../../../src/store/sqlite/migrate.ts';
import { generatorVersion, type Shape } from '../data/shape.ts';
import { endOf, watchMemory } from './processes.ts';
import { launcher, root } from './servers.ts';

/**
 * Databases to measure on. Making one of a million events takes minutes, so they are kept and used again, by the
 * versions of all that decides what is in them.
 */

/** How an import went. */
type Imported = {
  records: number;
  seconds: number;
  /** Resident memory over time, in MB. */
  residentMb: number[];
  databaseMb: number;
};

export type Made = { path: string; imported: Imported };

const schemaVersion = hash(
  'sha256',
  migrations()
    .map((one) => one.checksum)
    .join(),
).slice(0, 8);

export class Databases {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
    mkdirSync(directory, { recursive: true });
  }

  /** Everything that a database of a shape holds or shows is kept under this name. */
  pathOf(shape: Shape, extension: string): string {
    return this.inputPathOf(shape, `${schemaVersion}.${extension}`);
  }

  /** Returns the path of a file that every version of the schema shares: records to import, or requests. */
  inputPathOf({ events, seed, longShare }: Shape, extension: string): string {
    return join(
      this.#directory,
      `events-${events}-long-${longShare}-seed-${seed}-g${generatorVersion}-${extension}`,
    );
  }

  /** The database of a shape, made where it is not there yet. */
  async get(shape: Shape): Promise<Made> {
    const path = this.pathOf(shape, 'db');
    const note = this.pathOf(shape, 'json');
    if (existsSync(path) && existsSync(note))
      return { path, imported: JSON.parse(readFileSync(note, 'utf8')) };
    return this.make(shape);
  }

  /** The database of a shape, made anew by the import that people use. */
  async make(shape: Shape): Promise<Made> {
    const path = this.pathOf(shape, 'db');
    const fresh = this.pathOf(shape, 'new.db');
    // A database is large: two of a shape may not fit beside each other.
    remove(path);
    remove(fresh);
    const imported = await importInto(fresh, await this.#input(shape));
    renameSync(fresh, path);
    writeFileSync(this.pathOf(shape, 'json'), JSON.stringify(imported));
    return { path, imported };
  }

  /** The records to import: a file, kept like the database; or a stream, where the file would fill the disk. */
  async #input(shape: Shape): Promise<Input> {
    if (shape.events > filedEventsMax) return { stream: generate(shape, '-') };
    const path = this.inputPathOf(shape, 'records.ndjson');
    if (!existsSync(path)) {
      const { code, stderr } = await endOf(generate(shape, `${path}.part`));
      if (code !== 0) throw new Error(`the dataset was not made: ${stderr}`);
      renameSync(`${path}.part`, path);
    }
    return { path };
  }
}

type Input = { path: string } | { stream: ChildProcess };

const filedEventsMax = 2_000_000;

function generate({ events, seed, longShare }: Shape, out: string): ChildProcess {
  const numbers = ['--events', `${events}`, '--seed', `${seed}`, '--long-share', `${longShare}`];
  return spawn(process.execPath, [`${root}tests/bench/data.ts`, ...numbers, '--out', out], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Removes a database with what SQLite keeps beside it. */
export function remove(path: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
}

/** Imports records into a new database, and notes how fast and in how much memory. */
async function importInto(database: string, input: Input): Promise<Imported> {
  const begun = performance.now();
  const from = 'path' in input ? [input.path] : ['-', '--format', 'ndjson'];
  const args = [launcher, 'import', ...from, '--json', '--database-url', `sqlite:${database}`];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  if ('stream' in input) input.stream.stdout?.pipe(child.stdin);
  else child.stdin.end();
  const memory = watchMemory(child.pid ?? 0, 250);
  const { code, stdout, stderr } = await endOf(child);
  const residentMb = memory.stop();
  if (code !== 0) throw new Error(`import ended with ${code}: ${stderr.slice(-2000)}${stdout.slice(-2000)}`);
  return {
    records: createdBy(stdout),
    seconds: (performance.now() - begun) / 1000,
    residentMb,
    databaseMb: statSync(database).size / 1e6,
  };
}

/** Sums what the import's report says it created, whatever the kinds. */
function createdBy(report: string): number {
  let created = 0;
  JSON.parse(report, (key, value) => {
    if (key === 'created' && typeof value === 'number') created += value;
    return value;
  });
  return created;
}
