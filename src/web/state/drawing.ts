import type { Failure } from './api.ts';
import type { TitleParts } from './title.ts';

/**
 * A page while the server draws it. No effect runs there: a component that asks for something is drawn without it, and
 * drawn again once the answer has come.
 */
export type Drawing = {
  answers: Map<string, { value?: unknown; failure?: Failure }>;
  /** Calls that the last round asked for and that have no answer yet. */
  asked: Map<string, (signal: AbortSignal) => Promise<unknown>>;
  title: TitleParts;
  /** The cursor of the list of events, from the address. */
  cursor: string | undefined;
};

let drawing: Drawing | undefined;

/** Returns the page that is being drawn on the server; undefined in a browser. */
export const currentDrawing = (): Drawing | undefined => drawing;

/** Draws one round. Drawing is synchronous, so pages of several requests never meet here. */
export function drawRound<T>(page: Drawing, render: () => T): T {
  drawing = page;
  try {
    return render();
  } finally {
    drawing = undefined;
  }
}
