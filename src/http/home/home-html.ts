import type { StartLink } from '../../actions/start-links.ts';
import { escapeHtml as escaped } from '../../domain/html.ts';
import { htmlDocument, type PageFiles, pageFiles } from '../html-document.ts';
import { datasetsLine, lead } from './home-text.ts';

/** Renders the HTML document of `/` around the page that the explorer has drawn. */

type Page = {
  title: string;
  body: string;
  files: PageFiles | undefined;
  /** The preview that other sites show of a link to the page; absent for a page that says that something went wrong. */
  preview?: Preview;
};
type Preview = {
  /** A sentence about the page; empty for that about the server. */
  about: string;
  /** Address of the page, and of the server without a slash at its end, as people reach them. */
  url: string;
  serverUrl: string;
};

/** Path of the picture that stands for every page where it is linked to. */
export const cardPath = '/card.png';
const longestAbout = 300;

export const htmlPage = ({ title, body, files, preview }: Page): string =>
  htmlDocument({
    title,
    head: `<meta name="description" content="${escaped(aboutOf(preview))}">
${preview === undefined ? '' : previewTags(title, preview)}
${pageFiles(files)}`,
    body: `<div id="app"><div class="drawn">${body}</div></div>`,
  });

function aboutOf(preview: Preview | undefined): string {
  const about = preview?.about || lead;
  return about.length > longestAbout ? `${about.slice(0, longestAbout - 1).replace(/\s*\S*$/, '')}…` : about;
}

/** Describes the page by the Open Graph protocol, for sites that show a card of what is linked to. */
function previewTags(title: string, preview: Preview): string {
  const tags: Record<string, string> = {
    'og:type': 'website',
    'og:site_name': 'Claimline',
    'og:title': title.replace(/ · Claimline$/, ''),
    'og:description': aboutOf(preview),
    'og:url': preview.url,
    'og:image': preview.serverUrl + cardPath,
    'og:image:width': '1200',
    'og:image:height': '630',
    'og:image:alt': 'Claimline: bars on a line of time, some of them contested',
  };
  const lines = Object.entries(tags).map(
    ([name, text]) => `<meta property="${name}" content="${escaped(text)}">`,
  );
  return [...lines, '<meta name="twitter:card" content="summary_large_image">'].join('\n');
}

/** The page where another could not be made. */
export const failedPage = (detail: string, files: PageFiles | undefined): string =>
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
