import { existsSync, readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import Negotiator from 'negotiator';
import { addHeaders } from '../headers.ts';

/** The explorer's files, as its build left them: read once, each with its forms compressed ahead. */

export type ExplorerFiles = {
  /** Paths of what the page begins with. */
  script: string;
  style: string;
  assets: readonly Asset[];
};
type Asset = { path: string; contentType: string; forms: ReadonlyMap<Coding, Buffer> };
type Coding = (typeof codings)[number];
type Manifest = { script: string; style: string; files: string[] };

const built = new URL('../../../dist/web/', import.meta.url);
const codings = ['br', 'gzip', 'identity'] as const;
const endings: Record<Coding, string> = { br: '.br', gzip: '.gz', identity: '' };
const contentTypes: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
};

/** What the build left in a directory; undefined where it has not run: the page then is what the server writes. */
export function readExplorerFiles(directory: URL = built): ExplorerFiles | undefined {
  const manifest = new URL('manifest.json', directory);
  if (!existsSync(manifest)) return undefined;
  const { script, style, files }: Manifest = JSON.parse(readFileSync(manifest, 'utf8'));
  return {
    script: `/assets/${script}`,
    style: `/assets/${style}`,
    assets: files.map((file) => ({
      path: `/assets/${file}`,
      contentType: contentTypes[file.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
      forms: new Map(
        codings.map((coding) => [coding, readFileSync(new URL(`${file}${endings[coding]}`, directory))]),
      ),
    })),
  };
}

/** Serves the files. Their names hold the hash of what is in them, so that none ever has to be asked for twice. */
export function addExplorerFiles(app: FastifyInstance, { assets }: ExplorerFiles): void {
  for (const { path, contentType, forms } of assets) {
    app.route({
      method: ['GET', 'HEAD'],
      url: path,
      schema: { hide: true },
      handler: async (request, reply) => {
        const accepted = new Negotiator(request.raw).encodings(['br', 'gzip', 'identity']);
        // Clients name what they take in any order; the smallest of it is best for both sides.
        const coding = codings.find((each) => accepted.includes(each)) ?? 'identity';
        addHeaders(reply, {
          'cache-control': 'public, max-age=31536000, immutable',
          vary: 'Accept-Encoding',
          'content-type': contentType,
        });
        if (coding !== 'identity') reply.header('content-encoding', coding);
        return reply.send(forms.get(coding));
      },
    });
  }
}
