import type { Verification } from '../state/schemas.ts';
import type { Answered, Asked, CopyToCheck } from './messages.ts';

/** The web worker that finds passages in one copy, so that the page stays responsive. */

/** Name of the worker's file. The build replaces it. */
declare const FINDER_FILE: string;

export type Locator = Record<string, string | number | null>;

type Waiting = { resolve: (answer: unknown) => void; reject: (error: Error) => void };

export class FinderWorker {
  readonly #worker = new Worker(new URL(FINDER_FILE, import.meta.url), { type: 'module' });
  /** The questions without an answer. Answers come in the order of the questions. */
  readonly #waiting: Waiting[] = [];

  constructor() {
    this.#worker.addEventListener('message', ({ data }: MessageEvent<Answered>) => {
      const asked = this.#waiting.shift();
      if ('wrong' in data) asked?.reject(new Error(data.wrong));
      else asked?.resolve(data.answer);
    });
    this.#worker.addEventListener('error', () => {
      for (const { reject } of this.#waiting.splice(0)) reject(new Error('The search could not be started.'));
    });
  }

  check(copy: CopyToCheck): Promise<Verification> {
    return this.#ask({ check: copy });
  }

  locate(start: number, end: number): Promise<Locator> {
    return this.#ask({ locate: { start, end } });
  }

  close(): void {
    this.#worker.terminate();
  }

  #ask<T>(asked: Asked): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve: (answer) => resolve(answer as T), reject });
      this.#worker.postMessage(asked);
    });
  }
}
