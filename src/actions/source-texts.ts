import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { LRUCache } from 'lru-cache';
import { QuoteFinder } from '../domain/anchoring/quote-finder.ts';
import { SourceText } from '../domain/anchoring/source-text.ts';
import { ImportRefused } from '../domain/import-problem.ts';
import { limits } from '../domain/limits.ts';
import { UnreadableText, utf8Of } from '../domain/text-encoding.ts';
import { fileReason, readBounded } from './bounded-read.ts';

/** A text of the directory, or the reason why it cannot be used. */
export type FoundText = { finder: QuoteFinder } | { fault: string };

/** Reads the texts of sources from a directory, in which each is named by the id of its source: `article.txt`. */
export class SourceTexts {
  readonly #directory: string;
  readonly #names: ReadonlySet<string>;
  readonly #texts = new LRUCache<string, FoundText>({
    maxSize: limits.sourceTextMaxBytes,
    sizeCalculation: (text) => ('finder' in text ? Math.max(1, text.finder.text.length) : 1),
  });

  private constructor(directory: string, names: ReadonlySet<string>) {
    this.#directory = directory;
    this.#names = names;
  }

  /**
   * Opens the directory of `--texts`; returns undefined if none is given.
   * @throws ImportRefused if the directory cannot be read
   */
  static async open(directory: string | undefined): Promise<SourceTexts | undefined> {
    if (directory === undefined) return undefined;
    try {
      return new SourceTexts(directory, new Set(await readdir(directory)));
    } catch (error) {
      const detail = `cannot be read as a directory of texts: ${fileReason(error)}`;
      throw new ImportRefused([{ file: directory, record: null, pointer: '', detail }]);
    }
  }

  /** Returns the path of the text of a source. */
  pathOf(sourceId: string): string {
    return join(this.#directory, `${sourceId}.txt`);
  }

  has(sourceId: string): boolean {
    return this.#names.has(`${sourceId}.txt`);
  }

  async read(sourceId: string): Promise<FoundText> {
    const held = this.#texts.get(sourceId);
    if (held !== undefined) return held;
    const text = await this.#readText(sourceId);
    this.#texts.set(sourceId, text);
    return text;
  }

  async #readText(sourceId: string): Promise<FoundText> {
    try {
      const bytes = await readBounded(this.pathOf(sourceId), limits.sourceTextMaxBytes);
      return { finder: new QuoteFinder(new SourceText(utf8Of(bytes))) };
    } catch (error) {
      // `--encoding` is the encoding of the input: it does not hold for the texts.
      if (error instanceof UnreadableText) return { fault: `the text ${error.fault}; save it as UTF-8` };
      return { fault: `it cannot be read: ${fileReason(error)}` };
    }
  }
}
