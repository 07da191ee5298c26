import type { StartLink } from '../../actions/start-links.ts';
import { escapeHtml as escaped } from '../../domain/html.ts';
import type { ExplorerFiles } from './explorer-files.ts';
import { datasetsLine, lead } from './home-text.ts';

/**
 * Renders the HTML document of `/` around the page that the explorer has drawn. Links are relative, so that the page also
 * works below a path of a proxy.
 */

type Page = { title: string; body: string; files: ExplorerFiles | undefined };

export function htmlPage({ title, body, files }: Page): string {
  const script = files === undefined ? '' : `<script type="module" src=".${files.script}"></script>`;
  const style = files === undefined ? '' : `<link rel="stylesheet" href=".${files.style}">`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${escaped(lead)}">
<title>${escaped(title)}</title>
<link rel="icon" href="favicon.ico">
${style}
${script}
<div id="app"><div class="drawn">${body}</div></div>
</html>
`;
}

/** The page where another could not be made. */
export const failedPage = (detail: string, files: ExplorerFiles | undefined): string =>
  htmlPage({
    title: 'Claimline',
    body: plain(`<p>${escaped(detail)}</p>\n${link('./', 'All events')}`),
    files,
  });

/** The page of a server whose explorer has not been built: it says how to, and links to the API. */
export function notBuiltPage(titles: readonly string[], links: readonly StartLink[]): string {
  const items = links.map(({ title, path }) => `<li>${escaped(title)}: ${link(`.${path}`, path)}</li>`);
  const body = plain(`<p>${escaped(datasetsLine(titles))}</p>
<p>This server has no explorer, because it has not been built. Run <code>npm run build:web</code> and start the server again.</p>
<h2>The API</h2>
<ul>
${items.join('\n')}
</ul>`);
  return htmlPage({
    title: titles.length === 1 ? `${titles[0]} · Claimline` : 'Claimline',
    body,
    files: undefined,
  });
}

const plain = (content: string): string =>
  `<main class="plain"><h1>Claimline</h1>\n<p>${escaped(lead)}</p>\n${content}</main>`;

const link = (href: string, text: string): string => `<a href="${escaped(href)}">${escaped(text)}</a>`;
