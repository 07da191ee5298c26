import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ask } from '../harness/answers.ts';
import { pinned } from '../harness/cores.ts';
import type { Requests } from '../harness/load.ts';
import { outputOf } from '../harness/processes.ts';
import { type Serving, serveClaimline } from '../harness/servers.ts';
import type { RawTimes } from './raw-sql.ts';

const pathTo = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** A server that writes down its statements, and what runs them without it. */
export class StatementTrace {
  readonly #database: string;
  readonly #directory = mkdtempSync(join(tmpdir(), 'claimline-trace-'));
  readonly #file = join(this.#directory, 'trace');
  #serving: Serving | null = null;
  #read = 0;

  constructor(database: string) {
    this.#database = database;
  }

  /** Notes the statements of some of these requests, a line for each request. @returns the file they stand in */
  async statementsOf(id: string, { lines }: Requests, count: number): Promise<string> {
    this.#serving ??= await this.#start();
    const step = Math.max(1, Math.floor(lines.length / count));
    const noted: string[] = [];
    for (let index = 0; index < lines.length && noted.length < count; index += step) {
      await ask(this.#serving.origin, lines[index] ?? '');
      noted.push(this.#news());
    }
    return this.file(id, noted.join('\n'));
  }

  /** A file with these lines, which is removed when the trace is closed. */
  file(name: string, lines: string): string {
    const path = join(this.#directory, name);
    writeFileSync(path, lines);
    return path;
  }

  async close(): Promise<void> {
    await this.#serving?.stop();
    rmSync(this.#directory, { recursive: true, force: true });
  }

  async #start(): Promise<Serving> {
    const options = `--import=${pathTo('trace.ts')}`;
    const serving = await serveClaimline(this.#database, {
      env: { BENCH_TRACE: this.#file, NODE_OPTIONS: options, CACHE_MB: '0' },
    });
    this.#read = statSync(this.#file).size;
    return serving;
  }

  /** What was written down since the last look, as a list in JSON. */
  #news(): string {
    const all = readFileSync(this.#file);
    // What follows an answer, such as the end of a transaction, may be half written yet: it is read with the next.
    const end = all.lastIndexOf('\n') + 1;
    const lines = all.subarray(this.#read, end).toString().split('\n');
    this.#read = end;
    return `[${lines.filter(Boolean).join(',')}]`;
  }
}

/** Runs noted statements for some seconds in a process of their own, on the core that servers have. */
export async function runStatements(database: string, file: string, seconds: number): Promise<RawTimes> {
  const [command, args] = pinned('server', process.execPath, [
    pathTo('raw-sql.ts'),
    database,
    file,
    `${seconds}`,
  ]);
  return JSON.parse(await outputOf(command, args));
}
