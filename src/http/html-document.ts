import { escapeHtml } from '../domain/html.ts';

/** Writes the HTML documents of the pages for people. Links are relative, so that they also work below a path of a proxy. */

/** A page: its parts are HTML, except the title. */
export type HtmlDocument = {
  title: string;
  body: string;
  /** Further elements of the head. */
  head?: string;
  /** Attributes of the body, after a space. */
  bodyAttributes?: string;
  /** Relative address of `/`. */
  home?: string;
};

export const htmlDocument = ({ title, body, head = '', bodyAttributes = '', home = './' }: HtmlDocument) =>
  `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="${home}favicon.ico">
${head}
</head>
<body${bodyAttributes}>
${body}
</body>
</html>
`;

/** Paths of the built script and style of a page. */
export type PageFiles = { script: string; style: string };

/** Loads the script and style of a page; nothing if they have not been built. */
export const pageFiles = (files: PageFiles | undefined): string =>
  files === undefined
    ? ''
    : `<link rel="stylesheet" href=".${files.style}">\n<script type="module" src=".${files.script}"></script>`;
