import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import { type StartLink, startLinksOf } from '../../actions/start-links.ts';
import { ClaimlineError } from '../../domain/errors.ts';
import { recordsIn } from '../../domain/json-octets.ts';
import type { Store } from '../../domain/store.ts';
import { compress, formFor } from '../compression.ts';
import { addHeaders, pagePolicy } from '../headers.ts';
import { logFailure } from '../logger.ts';
import { describeProblem } from '../problem.ts';
import { publicLinks } from '../public-url.ts';
import { searchOf } from '../request/query-string.ts';
import type { Route } from '../route.ts';
import { addExplorerFiles, type ExplorerFiles, readExplorerFiles } from './explorer-files.ts';
import { type Content, htmlPage } from './home-html.ts';
import { textPage } from './home-text.ts';
import { readContent } from './read-content.ts';

/**
 * Serves `/`, the page for people. It is not an operation of the API, so it is not in the OpenAPI document. A browser
 * gets the explorer, in HTML that can also be read without scripts. Any other client gets plain text with links.
 */

const links =
  '</openapi.json>; rel="service-desc", </docs>; rel="service-doc", </.well-known/api-catalog>; rel="api-catalog"';

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
  /** The operations of the API. The page shows their responses. */
  routes: readonly Route[];
  files?: ExplorerFiles | undefined;
  /** Address that people reach the server under, such as `https://news.example/claimline`; empty for its own root. */
  publicUrl?: string;
};

export function addHomePage(app: FastifyInstance, options: HomeOptions): void {
  const { store, routes, files = readExplorerFiles(), publicUrl = '' } = options;
  if (files !== undefined) addExplorerFiles(app, files);
  app.route({
    method: ['GET', 'HEAD'],
    url: '/',
    schema: { hide: true },
    handler: async (request, reply) => {
      const html = new Negotiator(request.raw).mediaType(['text/plain', 'text/html']) === 'text/html';
      addHeaders(reply, { vary: 'Accept', 'cache-control': 'no-cache', link: publicLinks(links, publicUrl) });
      const titles = await datasetTitles(store);
      const startLinks = [...(await startLinksOf(store)), ...always];
      if (!html) {
        return sendText(
          textPage(titles, startLinks, publicUrl),
          request,
          reply.type('text/plain; charset=utf-8'),
        );
      }
      const content = await contentOf(routes, request);
      reply.code(content.status).header('content-security-policy', policy).type('text/html; charset=utf-8');
      return sendText(htmlPage({ titles, links: startLinks, content, files }), request, reply);
    },
  });
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

/** Returns the content for the query of the page. If an operation fails, returns its error, and logs it if it is the server's. */
async function contentOf(routes: readonly Route[], request: FastifyRequest): Promise<Content> {
  try {
    return await readContent(routes, searchOf(request.url));
  } catch (error) {
    if (!(error instanceof ClaimlineError)) throw error;
    const { status, detail, errors } = describeProblem(error, request.id);
    logFailure(request, error);
    return {
      status,
      kind: 'problem',
      problem: errors.length > 0 ? errors.map((fault) => fault.detail) : [detail],
    };
  }
}
