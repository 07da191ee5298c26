import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import { docsHtml, icon, scriptPath } from './docs-html.ts';
import { addHeaders } from './headers.ts';
import { entityTagOf, matchesTag } from './request/conditional.ts';

/**
 * `/docs`: the API reference for people. It is a page, not an operation of the API, so it is not in the document.
 * It works offline: its one script comes from this server, and what the script could reach outside is switched off
 * and then forbidden by the content security policy.
 */

const policy = pagePolicy(docsHtml);

type Asset = { contentType: string; plain: Buffer; zipped: Buffer; tag: string; policy?: string };

/** Adds `/docs`, its script and the icon. They are made on first use: the script is five megabytes, one and a half zipped. */
export function addDocsPage(app: FastifyInstance): void {
  const loading = new Map<string, Promise<Asset>>();
  const serve = (url: string, load: () => Promise<Asset>) => {
    app.route({
      method: ['GET', 'HEAD'],
      url,
      schema: { hide: true },
      handler: async (request, reply) => {
        const asset = loading.get(url) ?? load();
        loading.set(url, asset);
        // A load that failed is tried again by the next request.
        asset.catch(() => loading.delete(url));
        return sendAsset(await asset, request, reply);
      },
    });
  };
  serve('/docs', async () => ({ ...(await assetOf(docsHtml, 'text/html; charset=utf-8')), policy }));
  serve(scriptPath, async () => assetOf(await referenceScript(), 'text/javascript; charset=utf-8'));
  // Browsers ask for this path unbidden, also beside bare JSON; they go by the media type, not by the name.
  serve('/favicon.ico', () => assetOf(icon, 'image/svg+xml'));
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

async function assetOf(content: string | Buffer, contentType: string): Promise<Asset> {
  const plain = Buffer.from(content);
  return { contentType, plain, zipped: await promisify(gzip)(plain), tag: entityTagOf(plain) };
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

function sendAsset(asset: Asset, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const zip = new Negotiator(request.raw).encoding(['gzip', 'identity']) === 'gzip';
  // Strong tags tell octets apart, so each content coding has its own (RFC 9110 §8.8.3.3).
  const tag = zip ? `${asset.tag.slice(0, -1)}-gzip"` : asset.tag;
  addHeaders(reply, { etag: tag, 'cache-control': 'no-cache', vary: 'Accept-Encoding' });
  if (asset.policy !== undefined) reply.header('content-security-policy', asset.policy);
  if (matchesTag(request.headers['if-none-match'], tag)) return reply.code(304).send();
  if (zip) reply.header('content-encoding', 'gzip');
  return reply.header('content-type', asset.contentType).send(zip ? asset.zipped : asset.plain);
}
