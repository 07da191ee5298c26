import type { SearchTerms } from './condition.ts';
import type { ActorFilter } from './filters/actor.ts';
import type { ClaimFilter } from './filters/claim.ts';
import type { DisputeFilter } from './filters/dispute.ts';
import type { EventFilter } from './filters/event.ts';
import type { PropositionFilter } from './filters/proposition.ts';
import type { SourceFilter } from './filters/source.ts';
import type { SearchedKind } from './kinds.ts';
import { terms } from './terms.ts';

/** Declares the queries of the lists: parsed, typed and independent of a database engine. An absent filter is no condition. */

export const TimeSortTerms = terms(
  'TimeSort',
  'Order by time. Records without a known start come last in both directions.',
  {
    time: 'Earliest start first; equal starts: earliest end first, then by id.',
    time_desc: 'Latest start first; equal starts: latest end first, then by id backwards.',
  },
);
export const TimeSort = TimeSortTerms.schema;

export const WindowSortTerms = terms(
  'WindowSort',
  'Order by time. Records without a known start come last in every order.',
  {
    ...TimeSortTerms.terms,
    in_window:
      'What begins in the time window first, earliest start first; then what began before it, latest start first.',
  },
);
export const WindowSort = WindowSortTerms.schema;

export const NameSortTerms = terms('NameSort', 'Order by name, ignoring case and accents.', {
  name: 'From A to Z, then by id.',
  name_desc: 'From Z to A, then by id backwards.',
});
export const NameSort = NameSortTerms.schema;

export const PropositionSortTerms = terms('PropositionSort', 'Order of propositions and disputes.', {
  claim_count_desc: 'Most claims first; equal numbers: by key or id, backwards.',
  claim_count: 'Fewest claims first; equal numbers: by key or id.',
});
export const PropositionSort = PropositionSortTerms.schema;

export const SearchKindTerms = terms('SearchKind', 'Kinds of records that a search finds.', {
  event: 'Events, by title, summary, place, keywords and the wording of their time.',
  actor: 'Actors, by all of their names and external ids.',
  claim: 'Claims, by statement and quoted passages.',
  source: 'Sources, by title.',
  dispute: 'Disputes, by the text of their propositions.',
} satisfies Record<SearchedKind, string>);
export const SearchKind = SearchKindTerms.schema;

export const MatchesRelationTerms = terms('MatchesRelation', 'Meaning of a number of matches.', {
  exact: 'Exactly this number of records matches.',
  at_least: 'This number of records was ranked, and more records match.',
});
export const MatchesRelation = MatchesRelationTerms.schema;

export const CountModeTerms = terms('CountMode', 'Counting of the records of a list.', {
  none: 'The records are not counted.',
  estimate: 'Few records are counted exactly; many are estimated from a sample, which takes a bounded time.',
  exact: 'All records are counted, which may take long.',
});
export const CountMode = CountModeTerms.schema;

export const CountBasisTerms = terms('CountBasis', 'Basis of a number of records.', {
  exact: 'The records were counted.',
  estimate: 'The number is an estimate from a sample.',
});
export const CountBasis = CountBasisTerms.schema;

export type TimeOrder = keyof typeof WindowSortTerms.terms;

export type EventQuery = EventFilter & { sort: TimeOrder };

export type ActorQuery = ActorFilter & { sort: keyof typeof NameSortTerms.terms };

export type ClaimQuery = ClaimFilter & { sort: TimeOrder };

export type PropositionQuery = PropositionFilter & { sort: keyof typeof PropositionSortTerms.terms };

/** The propositions on which one actor has made claims. */
export type ActorPositionsQuery = PropositionFilter & { claimedBy: readonly [string] };

/** The propositions on which at least one of several parties has made claims: the actors of `claimedBy`. */
export type PartyPositionsQuery = PropositionQuery & { claimedBy: readonly string[] };

export type DisputeQuery = DisputeFilter & { sort: keyof typeof PropositionSortTerms.terms };

export type SourceQuery = SourceFilter & { sort: keyof typeof TimeSortTerms.terms };

export type SearchQuery = {
  terms: SearchTerms;
  kinds: readonly SearchedKind[];
  datasetIds?: readonly string[] | undefined;
};

/** The sort key of the last record before a page, such as `['2024-03-22', 'attack']`. Its shape depends on the order. */
export type SortKey = readonly (string | number)[];

export type PageRequest = { limit: number; after?: SortKey | undefined };
