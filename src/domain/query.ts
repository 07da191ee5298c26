import type { SearchTerms } from './condition.ts';
import type { ActorFilter } from './filters/actor.ts';
import type { ClaimFilter } from './filters/claim.ts';
import type { EventFilter } from './filters/event.ts';
import type { PropositionFilter } from './filters/proposition.ts';
import type { SourceFilter } from './filters/source.ts';
import type { SearchedKind } from './kinds.ts';
import { terms } from './terms.ts';

/** What the lists can be asked for: parsed, typed, and free of any engine. Absent means no condition. */

export const TimeSortTerms = terms(
  'TimeSort',
  'Order by time. Records without a known start come last in both.',
  {
    time: 'Earliest start first; among equals, earliest end first, then by id.',
    time_desc: 'Latest start first; among equals, latest end first, then by id backwards.',
  },
);
export const TimeSort = TimeSortTerms.schema;

export const NameSortTerms = terms('NameSort', 'Order by name, ignoring case and accents.', {
  name: 'From A to Z, then by id.',
  name_desc: 'From Z to A, then by id backwards.',
});
export const NameSort = NameSortTerms.schema;

export const PropositionSortTerms = terms('PropositionSort', 'Order of propositions.', {
  claim_count_desc: 'Most claims first; among equals, by key backwards.',
  claim_count: 'Fewest claims first; among equals, by key.',
});
export const PropositionSort = PropositionSortTerms.schema;

export const SearchKindTerms = terms('SearchKind', 'Kinds of records that a search finds.', {
  event: 'Events, by title, summary, place, keywords and the words for their time.',
  actor: 'Actors, by all of their names.',
  claim: 'Claims, by statement and the passages that are quoted.',
  source: 'Sources, by title.',
} satisfies Record<SearchedKind, string>);
export const SearchKind = SearchKindTerms.schema;

export const MatchesRelationTerms = terms('MatchesRelation', 'What a number of matches says.', {
  exact: 'So many match.',
  at_least: 'So many were ranked, and more match.',
});
export const MatchesRelation = MatchesRelationTerms.schema;

export const CountModeTerms = terms('CountMode', 'Whether the records of a list are counted.', {
  none: 'They are not.',
  estimate: 'With bounded work: few are counted, many estimated from a sample.',
  exact: 'Every one, however long that takes.',
});
export const CountMode = CountModeTerms.schema;

export const CountBasisTerms = terms('CountBasis', 'How a number of records was found.', {
  exact: 'They were counted.',
  estimate: 'It is an estimate from a sample.',
});
export const CountBasis = CountBasisTerms.schema;

type TimeOrder = keyof typeof TimeSortTerms.terms;

export type EventQuery = EventFilter & { sort: TimeOrder };

export type ActorQuery = ActorFilter & { sort: keyof typeof NameSortTerms.terms };

export type ClaimQuery = ClaimFilter & { sort: TimeOrder };

export type PropositionQuery = PropositionFilter & { sort: keyof typeof PropositionSortTerms.terms };

export type SourceQuery = SourceFilter & { sort: TimeOrder };

export type SearchQuery = {
  terms: SearchTerms;
  kinds: readonly SearchedKind[];
  datasetIds?: readonly string[] | undefined;
};

/** Where a page begins: the sort key of the last record before it. Its shape is the order's own. */
export type SortKey = readonly (string | number)[];

export type PageRequest = { limit: number; after?: SortKey | undefined };

/**
 * Splits a search text into its words: runs of letters, digits and marks. Everything else separates, so that
 * no character has a meaning of its own.
 */
export function searchTermsOf(text: string): SearchTerms {
  return text.normalize('NFC').match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
}
