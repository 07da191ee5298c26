import type { Failure } from './api.ts';
import type { TitleParts } from './title.ts';

/**
 * A page while the server draws it. No effects run there. Each round draws the page with the answers so far and
 * collects the calls that are still missing; the next round has their answers.
 */
export type Drawing = {
  answers: Map<string, { value?: unknown; failure?: Failure }>;
  /** Calls of the last round that have no answer yet. */
  asked: Map<string, (signal: AbortSignal) => Promise<unknown>>;
  title: TitleParts;
  /** The cursor of the list of events, from the address. */
  cursor: string | undefined;
};

let drawing: Drawing | undefined;

/** Returns the page that is being drawn on the server; undefined in a browser. */
export const currentDrawing = (): Drawing | undefined => drawing;

/** Draws one round. Drawing is synchronous, so pages of concurrent requests cannot mix. */
export function drawRound<T>(page: Drawing, render: () => T): T {
  drawing = page;
  try {
    return render();
  } finally {
    drawing = undefined;
  }
}
