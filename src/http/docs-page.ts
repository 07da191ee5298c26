import { createHash } from 'node:crypto';
import Fastify, { type FastifyInstance } from 'fastify';
import { addAsset, assetOf } from './asset.ts';
import { docsHtml, icon, scriptPath } from './docs-html.ts';

/**
 * Serves `/docs`, the API reference for people. It is not an operation of the API, so it is not in the OpenAPI document.
 * It works offline: its script comes from this server. Features of the script that use other servers are turned off, and
 * the content security policy forbids them.
 */

const policy = pagePolicy(docsHtml);

const immutable = { 'cache-control': 'public, max-age=31536000, immutable' };

/** Adds `/docs`, its script and the icon. They are made on first use. */
export function addDocsPage(app: FastifyInstance): void {
  const page = { 'content-security-policy': policy };
  addAsset(app, '/docs', async () => assetOf(docsHtml, 'text/html; charset=utf-8', page));
  addAsset(app, scriptPath, async () =>
    assetOf(await referenceScript(), 'text/javascript; charset=utf-8', immutable),
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

/** Returns a policy that allows the two scripts of the page: the bundle by origin, the inline script by its hash. */
function pagePolicy(html: string): string {
  const inline = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(
    ([, code = '']) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`,
  );
  return [
    "default-src 'none'",
    `script-src 'self' ${inline.join(' ')}`,
    // The bundle writes style elements and attributes as it runs.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
