import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { Marked } from 'marked';
import { addAsset, assetOf } from './asset.ts';
import { pagePolicy } from './headers.ts';
import { htmlDocument } from './html-document.ts';

/** Serves `/guide`: the Markdown texts of `src/web/guide` as pages without scripts. */

const directory = new URL('../../src/web/guide/', import.meta.url);

/** Titles of the guides by the last part of their path, in the order of the first page. */
const titles = {
  data: 'Data files: JSON, NDJSON and CSV, evidence, large imports',
  embed: 'Embed: a timeline in a page of another site',
  operation: 'Operation: proxy, systemd, container, backup, log, slow queries',
  machines: 'Several processes and machines: workers, read-only copies, load balancer',
  tools: 'Tools: command line, TypeScript client, generated clients',
} as const;
type GuideName = keyof typeof titles;

const style = `
  body { font: 1rem/1.6 system-ui, sans-serif; max-width: 46rem; margin: 0 auto; padding: 1rem; overflow-wrap: break-word }
  pre { overflow-x: auto; padding: .75rem; background: color-mix(in srgb, currentcolor 8%, transparent) }
  code { font-size: .9em }
  .wide { overflow-x: auto; margin-block: 1rem }
  table { border-collapse: collapse }
  th, td { text-align: start; vertical-align: top; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid color-mix(in srgb, currentcolor 25%, transparent) }
`;

const policy = pagePolicy({
  'style-src': `'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  'img-src': "'self'",
});

/** Adds `/guide` and a page for each guide. A page is rendered by its first request. */
export function addGuidePages(app: FastifyInstance): void {
  const serve = (url: string, render: () => string) =>
    addAsset(app, url, async () =>
      assetOf(render(), 'text/html; charset=utf-8', { 'content-security-policy': policy }),
    );
  const names = Object.keys(titles) as GuideName[];
  serve('/guide', () => document('Guides', './', indexHtml(names)));
  for (const name of names) serve(`/guide/${name}`, () => document(titles[name], '../', guideHtml(name)));
}

const indexHtml = (names: readonly GuideName[]): string =>
  `<p><a href="./">Explorer</a> · <a href="docs">API reference</a></p><h1>Guides</h1><ul>${names.map((name) => `<li><a href="guide/${name}">${titles[name]}</a></li>`).join('')}</ul>`;

/** Renders a guide. A table or code block can be wider than a phone: each scrolls by itself, also by keyboard. */
function guideHtml(name: GuideName): string {
  const marked = new Marked({ gfm: true });
  const html = marked.parse(readFileSync(new URL(`${name}.md`, directory), 'utf8'), { async: false });
  const scrolling = html
    // In the repository, a guide links to the file of another: `operation.md`. Its page is `/guide/operation`.
    .replaceAll(/href="(\w+)\.md"/g, 'href="$1"')
    .replaceAll('<table>', '<div class="wide" tabindex="0"><table>')
    .replaceAll('</table>', '</table></div>')
    .replaceAll('<pre>', '<pre tabindex="0">');
  return `<p><a href="../guide">All guides</a></p>${scrolling}`;
}

const document = (title: string, home: string, body: string): string =>
  htmlDocument({
    title: `${title} · Claimline`,
    home,
    head: `<style>${style}</style>`,
    body: `<main>${body}</main>`,
  });
