import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { BuildOptions, PluginBuild } from 'esbuild';
import { fileReason, systemCode } from '../actions/bounded-read.ts';
import { exitCodes } from '../cli/exit-codes.ts';

/**
 * Bundles the explorer into `dist/web`, the only place that the server looks: files named by their content, each
 * beside its gzip and brotli form, and `manifest.json`, which says with which ones the page begins. The manifest also
 * has a digest of the sources: while they are the same, and the files are there, nothing is built and nothing written.
 * `render.js` draws the pages on the server, which imports it; browsers never get it.
 */

const root = fileURLToPath(new URL('../../', import.meta.url));
const out = join(root, 'dist/web');
const manifestFile = join(out, 'manifest.json');

/** All inputs of the bundle. The lockfile stands for the packages. */
const inputs = ['src/web/**/*', 'src/client/*', 'src/domain/**/*', 'tsconfig.json', 'package-lock.json'];
/** Generated from the OpenAPI document. It has only types, so that nothing of it is in the bundle. */
const generated = 'src/client/api.ts';

/** The scripts and styles that pages load first, by the names that the server uses for them. */
const entryPoints = {
  explorer: 'src/web/main.tsx',
  style: 'src/web/styles/index.css',
  reference: 'src/web/reference/reference.ts',
  referenceStyle: 'src/web/styles/reference.css',
  embed: 'src/web/embed/main.tsx',
};
/** The web component: a classic script with a fixed name, which pages of other origins load. */
const component = { source: 'src/web/embed/component.ts', name: 'embed.js' };
/** Draws the pages on the server, which imports it; browsers never get it. */
const renderer = { source: 'src/web/render.tsx', name: 'render.js' };
type Entries = Record<keyof typeof entryPoints, string>;
type Manifest = { entries: Entries; files: string[]; inputs: string };

const compress = {
  gz: (bytes: Uint8Array) => promisify(gzip)(bytes, { level: 9 }),
  br: (bytes: Uint8Array) =>
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
};
const formsOf = (file: string) => [file, ...Object.keys(compress).map((ending) => `${file}.${ending}`)];

/** Digest of the names and contents of all inputs. */
function digestOfInputs(): string {
  const digest = createHash('sha256');
  const files = globSync(inputs, { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => file !== join(root, generated));
  for (const file of files.sort()) {
    const content = createHash('sha256').update(readFileSync(file)).digest('hex');
    digest.update(`${file.slice(root.length)}\n${content}\n`);
  }
  return digest.digest('hex');
}

/** Returns whether the last build was of these inputs and all its files are still there. */
function isBuilt(digest: string): boolean {
  try {
    const { inputs: built, files }: Manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
    const names = [component.name, renderer.name, ...files.flatMap(formsOf)];
    return built === digest && names.every((name) => existsSync(join(out, name)));
  } catch {
    return false;
  }
}

/** Options of all bundles. */
const common = {
  absWorkingDir: root,
  outdir: 'dist/web',
  write: false,
  bundle: true,
  format: 'esm',
  legalComments: 'none',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  logLevel: 'warning',
} as const;

/**
 * Bundles the web worker that finds passages. It is the code of the server, with replacements for the parts of Node
 * that it uses.
 */
async function bundleFinder(): Promise<{ name: string; bytes: Uint8Array }> {
  const platform = './src/web/finder-platform.ts';
  const bytes = await bundleAlone({
    entryPoints: ['src/web/finder.ts'],
    target: 'es2022',
    minify: true,
    alias: { 'node:crypto': platform },
    inject: [platform],
  });
  const digest = createHash('sha256').update(bytes).digest('hex');
  return { name: `finder-${digest.slice(0, 8).toUpperCase()}.js`, bytes };
}

async function bundle(): Promise<{ contents: Map<string, Uint8Array>; entries: Entries }> {
  const { build } = await import('esbuild');
  const finder = await bundleFinder();
  const { metafile, outputFiles } = await build({
    ...common,
    entryPoints,
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    splitting: true,
    target: 'es2022',
    minify: true,
    define: { FINDER_FILE: JSON.stringify(finder.name) },
    metafile: true,
  });
  const outputs = Object.entries(metafile.outputs);
  const made = (source: string) =>
    basename(outputs.find(([, { entryPoint }]) => entryPoint === source)?.[0] ?? '');
  const entries = Object.entries(entryPoints).map(([name, source]) => [name, made(source)]);
  const contents = new Map(outputFiles.map(({ path, contents }) => [basename(path), contents]));
  contents.set(finder.name, finder.bytes);
  return { contents, entries: Object.fromEntries(entries) };
}

/** Bundles the web component as a classic script: a module of another origin would need CORS headers. */
const bundleComponent = () =>
  bundleAlone({ entryPoints: [component.source], format: 'iife', target: 'es2022', minify: true });

/**
 * Bundles what draws the pages on the server, with all imports but those of Node, and without the modules that a page
 * loads later: only browsers do, and those of the maps are large.
 */
const bundleRenderer = () =>
  bundleAlone({
    entryPoints: [renderer.source],
    platform: 'node',
    target: 'node22',
    plugins: [{ name: 'without-later', setup: leaveOutLater }],
  });

const leaveOutLater = ({ onResolve }: PluginBuild): void =>
  onResolve({ filter: /^/ }, ({ kind, path }) =>
    kind === 'dynamic-import' ? { path, external: true } : undefined,
  );

async function bundleAlone(options: BuildOptions): Promise<Uint8Array> {
  const { build } = await import('esbuild');
  const { outputFiles = [] } = await build({ ...common, ...options });
  const [file] = outputFiles;
  if (file === undefined) throw new Error(`esbuild made nothing of ${options.entryPoints}.`);
  return file.contents;
}

/** Writes a file so that it is there whole or not at all: a server, or another build, may be reading it. */
async function replace(name: string, bytes: Uint8Array | string): Promise<void> {
  const scratch = join(out, `.${name}.${process.pid}`);
  await writeFile(scratch, bytes);
  await rename(scratch, join(out, name));
}

/** Writes the files, then the manifest that names them, and last removes files that it does not name. */
async function writeBuild(inputs: string): Promise<void> {
  const { contents, entries } = await bundle();
  const alone = { [component.name]: await bundleComponent(), [renderer.name]: await bundleRenderer() };
  await mkdir(out, { recursive: true });
  for (const [name, bytes] of Object.entries(alone)) await replace(name, bytes);
  for (const [file, bytes] of contents) {
    await replace(file, bytes);
    for (const [ending, form] of Object.entries(compress)) {
      await replace(`${file}.${ending}`, await form(bytes));
    }
  }
  const manifest: Manifest = { entries, files: [...contents.keys()], inputs };
  await replace('manifest.json', JSON.stringify(manifest));
  const current = new Set(['manifest.json', ...Object.keys(alone), ...manifest.files.flatMap(formsOf)]);
  for (const name of await readdir(out)) if (!current.has(name)) await rm(join(out, name), { force: true });
}

/** Returns a sentence that says why the machine cannot build; undefined if the error has another cause. */
function obstacle(error: unknown): string | undefined {
  const code = systemCode(error);
  if (code === 'ERR_MODULE_NOT_FOUND') {
    return 'The explorer cannot be built: esbuild is not installed. "npm ci" installs it.';
  }
  if (!(error instanceof Error && 'syscall' in error)) return undefined;
  return `Cannot write the explorer into ${out}: ${fileReason(error)}.`;
}

const digest = digestOfInputs();
if (!isBuilt(digest)) {
  await writeBuild(digest).catch((error: unknown) => {
    const sentence = obstacle(error);
    if (sentence === undefined) throw error;
    process.stderr.write(`claimline: ${sentence}\n`);
    process.exitCode = exitCodes.surroundings;
  });
}
