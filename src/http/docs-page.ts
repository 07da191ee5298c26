import { createHash } from 'node:crypto';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { compress, type StaticCoding, staticCodingFor } from './compression.ts';
import { docsHtml, icon, scriptPath } from './docs-html.ts';
import { addHeaders } from './headers.ts';
import { codedTag, entityTagOf, matchesTag } from './request/conditional.ts';

/**
 * `/docs`: the API reference for people. It is a page, not an operation of the API, so it is not in the document.
 * It works offline: its one script comes from this server, and what the script could reach outside is switched off
 * and then forbidden by the content security policy.
 */

const policy = pagePolicy(docsHtml);

type Asset = {
  tag: string;
  contentType: string;
  headers: Readonly<Record<string, string>>;
  plain: Buffer;
  /** Compressed forms, each made on its first use: the script is five megabytes, and browsers mostly ask for one form. */
  forms: Map<StaticCoding, Buffer>;
};

const immutable = { 'cache-control': 'public, max-age=31536000, immutable' };

/** Adds `/docs`, its script and the icon. They are made on first use. */
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
  const page = { 'content-security-policy': policy };
  serve('/docs', async () => assetOf(docsHtml, 'text/html; charset=utf-8', page));
  serve(scriptPath, async () =>
    assetOf(await referenceScript(), 'text/javascript; charset=utf-8', immutable),
  );
  // Browsers ask for this path unbidden, also beside bare JSON; they go by the media type, not by the name.
  serve('/favicon.ico', async () => assetOf(icon, 'image/svg+xml'));
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

function assetOf(content: string | Buffer, contentType: string, headers: Asset['headers'] = {}): Asset {
  const plain = Buffer.from(content);
  return { tag: entityTagOf(plain), contentType, headers, plain, forms: new Map() };
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

async function sendAsset(asset: Asset, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const coding = staticCodingFor(request.raw.headers['accept-encoding']);
  const tag = coding === 'identity' ? asset.tag : codedTag(asset.tag, coding);
  addHeaders(reply, { 'cache-control': 'no-cache', ...asset.headers, etag: tag, vary: 'Accept-Encoding' });
  if (matchesTag(request.headers['if-none-match'], tag)) return reply.code(304).send();
  if (coding !== 'identity') reply.header('content-encoding', coding);
  return reply.header('content-type', asset.contentType).send(await formOf(asset, coding));
}

async function formOf({ plain, forms }: Asset, coding: StaticCoding | 'identity'): Promise<Buffer> {
  if (coding === 'identity') return plain;
  const form = forms.get(coding) ?? (await compress(plain, coding));
  forms.set(coding, form);
  return form;
}
