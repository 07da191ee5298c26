import { type FileHandle, open } from 'node:fs/promises';
import { fileReason } from '../actions/bounded-read.ts';
import { jsonPointer } from '../domain/json-pointer.ts';
import type { BadLine } from '../formats/read-line.ts';
import { CliError } from './failure.ts';

/**
 * Writes the rejected lines of an import to a file, unchanged and below the header of a CSV, so that they can be
 * corrected and imported. Writes the reasons to a second file, one JSON object per line.
 */
export class Rejects {
  readonly #lines: OutFile;
  readonly #reasons: OutFile;
  readonly #header: () => Buffer | null;
  #hasLines = false;

  private constructor(lines: OutFile, reasons: OutFile, header: () => Buffer | null) {
    this.#lines = lines;
    this.#reasons = reasons;
    this.#header = header;
  }

  /**
   * Creates both files, or empties existing ones.
   * @throws CliError `unwritable_file`
   */
  static async open(path: string, header: () => Buffer | null): Promise<Rejects> {
    const lines = await OutFile.open(path);
    try {
      return new Rejects(lines, await OutFile.open(reasonsPath(path)), header);
    } catch (error) {
      await lines.close();
      throw error;
    }
  }

  /** Writes a rejected line and its reasons. A line too long for memory (`raw` is null) appears only in the reasons. */
  async add({ line, raw, record, datasetId, faults }: BadLine): Promise<void> {
    if (raw !== null) {
      const header = this.#header();
      if (!this.#hasLines && header !== null) await this.#lines.line(header);
      this.#hasLines = true;
      await this.#lines.line(raw);
    }
    const problems = faults.map(({ path, detail, column }) => ({
      pointer: jsonPointer(path),
      ...(column && { column }),
      detail,
    }));
    const reason = { line, record, datasetId, kept: raw !== null, problems };
    await this.#reasons.line(Buffer.from(JSON.stringify(reason)));
  }

  async close(): Promise<void> {
    await this.#lines.close();
    await this.#reasons.close();
  }
}

const reasonsPath = (path: string): string => `${path}.reasons.ndjson`;

/** Writes lines to a file. Collects lines and writes many at once. */
class OutFile {
  readonly #path: string;
  readonly #file: FileHandle;
  #pieces: Buffer[] = [];
  #bytes = 0;

  private constructor(path: string, file: FileHandle) {
    this.#path = path;
    this.#file = file;
  }

  static async open(path: string): Promise<OutFile> {
    return new OutFile(path, await telling(path, () => open(path, 'w')));
  }

  async line(bytes: Buffer): Promise<void> {
    this.#pieces.push(bytes, lineFeed);
    this.#bytes += bytes.length + lineFeed.length;
    if (this.#bytes >= flushBytes) await this.#flush();
  }

  async close(): Promise<void> {
    try {
      await this.#flush();
    } finally {
      await this.#file.close();
    }
  }

  async #flush(): Promise<void> {
    const bytes = Buffer.concat(this.#pieces, this.#bytes);
    this.#pieces = [];
    this.#bytes = 0;
    await telling(this.#path, () => this.#file.appendFile(bytes));
  }
}

const lineFeed = Buffer.from('\n');
const flushBytes = 256 * 1024;

async function telling<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw new CliError('unwritable_file', `Cannot write ${path}: ${fileReason(error)}.`, error);
  }
}
