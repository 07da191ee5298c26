import { existsSync, readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { type Asset, addAsset, assetOf } from './asset.ts';
import type { StaticCoding } from './compression.ts';
import { cachedForEver } from './headers.ts';

/**
 * Reads the files that the build has made from `src/web`, with their compressed forms. They are read when the server
 * starts: a later build removes files of the earlier one.
 */

export type ExplorerFiles = {
  /** Paths of the first script and style of the page. */
  script: string;
  style: string;
  /** The files by their paths. */
  assets: ReadonlyMap<string, Asset>;
  /** Loads the module that draws pages on the server. */
  renderer: () => Promise<Renderer>;
};
type Manifest = { entries: Entries; files: string[] };
/** Paths of the scripts and styles that pages load first. */
export type Entries = Record<'explorer' | 'style' | 'reference' | 'referenceStyle' | 'embed', string>;

/** The module `dist/web/render.js`, which the build makes from `src/web/render.tsx`. */
type Renderer = { renderPage: (request: RenderRequest) => Promise<RenderedPage> };
type RenderRequest = {
  search: string;
  serverUrl: string;
  fetch: (request: Request) => Promise<Response>;
  signal: AbortSignal;
};
type RenderedPage = { html: string; title: string; about: string; status: number };

const built = new URL('../../dist/web/', import.meta.url);
/** Forms that the build has made, with the ending of their names. */
const endings: readonly (readonly [StaticCoding, string])[] = [
  ['br', '.br'],
  ['gzip', '.gz'],
];
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
    assets: new Map(files.map((file) => [`/assets/${file}`, readAsset(file, directory)])),
  };
}

function readAsset(file: string, directory: URL): Asset {
  const bytesOf = (ending: string) => readFileSync(new URL(`${file}${ending}`, directory));
  const contentType = contentTypes[file.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
  const asset = assetOf(bytesOf(''), contentType, { 'cache-control': cachedForEver });
  for (const [coding, ending] of endings) asset.forms.set(coding, bytesOf(ending));
  return asset;
}

/** Returns the paths of the files that pages load first, or undefined if they have not been built. */
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
  for (const [path, asset] of assets) addAsset(app, path, async () => asset);
}
