import type { Actor } from '../domain/actor.ts';
import type { Claim } from '../domain/claim.ts';
import { parsedStored } from '../domain/errors.ts';
import type { Event } from '../domain/event.ts';
import { joinedOctets } from '../domain/json-octets.ts';
import type { SearchedKind } from '../domain/kinds.ts';
import type { PageRequest, SearchQuery } from '../domain/query.ts';
import { marked, snippet } from '../domain/search/highlight.ts';
import { type Matcher, matcherOf } from '../domain/search/matcher.ts';
import type { Source } from '../domain/source.ts';
import type { Page, SearchPage, Store } from '../domain/store.ts';

/** Search with what was found where: the records of one page, each with its title and a piece of its text marked. */

type Highlights = { title: string | null; text: string | null };
type Records = { event: Event; actor: Actor; claim: Claim; source: Source };

type FoundPage = Omit<SearchPage, 'hits'> & Page;

/** One page of a ranked search, each hit as JSON. @throws ClaimlineError `invalid_cursor` */
export async function search(store: Store, query: SearchQuery, page: PageRequest): Promise<FoundPage> {
  const { hits, next, matches } = await store.search(query, page);
  const texts = hits.map(({ kind, score, body }) => {
    const highlights = JSON.stringify(highlightsOf(kind, body, matcherOf(query.terms, kind)));
    return `{"kind":"${kind}","score":${score},"highlights":${highlights},"record":${body}}`;
  });
  return { data: joinedOctets(texts), next, matches };
}

function highlightsOf(kind: SearchedKind, body: string, matcher: Matcher): Highlights {
  const { title, texts } = shown[kind](parsedStored(body), matcher);
  // One after the other, until one has something.
  const snippets = texts.values().map((text) => snippet(text, matcher));
  return {
    title: title === null ? null : marked(title, matcher),
    text: snippets.find((found) => found !== null) ?? null,
  };
}

type Shown = { title: string | null; texts: string[] };
const present = (texts: readonly (string | null | undefined)[]): string[] =>
  texts.filter((text): text is string => typeof text === 'string');

/** What is shown of a record of each kind; the body is the kind's own. */
const shown: {
  [K in SearchedKind]: (record: Records[K] & Records[SearchedKind], matcher: Matcher) => Shown;
} = {
  event: ({ title, summary, place, time, tags }) => ({
    title,
    texts: present([summary, place?.name, time?.text, tags.join(', ')]),
  }),
  actor: ({ name, names }) => ({ title: name, texts: names.map(({ value }) => value) }),
  claim: ({ statement, evidence }) => ({
    title: null,
    texts: present([statement, ...evidence.map(({ quote }) => quote)]),
  }),
  source: ({ title }) => ({ title, texts: [] }),
};
