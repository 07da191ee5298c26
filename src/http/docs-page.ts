import { createHash } from 'node:crypto';
import Fastify, { type FastifyInstance } from 'fastify';
import { addAsset, assetOf } from './asset.ts';
import { docsHtml, icon, scriptPath } from './docs-html.ts';
import { cachedForEver, pagePolicy } from './headers.ts';

/**
 * Serves `/docs`, the API reference for people. It is not an operation of the API, so it is not in the OpenAPI document.
 * It works offline: its script comes from this server. Features of the script that use other servers are turned off, and
 * the content security policy forbids them.
 */

/** Allows the two scripts of the page: the bundle, which is from this server, and the inline script by its hash. */
const policy = pagePolicy({
  'script-src': `'self' ${inlineScriptHashes(docsHtml).join(' ')}`,
  // The bundle writes style elements and attributes as it runs.
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' data:",
  'font-src': "'self' data:",
  'connect-src': "'self'",
});

/** Adds `/docs`, its script and the icon. They are made on first use. */
export function addDocsPage(app: FastifyInstance): void {
  const page = { 'content-security-policy': policy };
  addAsset(app, '/docs', async () => assetOf(docsHtml, 'text/html; charset=utf-8', page));
  addAsset(app, scriptPath, async () =>
    assetOf(await referenceScript(), 'text/javascript; charset=utf-8', { 'cache-control': cachedForEver }),
  );
  // Browsers request this path on their own, also for JSON. They use the media type, not the file name.
  addAsset(app, '/favicon.ico', async () => assetOf(icon, 'image/svg+xml'));
}

/** Reads the script of @scalar/fastify-api-reference by a request to a Fastify instance that does not listen. */
async function referenceScript(): Promise<Buffer> {
  const { default: reference } = await import('@scalar/fastify-api-reference');
  const app = Fastify();
  await app.register(reference, { routePrefix: '/docs', configuration: { url: '/openapi.json' } });
  const { rawPayload } = await app.inject('/docs/js/scalar.js');
  await app.close();
  return rawPayload;
}

/** Returns the hashes of the inline scripts of a page, as the content security policy writes them. */
function inlineScriptHashes(html: string): string[] {
  return [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(
    ([, code = '']) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`,
  );
}
