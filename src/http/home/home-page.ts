import { readFileSync } from 'node:fs';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import { type StartLink, startLinksOf } from '../../actions/start-links.ts';
import { recordsIn } from '../../domain/json-octets.ts';
import type { Store } from '../../domain/store.ts';
import { addAsset, assetOf } from '../asset.ts';
import { compress, formFor } from '../compression.ts';
import { addExplorerFiles, type ExplorerFiles, readExplorerFiles } from '../explorer-files.ts';
import { addHeaders, pagePolicy } from '../headers.ts';
import { logFailure } from '../logger.ts';
import { describeProblem, HttpProblem } from '../problem.ts';
import { publicLinks } from '../public-url.ts';
import { searchOf } from '../request/query-string.ts';
import type { Route } from '../route.ts';
import { answeringBy, fetchWithin } from './answer.ts';
import { cardPath, failedPage, htmlPage, notBuiltPage } from './home-html.ts';
import { textPage } from './home-text.ts';
import { Turns } from './turns.ts';

/**
 * Serves `/`, the page for people. It is not an operation of the API, so it is not in the OpenAPI document. A browser
 * gets the explorer, drawn so that it can also be read without scripts. Any other client gets plain text with links.
 */

const links =
  '</openapi.json>; rel="service-desc", </docs>; rel="service-doc", </.well-known/api-catalog>; rel="api-catalog"';

/** The picture of the page where it is linked to. `card.svg` is its drawing. */
const card = new URL('../../../src/web/share/card.png', import.meta.url);

/** The longest that a page may take to be drawn, with the time that it waits for others. */
const deadlineMs = 10_000;

/** Pages that are drawn at a time. While one waits for the database, another is drawn. */
const drawnAtOnce = 3;

/** Links that do not depend on the datasets of the server. */
const always: readonly StartLink[] = [
  { name: 'datasets', title: 'Datasets', path: '/v1/datasets' },
  { name: 'vocabulary', title: 'Vocabularies', path: '/v1/vocabulary' },
  { name: 'time', title: 'Explain a date', path: '/v1/time?edtf=1984~' },
];

/** Allows scripts, styles and requests of this server only. The page itself makes pictures of the timeline (`blob:`). */
const policy = pagePolicy({
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' blob:",
  'connect-src': "'self'",
  'form-action': "'self'",
});

export type HomeOptions = {
  store: Store;
  /** The operations of the API, which the pages are drawn with. */
  routes: readonly Route[];
  files?: ExplorerFiles | undefined;
  /** Address that people reach the server under, such as `https://news.example/claimline`; empty for its own root. */
  publicUrl?: string;
};

export function addHomePage(app: FastifyInstance, options: HomeOptions): void {
  const { store, routes, files = readExplorerFiles(), publicUrl = '' } = options;
  if (files !== undefined) addExplorerFiles(app, files);
  addAsset(app, cardPath, async () =>
    assetOf(readFileSync(card), 'image/png', { 'cache-control': 'public, max-age=86400' }),
  );
  const drawn = drawer(routes, publicUrl);
  const startLinks = async () => [...(await startLinksOf(store)), ...always];
  const plain = async () => ({
    text: notBuiltPage(await datasetTitles(store), await startLinks()),
    status: 200,
  });
  app.route({
    method: ['GET', 'HEAD'],
    url: '/',
    schema: { hide: true },
    handler: async (request, reply) => {
      const html = new Negotiator(request.raw).mediaType(['text/plain', 'text/html']) === 'text/html';
      addHeaders(reply, { vary: 'Accept', 'cache-control': 'no-cache', link: publicLinks(links, publicUrl) });
      if (html) {
        const page = await htmlOf(request, files, () =>
          files === undefined ? plain() : drawn(request, reply, files),
        );
        return sendHtml(page.text, request, reply.code(page.status));
      }
      const text = textPage(await datasetTitles(store), await startLinks(), publicUrl);
      return sendText(text, request, reply.type('text/plain; charset=utf-8'));
    },
  });
}

const sendHtml = (text: string, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
  sendText(text, request, reply.header('content-security-policy', policy).type('text/html; charset=utf-8'));

type Page = { text: string; status: number };

/** Returns a page. If it cannot be made, the error is logged, and the page says so; its scripts may still draw it. */
async function htmlOf(
  request: FastifyRequest,
  files: ExplorerFiles | undefined,
  make: () => Promise<Page>,
): Promise<Page> {
  try {
    return await make();
  } catch (error) {
    logFailure(request, error);
    const { status, detail } = describeProblem(error, request.id);
    return { text: failedPage(detail, files), status };
  }
}

/** Returns a function that draws the explorer. */
function drawer(routes: readonly Route[], publicUrl: string) {
  const answering = answeringBy(routes);
  const turns = new Turns(drawnAtOnce);
  return async (request: FastifyRequest, reply: FastifyReply, files: ExplorerFiles): Promise<Page> => {
    const { renderPage } = await files.renderer();
    const gone = closedSignal(reply);
    const signal = AbortSignal.any([gone, AbortSignal.timeout(deadlineMs)]);
    const onFailure = (error: unknown) => {
      if (!gone.aborted) logFailure(request, error);
    };
    const serverUrl = publicUrl === '' ? ownUrl(request) : publicUrl;
    const search = searchOf(request.url);
    const page = { requestId: request.id, signal, onFailure };
    const draw = () => answering(page, () => renderPage({ search, serverUrl, fetch: fetchWithin, signal }));
    const { html, title, about, status } = await turns.run(signal, draw).catch((error: unknown) => {
      throw error === signal.reason ? busy() : error;
    });
    const url = `${serverUrl}/${search === '' ? '' : `?${search}`}`;
    return { text: htmlPage({ title, body: html, files, preview: { about, url, serverUrl } }), status };
  };
}

/**
 * Returns the address that the request was sent to. The check of hosts knows only the Host header, so that one which a
 * proxy passes on from the client in X-Forwarded-Host does not count.
 */
function ownUrl({ protocol, headers, socket }: FastifyRequest): string {
  const host = headers.host || `localhost:${socket.localPort}`;
  return `${protocol === 'https' ? 'https' : 'http'}://${host}`;
}

const busy = () => new HttpProblem('overloaded', 'The server is busy. Try again.');

/** Returns a signal that is aborted when the client has gone before it had the whole response. */
function closedSignal({ raw }: FastifyReply): AbortSignal {
  const controller = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) controller.abort();
  });
  return controller.signal;
}

/** Sends a page, compressed if the client accepts it. */
async function sendText(text: string, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  addHeaders(reply, { vary: 'Accept-Encoding' });
  const octets = Buffer.from(text);
  const { coding, minBytes } = formFor(request.headers['accept-encoding']);
  if (octets.length < minBytes) return reply.send(octets);
  return reply.header('content-encoding', coding).send(await compress(octets, coding));
}

async function datasetTitles(store: Store): Promise<string[]> {
  const { data } = await store.listDatasets({ limit: 20 });
  return recordsIn<{ title: string }>(data).map(({ title }) => title);
}
