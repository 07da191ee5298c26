import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build } from 'esbuild';

/**
 * Bundles the explorer into `dist/web`, the only place that the server looks: files named by their content, each
 * beside its gzip and brotli form, and `manifest.json`, which says with which ones the page begins.
 */

const root = new URL('../../', import.meta.url).pathname;
const out = join(root, 'dist/web');

const compress = {
  gz: (bytes: Buffer) => promisify(gzip)(bytes, { level: 9 }),
  br: (bytes: Buffer) =>
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
};

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: { explorer: 'src/web/main.tsx', style: 'src/web/styles/index.css' },
  entryNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  outdir: 'dist/web',
  bundle: true,
  splitting: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  legalComments: 'none',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  metafile: true,
  logLevel: 'warning',
});

const outputs = Object.entries(metafile.outputs);
const made = (entry: string) =>
  basename(outputs.find(([, { entryPoint }]) => entryPoint === `src/web/${entry}`)?.[0] ?? '');
const files = outputs.map(([path]) => basename(path));
for (const file of files) {
  const bytes = await readFile(join(out, file));
  for (const [ending, form] of Object.entries(compress)) {
    await writeFile(join(out, `${file}.${ending}`), await form(bytes));
  }
}
const manifest = { script: made('main.tsx'), style: made('styles/index.css'), files };
await writeFile(join(out, 'manifest.json'), JSON.stringify(manifest));
