import { escapeHtml } from '../html.ts';
import { isInCluster, isPair } from './letters.ts';
import type { Hit, Matcher } from './matcher.ts';

/** Shows the words that a search found, as HTML: `<mark>` around each word, and everything else escaped. */

/** Longest snippet, and its longest part before the first word found, in characters. */
const snippetMaxChars = 240;
const leadMaxChars = 60;

type Range = { start: number; end: number };

/** Returns the whole text as HTML, with each word found in `<mark>`. */
export function marked(text: string, matcher: Matcher): string {
  return markedWithin(text, matcher.find(text), { start: 0, end: text.length });
}

/** Returns the part of a text with the most terms of the search, as HTML with `<mark>`; null if it has none. */
export function snippet(text: string, matcher: Matcher): string | null {
  const hits = matcher.find(text);
  if (hits.length === 0) return null;
  if (text.length <= snippetMaxChars) return markedWithin(text, hits, { start: 0, end: text.length });
  const range = rangeAround(text, bestStart(hits, matcher));
  const before = range.start > 0 ? '…' : '';
  const after = range.end < text.length ? '…' : '';
  return `${before}${markedWithin(text, hits, range)}${after}`;
}

function markedWithin(text: string, hits: readonly Hit[], { start, end }: Range): string {
  let html = '';
  let at = start;
  for (const hit of hits) {
    const [from, to] = [Math.max(hit.start, at), Math.min(hit.end, end)];
    if (from >= to) continue;
    html += `${escapeHtml(text.slice(at, from))}<mark>${escapeHtml(text.slice(from, to))}</mark>`;
    at = to;
  }
  return html + escapeHtml(text.slice(at, end));
}

/** Picks the hit that is followed by the most different terms within the length of a snippet; returns its offset. */
function bestStart(hits: readonly Hit[], matcher: Matcher): number {
  let best = { start: 0, terms: 0 };
  for (const [index, { start }] of hits.entries()) {
    const within = new Set<number>();
    for (let next = index; next < hits.length; next += 1) {
      const hit = hits[next];
      if (hit === undefined || hit.end > start + snippetMaxChars - leadMaxChars) break;
      within.add(hit.term);
    }
    if (within.size > best.terms) best = { start, terms: within.size };
    if (best.terms === matcher.size) break;
  }
  return best.start;
}

const space = /\s/;

/**
 * Returns the range of a snippet around an offset. It begins and ends at spaces if there are any, never between a letter
 * and its marks, unless one letter has more marks than a snippet has room for.
 */
function rangeAround(text: string, offset: number): Range {
  const earliest = Math.max(0, Math.min(offset - leadMaxChars, text.length - snippetMaxChars));
  let start = earliest;
  if (start > 0) {
    while (start < offset && !space.test(text[start - 1] ?? '')) start += 1;
    if (start >= offset) start = earliest;
    while (start < offset && isInCluster(text, start)) start += 1;
  }
  const latest = Math.min(text.length, start + snippetMaxChars);
  let end = latest;
  if (end < text.length) {
    while (end > offset && !space.test(text[end] ?? '')) end -= 1;
    if (end <= offset) end = latest;
    while (end > offset && isInCluster(text, end)) end -= 1;
    if (end <= offset) end = isPair(text, latest - 1) ? latest + 1 : latest;
  }
  return { start, end };
}
