import { createHash } from 'node:crypto';
import Fastify, { type FastifyInstance } from 'fastify';
import { addAsset, assetOf } from './asset.ts';
import { docsHtml, icon, scriptPath } from './docs-html.ts';

/**
 * `/docs`: the API reference for people. It is a page, not an operation of the API, so it is not in the document.
 * It works offline: its one script comes from this server, and what the script could reach outside is switched off
 * and then forbidden by the content security policy.
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
  // Browsers ask for this path unbidden, also beside bare JSON; they go by the media type, not by the name.
  addAsset(app, '/favicon.ico', async () => assetOf(icon, 'image/svg+xml'));
}

/** Takes the script that @scalar/fastify-api-reference serves, by asking an instance that nobody else can reach. */
async function referenceScript(): Promise<Buffer> {
  const { default: reference } = await import('@scalar/fastify-api-reference');
  const app = Fastify();
  await app.register(reference, { routePrefix: '/docs', configuration: { url: '/openapi.json' } });
  const { rawPayload } = await app.inject('/docs/js/scalar.js');
  await app.close();
  return rawPayload;
}

/** Lets the page run its own two scripts and nothing else: the bundle by origin, the inline start by its hash. */
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
