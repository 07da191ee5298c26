import type { Verification } from '../state/schemas.ts';
import type { Answered, Asked, CopyToCheck } from './messages.ts';

/** The web worker that finds passages in one copy, so that the page stays responsive. */

/** Name of the worker's file. The build replaces it. */
declare const FINDER_FILE: string;

export type Locator = Record<string, string | number | null>;

export class FinderWorker {
  readonly #worker = new Worker(new URL(FINDER_FILE, import.meta.url), { type: 'module' });

  check(copy: CopyToCheck): Promise<Verification> {
    return this.#ask({ check: copy });
  }

  locate(start: number, end: number): Promise<Locator> {
    return this.#ask({ locate: { start, end } });
  }

  close(): void {
    this.#worker.terminate();
  }

  /** The worker answers in the order of the requests. */
  #ask<T>(asked: Asked): Promise<T> {
    const answered = new Promise<T>((resolve, reject) => {
      const listener = ({ data }: MessageEvent<Answered>) => {
        if ('wrong' in data) reject(new Error(data.wrong));
        else resolve(data.answer as T);
      };
      this.#worker.addEventListener('message', listener, { once: true });
      this.#worker.addEventListener('error', () => reject(new Error('The search could not be started.')), {
        once: true,
      });
    });
    this.#worker.postMessage(asked);
    return answered;
  }
}
