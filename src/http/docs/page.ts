import type { FastifyInstance } from 'fastify';
import { addAsset, assetOf } from '../asset.ts';
import { readEntries } from '../explorer-files.ts';
import { pagePolicy } from '../headers.ts';
import type { JsonObject } from '../openapi/json.ts';
import type { ClientRecipe } from './clients.ts';
import { referenceHtml } from './html.ts';

/** Serves `/docs`, the API reference for people. It is not an operation of the API, so it is not in the OpenAPI document. */

const policy = pagePolicy({
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self'",
  'connect-src': "'self'",
});

/** The icon: a line of time with claims to either side. Every request for an icon gets it. */
const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
  <style>path { stroke: #1f4e79 } circle { fill: #1f4e79 } @media (prefers-color-scheme: dark) { path { stroke: #9cc4ec } circle { fill: #9cc4ec } }</style>
  <path d="M2 16h28M10 16 18 6M10 16l8 10" fill="none" stroke-width="3" stroke-linecap="round"/>
  <circle cx="10" cy="16" r="4"/><circle cx="19" cy="5.5" r="3"/><circle cx="19" cy="26.5" r="3"/>
</svg>
`;

/** Adds `/docs` and the icon. The page is rendered by its first request. */
export function addDocsPage(
  app: FastifyInstance,
  { clients, publicUrl }: { clients: readonly ClientRecipe[]; publicUrl: string },
): void {
  addAsset(app, '/docs', async () => {
    const entries = readEntries();
    const files = entries && { script: entries.reference, style: entries.referenceStyle };
    const document: JsonObject = JSON.parse(JSON.stringify(app.swagger()));
    const html = referenceHtml({ document, clients, publicUrl, files });
    return assetOf(html, 'text/html; charset=utf-8', { 'content-security-policy': policy });
  });
  // Browsers request this path on their own, also for JSON. They use the media type, not the file name.
  addAsset(app, '/favicon.ico', async () => assetOf(icon, 'image/svg+xml'));
}
