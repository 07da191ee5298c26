import type { StartLink } from '../../actions/start-links.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Claim } from '../../domain/claim.ts';
import type { Event } from '../../domain/event.ts';
import { escapeHtml as escaped } from '../../domain/html.ts';
import type { PropositionSummary } from '../../domain/position.ts';
import type { ExplorerFiles } from './explorer-files.ts';
import { datasetsLine, lead } from './home-text.ts';

/**
 * Renders the HTML of `/`. The explorer replaces it; without scripts it is the page itself. Links are relative, so that
 * the page also works below a path of a proxy.
 */

export type Content = { status: number } & (
  | { kind: 'events'; events: Event[]; given: Record<string, string>; next: string | undefined }
  | {
      kind: 'event';
      event: Event;
      propositions: PropositionSummary[];
      claims: Claim[];
      actors: Record<string, Actor>;
    }
  | { kind: 'problem'; problem: readonly string[] }
);

type Page = {
  titles: readonly string[];
  links: readonly StartLink[];
  content: Content;
  files: ExplorerFiles | undefined;
};

export function htmlPage({ titles, links, content, files }: Page): string {
  const script = files === undefined ? '' : `<script type="module" src=".${files.script}"></script>`;
  const style = files === undefined ? '' : `<link rel="stylesheet" href=".${files.style}">`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${escaped(lead)}">
<title>${escaped(titleOf(content, titles))}</title>
<link rel="icon" href="favicon.ico">
${style}
${script}
<div id="app">
<main class="static">
<h1>Claimline</h1>
<p>${escaped(lead)}</p>
<p>${escaped(datasetsLine(titles))}</p>
${files === undefined ? notBuilt : ''}
${mainOf(content)}
<h2>The API</h2>
<ul class="places">
${links.map(({ title, path }) => `<li><span>${escaped(title)}</span>${link(`.${path}`, path)}</li>`).join('\n')}
</ul>
</main>
</div>
</html>
`;
}

/** The page without its scripts may be all that an operator sees of a missing build. */
const notBuilt =
  '<p>This server has no explorer, because it has not been built. Run <code>npm run build:web</code> and start the server again.</p>';

function titleOf(content: Content, titles: readonly string[]): string {
  if (content.kind === 'event') return `${content.event.title} · Claimline`;
  return titles.length === 1 ? `${titles[0]} · Claimline` : 'Claimline';
}

function mainOf(content: Content): string {
  if (content.kind === 'problem') {
    return `<h2>The page cannot be shown</h2>\n${content.problem.map((text) => `<p>${escaped(text)}</p>`).join('\n')}\n<p>${link('./', 'All events')}</p>`;
  }
  return content.kind === 'event' ? eventText(content) : listText(content);
}

function listText({ events, given, next }: Content & { kind: 'events' }): string {
  const field = (name: string, label: string) =>
    `<label>${label} <input name="${name}" value="${escaped(given[name] ?? '')}"></label>`;
  const items = events.map(
    (event) =>
      `<li>${link(`./?event=${event.id}`, event.title)} <small>${escaped(
        [whenOf(event), event.place?.name, words(event.type), event.contested ? 'contested' : undefined]
          .filter(Boolean)
          .join(' · '),
      )}</small></li>`,
  );
  return `<h2>Events</h2>
<form>${field('from', 'From')}${field('to', 'To')}<button>Show</button></form>
${events.length === 0 ? '<p>No events match.</p>' : `<ol>\n${items.join('\n')}\n</ol>`}
${next === undefined ? '' : `<p>${link(next, 'More events')}</p>`}`;
}

const whenOf = ({ time }: Event): string => {
  if (time === null) return 'at an unknown time';
  return time.text === null ? time.display : `${time.display} (“${time.text}”)`;
};

function eventText({ event, propositions, claims, actors }: Content & { kind: 'event' }): string {
  const name = (id: string) => escaped(actors[id]?.name ?? id);
  const who = event.participants.map(
    ({ actorId, role, attribution }) =>
      `<li>${name(actorId)} <small>${words(role)}, ${attributionWords(attribution)}</small></li>`,
  );
  const said = ({ claimantId, act, statement, madeAt, withdrawn }: Claim) =>
    `<li>${name(claimantId)} <em>${words(act)}</em>: ${escaped(statement)} <small>${escaped(madeAt?.display ?? '')}${withdrawn ? ', withdrawn' : ''}</small></li>`;
  const sorted = propositions.toSorted((a, b) => Number(b.contested) - Number(a.contested));
  const rows = sorted.map(({ key, text, contested }) => {
    const on = claims.filter(({ proposition }) => proposition.key === key);
    return `<h3>${escaped(text)}${contested ? ' (contested)' : ''}</h3>\n<ul>${on.map(said).join('\n')}</ul>`;
  });
  return `<h2>${escaped(event.title)}</h2>
<p>${escaped([whenOf(event), event.place?.name].filter(Boolean).join(' · '))}</p>
<p class="why">${escaped(event.time?.basisNote ?? '')}</p>
<p>${escaped(event.summary ?? '')}</p>
<ul>${who.join('\n')}</ul>
<h2>Who says what</h2>
${rows.join('\n')}
<p>${link('./', 'All events')}</p>`;
}

const words = (term: string): string => term.replaceAll('_', ' ');
const attributionWords = (attribution: string): string =>
  attribution === 'not_stated' ? 'attribution not stated' : words(attribution);
const link = (href: string, text: string): string => `<a href="${escaped(href)}">${escaped(text)}</a>`;
