import type { SearchedKind } from './kinds.ts';
import { terms } from './terms.ts';
import type { Span } from './time/match.ts';

/** What the lists can be asked for: parsed, typed, and free of any engine. Absent means no condition. */

export const TimeMatchTerms = terms('TimeMatch', 'Which records a condition on time lets through.', {
  possible: 'Those that may lie in the window: some moment they may stand for is inside it.',
  certain: 'Those that surely lie in the window: every moment they may stand for is inside it.',
});
export const TimeMatch = TimeMatchTerms.schema;

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

export const EventFacetTerms = terms('EventFacet', 'What events are counted by.', {
  type: 'By type.',
  countryCode: 'By country.',
  datasetId: 'By dataset.',
  actorId: 'By actor that has a part in them; with `role`, that part.',
  role: 'By the parts that actors have in them; with `actorId`, those of that actor.',
  tag: 'By keyword.',
  contested: 'By whether they are contested.',
});
export const EventFacet = EventFacetTerms.schema;
export type EventFacet = keyof typeof EventFacetTerms.terms;

export const ClaimFacetTerms = terms('ClaimFacet', 'What claims are counted by.', {
  claimantId: 'By claimant, without affiliates.',
  act: 'By act.',
  polarity: 'By side of the proposition.',
  predicate: 'By predicate of the proposition.',
  status: 'By what the editor makes of them.',
  datasetId: 'By dataset.',
  contested: 'By whether they are contested.',
});
export const ClaimFacet = ClaimFacetTerms.schema;
export type ClaimFacet = keyof typeof ClaimFacetTerms.terms;

type TimeOrder = keyof typeof TimeSortTerms.terms;

/** A condition on time: `window` in seconds since 1970-01-01T00:00:00Z, both ends inclusive, null = open. */
export type TimeCondition = { window: Span; match: keyof typeof TimeMatchTerms.terms };

/** A box in degrees of WGS 84; where `west` is above `east` it crosses the antimeridian (RFC 7946 §5.2). */
export type BoundingBox = { west: number; south: number; east: number; north: number };

/** Within `radiusKm` kilometres of great circle around a point in degrees of WGS 84. */
export type Nearness = { longitude: number; latitude: number; radiusKm: number };

/**
 * The words of a search text, each taken literally; the last one also as the beginning of a word, among the names
 * of actors however short it is, else where `mayBegin` of `search/words.ts` says so. No words match nothing.
 */
export type SearchTerms = readonly string[];

/** Which events, in no order. */
export type EventFilter = {
  terms?: SearchTerms | undefined;
  time?: TimeCondition | undefined;
  types?: readonly string[] | undefined;
  actorIds?: readonly string[] | undefined;
  roles?: readonly string[] | undefined;
  sourceIds?: readonly string[] | undefined;
  datasetIds?: readonly string[] | undefined;
  countryCodes?: readonly string[] | undefined;
  tags?: readonly string[] | undefined;
  box?: BoundingBox | undefined;
  near?: Nearness | undefined;
  contested?: boolean | undefined;
  hasTime?: boolean | undefined;
};
export type EventQuery = EventFilter & { sort: TimeOrder };

/** Which actors, in no order. */
export type ActorFilter = {
  terms?: SearchTerms | undefined;
  types?: readonly string[] | undefined;
  identities?: readonly string[] | undefined;
  datasetIds?: readonly string[] | undefined;
  eventIds?: readonly string[] | undefined;
};
export type ActorQuery = ActorFilter & { sort: keyof typeof NameSortTerms.terms };

/** Which claims, in no order. */
export type ClaimFilter = {
  terms?: SearchTerms | undefined;
  time?: TimeCondition | undefined;
  claimantIds?: readonly string[] | undefined;
  /** With the claims of everybody who is, through any chain of affiliations, on a claimant's side. */
  includeAffiliates?: boolean | undefined;
  aboutActorIds?: readonly string[] | undefined;
  eventIds?: readonly string[] | undefined;
  predicates?: readonly string[] | undefined;
  propositionKeys?: readonly string[] | undefined;
  acts?: readonly string[] | undefined;
  polarities?: readonly string[] | undefined;
  statuses?: readonly string[] | undefined;
  sourceIds?: readonly string[] | undefined;
  datasetIds?: readonly string[] | undefined;
  contested?: boolean | undefined;
};
export type ClaimQuery = ClaimFilter & { sort: TimeOrder };

/** Which propositions, in no order. */
export type PropositionFilter = {
  eventIds?: readonly string[] | undefined;
  actorIds?: readonly string[] | undefined;
  predicates?: readonly string[] | undefined;
  contested?: boolean | undefined;
};
export type PropositionQuery = PropositionFilter & { sort: keyof typeof PropositionSortTerms.terms };

/** Which sources, in no order. */
export type SourceFilter = {
  types?: readonly string[] | undefined;
  publisherIds?: readonly string[] | undefined;
  datasetIds?: readonly string[] | undefined;
  langs?: readonly string[] | undefined;
};
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
