import { renderToString } from 'preact-render-to-string';
import { App } from './app.tsx';
import { failureOf, sendBy, servedAt } from './state/api.ts';
import { type Drawing, drawRound } from './state/drawing.ts';
import { type Place, placeOf, startAt } from './state/navigation.ts';
import { titleOf } from './state/title.ts';
import { setLocale } from './time/locale.ts';

/**
 * Draws the explorer on the server, for browsers without scripts. The build makes `render.js` from it, the only file of
 * the explorer that the server imports.
 */

type RenderRequest = {
  /** The query of the page's URL. */
  search: string;
  /** Address of the server as people reach it, without a slash at its end. */
  serverUrl: string;
  /** Answers requests to the API. It is the same function for all pages and finds out by itself which one asks. */
  fetch: (request: Request) => Promise<Response>;
  signal: AbortSignal;
};

type RenderedPage = {
  html: string;
  title: string;
  /** A sentence about the page; empty if there is none. */
  about: string;
  /** 200, or the highest status of the failed calls of the page. */
  status: number;
};

/** Most rounds of drawing. A page that still waits for calls then is sent as it is. */
const mostRounds = 8;

/** Draws the page of a URL, and draws it again with each round of answers until no call is missing. */
export async function renderPage({ search, serverUrl, fetch, signal }: RenderRequest): Promise<RenderedPage> {
  sendBy(fetch);
  const place = await placeOf(search, signal);
  const drawing: Drawing = {
    answers: new Map(),
    asked: new Map(),
    title: { record: '', view: '', site: '', about: '' },
    cursor: new URLSearchParams(search).get('cursor') ?? undefined,
  };
  for (let round = 1; ; round += 1) {
    const html = draw(drawing, place, serverUrl);
    if (drawing.asked.size === 0 || round === mostRounds) {
      const { title } = drawing;
      return { html, title: titleOf(title), about: title.about, status: statusOf(drawing, place) };
    }
    await answer(drawing, signal);
    // Answers from memory come at once. Between rounds, other requests have their turn.
    await new Promise((done) => setTimeout(done));
  }
}

function draw(drawing: Drawing, place: Place, serverUrl: string): string {
  drawing.asked.clear();
  // The reader's language is not used: shared caches may send one page to everybody.
  setLocale(['en']);
  servedAt(serverUrl);
  startAt(place);
  return drawRound(drawing, () => renderToString(<App />));
}

const answer = ({ asked, answers }: Drawing, signal: AbortSignal) =>
  Promise.all(
    [...asked].map(async ([id, ask]) => {
      try {
        answers.set(id, { value: await ask(signal) });
      } catch (error) {
        answers.set(id, { failure: { status: 503, ...failureOf(error) } });
      }
    }),
  );

function statusOf({ answers }: Drawing, { faults }: Place): number {
  const failed = [...answers.values()].flatMap(({ failure }) => failure?.status ?? []);
  return Math.max(faults.some(({ refused }) => refused) ? 400 : 200, ...failed);
}
