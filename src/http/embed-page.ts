import { existsSync, readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { ClaimlineError } from '../domain/errors.ts';
import { addAsset, assetOf } from './asset.ts';
import { readEntries } from './explorer-files.ts';
import { pagePolicy } from './headers.ts';
import { htmlDocument, pageFiles } from './html-document.ts';

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
  addAsset(app, '/embed', async () =>
    assetOf(embedHtml(), 'text/html; charset=utf-8', { 'content-security-policy': policy }),
  );
  addAsset(app, '/embed.js', async () => {
    if (!existsSync(component)) {
      throw new ClaimlineError('not_found', 'The component has not been built: run npm run build:web.');
    }
    // Its address never changes, so that it is asked for again each day.
    const headers = { 'cache-control': 'public, max-age=86400' };
    return assetOf(readFileSync(component), 'text/javascript; charset=utf-8', headers);
  });
}

function embedHtml(): string {
  const entries = readEntries();
  const files = entries && { script: entries.embed, style: entries.style };
  return htmlDocument({
    title: 'Timeline · Claimline',
    head: `<meta name="robots" content="noindex">\n${pageFiles(files)}`,
    body: '<div id="app"><noscript><p><a href="./" target="_blank">Open in Claimline</a></p></noscript></div>',
  });
}
