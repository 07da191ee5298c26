import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { compress, type StaticCoding, staticCodingFor } from './compression.ts';
import { addHeaders } from './headers.ts';
import { codedTag, entityTagOf, matchesTag } from './request/conditional.ts';

/** Pages and files for people that are the same on each request: they are no operations of the API. */

export type Asset = {
  tag: string;
  contentType: string;
  headers: Readonly<Record<string, string>>;
  plain: Buffer;
  /** Compressed forms. Each is made on its first use, unless the build has made it. */
  forms: Map<StaticCoding, Buffer>;
};

/** Adds a route for GET and HEAD. The asset is made by its first request. */
export function addAsset(app: FastifyInstance, url: string, load: () => Promise<Asset>): void {
  let loading: Promise<Asset> | undefined;
  app.route({
    method: ['GET', 'HEAD'],
    url,
    schema: { hide: true },
    handler: async (request, reply) => {
      loading ??= load();
      // A load that failed is tried again by the next request.
      loading.catch(() => {
        loading = undefined;
      });
      return sendAsset(await loading, request, reply);
    },
  });
}

export function assetOf(
  content: string | Buffer,
  contentType: string,
  headers: Asset['headers'] = {},
): Asset {
  const plain = Buffer.from(content);
  return { tag: entityTagOf(plain), contentType, headers, plain, forms: new Map() };
}

export async function sendAsset(
  asset: Asset,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
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
