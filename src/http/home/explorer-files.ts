import { existsSync, readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import Negotiator from 'negotiator';
import { addHeaders, cachedForEver } from '../headers.ts';

/** Serves the files of the built explorer. They are read once, with their compressed forms made by the build. */

export type ExplorerFiles = {
  /** Paths of the first script and style of the page. */
  script: string;
  style: string;
  assets: readonly Asset[];
  /** Loads the module that draws pages on the server. */
  renderer: () => Promise<Renderer>;
};
type Asset = { path: string; contentType: string; forms: ReadonlyMap<Coding, Buffer> };
type Coding = (typeof codings)[number];
type Manifest = { entries: Entries; files: string[] };
/** Paths of the files that pages begin with. */
export type Entries = Record<'explorer' | 'style' | 'reference' | 'referenceStyle' | 'embed', string>;

/** The module `dist/web/render.js`, which the build makes of `src/web/render.tsx`. */
type Renderer = { renderPage: (request: RenderRequest) => Promise<RenderedPage> };
type RenderRequest = {
  search: string;
  serverUrl: string;
  fetch: (request: Request) => Promise<Response>;
  signal: AbortSignal;
};
type RenderedPage = { html: string; title: string; about: string; status: number };

const built = new URL('../../../dist/web/', import.meta.url);
const codings = ['br', 'gzip', 'identity'] as const;
const endings: Record<Coding, string> = { br: '.br', gzip: '.gz', identity: '' };
const contentTypes: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
};

/**
 * Reads the built explorer from a directory. Returns undefined if it has not been built. The first page is then plain
 * HTML without scripts.
 */
export function readExplorerFiles(directory: URL = built): ExplorerFiles | undefined {
  const manifest = readManifest(directory);
  if (manifest === undefined) return undefined;
  const { entries, files } = manifest;
  return {
    script: entries.explorer,
    style: entries.style,
    renderer: () => import(new URL('render.js', directory).href),
    assets: files.map((file) => ({
      path: `/assets/${file}`,
      contentType: contentTypes[file.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
      forms: new Map(
        codings.map((coding) => [coding, readFileSync(new URL(`${file}${endings[coding]}`, directory))]),
      ),
    })),
  };
}

/** Returns the paths of the files that pages begin with, or undefined if they have not been built. */
export const readEntries = (directory: URL = built): Entries | undefined => readManifest(directory)?.entries;

function readManifest(directory: URL): Manifest | undefined {
  const file = new URL('manifest.json', directory);
  if (!existsSync(file)) return undefined;
  const { entries, files }: Manifest = JSON.parse(readFileSync(file, 'utf8'));
  const paths = Object.entries(entries).map(([name, entry]) => [name, `/assets/${entry}`]);
  return { entries: Object.fromEntries(paths) as Entries, files };
}

/** Adds a route for each file. The names contain a hash of the content, so browsers may cache the files for ever. */
export function addExplorerFiles(app: FastifyInstance, { assets }: ExplorerFiles): void {
  for (const { path, contentType, forms } of assets) {
    app.route({
      method: ['GET', 'HEAD'],
      url: path,
      schema: { hide: true },
      handler: async (request, reply) => {
        const accepted = new Negotiator(request.raw).encodings([...codings]);
        // The order of the client's codings does not matter: the smallest form is best for both sides.
        const coding = codings.find((each) => accepted.includes(each)) ?? 'identity';
        addHeaders(reply, {
          'cache-control': cachedForEver,
          vary: 'Accept-Encoding',
          'content-type': contentType,
        });
        if (coding !== 'identity') reply.header('content-encoding', coding);
        return reply.send(forms.get(coding));
      },
    });
  }
}
