import type { StartLink } from '../../actions/start-links.ts';

/** Renders `/` as plain text with links, for clients other than browsers. */

export const lead =
  'Timelines of contested events: what happened when, who claims or denies what, and which source says so.';

/** Returns a sentence that names the datasets of the server. */
export const datasetsLine = (titles: readonly string[]): string =>
  titles.length === 0
    ? 'This server has no datasets. Import one with: claimline import DIR'
    : `Datasets on this server: ${titles.join('; ')}.`;

/** @param publicUrl address that people reach the server under; empty for links relative to the server */
export function textPage(titles: readonly string[], links: readonly StartLink[], publicUrl: string): string {
  const lines = links.map(({ title, path }) => `  ${title.padEnd(24)}${publicUrl}${path}`);
  return `Claimline\n\n${lead}\n${datasetsLine(titles)}\n\n${lines.join('\n')}\n`;
}
