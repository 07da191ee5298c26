import type { Actor } from '../domain/actor.ts';
import type { Claim } from '../domain/claim.ts';
import type { DisputeSummary } from '../domain/dispute.ts';
import { parsedStored } from '../domain/errors.ts';
import type { Event } from '../domain/event.ts';
import { joinedOctets } from '../domain/json-octets.ts';
import type { SearchedKind } from '../domain/kinds.ts';
import type { PageRequest, SearchQuery } from '../domain/query.ts';
import { marked, snippet } from '../domain/search/highlight.ts';
import { type Matcher, matcherOf } from '../domain/search/matcher.ts';
import type { Source } from '../domain/source.ts';
import type { Page, SearchPage, Store } from '../domain/store.ts';

/** Searches records and disputes. Each hit has its title and a snippet of its text, with the words found marked. */

type Highlights = { title: string | null; text: string | null };
type Records = { event: Event; actor: Actor; claim: Claim; source: Source; dispute: DisputeSummary };

type FoundPage = Omit<SearchPage, 'hits'> & Page;

/** Returns one page of a ranked search, with each hit as JSON. @throws ClaimlineError `invalid_cursor` */
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
  // Texts are searched lazily, until one gives a snippet.
  const snippets = texts.values().map((text) => snippet(text, matcher));
  return {
    title: title === null ? null : marked(title, matcher),
    text: snippets.find((found) => found !== null) ?? null,
  };
}

type Shown = { title: string | null; texts: string[] };
const present = (texts: readonly (string | null | undefined)[]): string[] =>
  texts.filter((text): text is string => typeof text === 'string');

/** Returns the title and the texts of a record that may be highlighted, for each kind. */
const shown: {
  [K in SearchedKind]: (record: Records[K] & Records[SearchedKind], matcher: Matcher) => Shown;
} = {
  event: ({ title, summary, place, time, tags }) => ({
    title,
    texts: present([summary, place?.name, place?.admin1, place?.admin2, time?.text, tags.join(', ')]),
  }),
  actor: ({ name, names, externalIds }) => ({
    title: name,
    texts: [...names.map(({ value }) => value), ...externalIds.map(({ scheme, id }) => `${scheme}:${id}`)],
  }),
  claim: ({ statement, evidence }) => ({
    title: null,
    texts: present([statement, ...evidence.map(({ quote }) => quote)]),
  }),
  dispute: ({ propositions: [first, ...others] }) => ({
    title: first?.text ?? null,
    texts: others.map(({ text }) => text),
  }),
  source: ({ title, authors }) => ({ title, texts: [authors.join(', ')] }),
};
