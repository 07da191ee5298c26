import type { StartLink } from '../../actions/start-links.ts';

/** The page for what is no browser: where to go from here. */

export const lead =
  'Timelines of contested events: what happened when, who claims or denies what, and which source says so.';

export const holds = (titles: readonly string[]): string =>
  titles.length === 0
    ? 'This server holds no dataset yet: claimline import DIR brings one in.'
    : `This server holds: ${titles.join('; ')}.`;

export function textPage(titles: readonly string[], links: readonly StartLink[]): string {
  const lines = links.map(({ title, path }) => `  ${title.padEnd(24)}${path}`);
  return `Claimline\n\n${lead}\n${holds(titles)}\n\n${lines.join('\n')}\n`;
}
