import { existsSync, readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { ClaimlineError } from '../domain/errors.ts';
import { escapeHtml } from '../domain/html.ts';
import { addAsset, assetOf, sendAsset } from './asset.ts';
import { readEntries } from './explorer-files.ts';
import { pagePolicy } from './headers.ts';
import { htmlDocument, type PageFiles, pageFiles } from './html-document.ts';
import { searchOf } from './request/query-string.ts';

/**
 * Serves `/embed`, a view of the explorer for pages of other origins, and `/embed.js`, the web component that frames it.
 * It is the only page that others may frame.
 */

const policy = pagePolicy({
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self'",
  'connect-src': "'self'",
  'frame-ancestors': '*',
});

const component = new URL('../../dist/web/embed.js', import.meta.url);

export function addEmbedPage(app: FastifyInstance): void {
  const files = embedFiles();
  app.route({
    method: ['GET', 'HEAD'],
    url: '/embed',
    schema: { hide: true },
    handler: async (request, reply) => {
      const headers = { 'content-security-policy': policy };
      const page = assetOf(embedHtml(searchOf(request.url), files), 'text/html; charset=utf-8', headers);
      return sendAsset(page, request, reply);
    },
  });
  addAsset(app, '/embed.js', async () => {
    if (!existsSync(component)) {
      throw new ClaimlineError('not_found', 'The component has not been built: run npm run build:web.');
    }
    // Its address never changes, so that it is asked for again each day.
    const headers = { 'cache-control': 'public, max-age=86400' };
    return assetOf(readFileSync(component), 'text/javascript; charset=utf-8', headers);
  });
}

function embedFiles(): PageFiles | undefined {
  const entries = readEntries();
  return entries && { script: entries.embed, style: entries.style };
}

/** Without scripts, the page is a link to the same view of the explorer. */
function embedHtml(search: string, files: PageFiles | undefined): string {
  const view = search
    .split('&')
    .filter((part) => part !== '' && !part.startsWith('height='))
    .join('&');
  const href = escapeHtml(view === '' ? './' : `./?${view}`);
  return htmlDocument({
    title: 'Timeline · Claimline',
    head: `<meta name="robots" content="noindex">\n${pageFiles(files)}`,
    body: `<div id="app"><noscript><p><a href="${href}" target="_blank">Open in Claimline</a></p></noscript></div>`,
  });
}
