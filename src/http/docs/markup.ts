import { Marked } from 'marked';
import { escapeHtml } from '../../domain/html.ts';
import type { Json, JsonObject } from '../openapi/json.ts';

/** Pieces of HTML that all parts of the API reference use. */

/** Renders Markdown. HTML in it is shown as text. */
const marked = new Marked({ gfm: true, renderer: { html: ({ text }) => escapeHtml(text) } });

/** Renders Markdown with its paragraphs and lists. */
export const prose = (markdown: Json | undefined): string =>
  typeof markdown === 'string' && markdown !== '' ? marked.parse(markdown, { async: false }) : '';

/** Renders Markdown that is one line of text. */
export const inline = (markdown: Json | undefined): string =>
  typeof markdown === 'string' ? marked.parseInline(markdown, { async: false }) : '';

export const code = (text: string): string => `<code>${escapeHtml(text)}</code>`;

/** Returns a block of code. It can be wider than the page: it scrolls by itself, also by keyboard. */
export const codeBlock = (text: string, kind = 'code'): string =>
  `<pre tabindex="0" data-copy="${kind}">${escapeHtml(text)}</pre>`;

export const example = (value: Json): string =>
  typeof value === 'string' ? codeBlock(value) : codeBlock(JSON.stringify(value, null, 2));

/** Returns a heading that is a link to itself, so that its address can be copied. */
export const heading = (level: 2 | 3 | 4, id: string, html: string): string =>
  `<h${level}><a class="self" href="#${id}">${html}</a></h${level}>`;

export const stringAt = (value: JsonObject, name: string): string => {
  const member = value[name];
  return typeof member === 'string' ? member : '';
};
