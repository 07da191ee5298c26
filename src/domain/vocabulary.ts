import { ActorIdentityTerms, ActorRelationTypeTerms, ActorTypeTerms, NameKindTerms } from './actor.ts';
import {
  CertaintyTerms,
  ClaimActTerms,
  ClaimRelationTypeTerms,
  ClaimStatusTerms,
  ExtractionMethodTerms,
  PolarityTerms,
  RelationBasisTerms,
} from './claim.ts';
import { TimeMatchTerms } from './condition.ts';
import { SubtypeKindTerms } from './declaration.ts';
import { AttributionTerms, EventRelationTypeTerms, EventTypeTerms, ParticipantRoleTerms } from './event.ts';
import { AnchorStateTerms, EvidenceStateTerms } from './evidence.ts';
import { ClaimFacetTerms } from './filters/claim.ts';
import { EventFacetTerms } from './filters/event.ts';
import { PlacePrecisionTerms } from './place.ts';
import { CurrentPositionTerms, DisputeReasonTerms } from './position.ts';
import { SubjectKindTerms, TermKindTerms } from './predicate.ts';
import {
  CountBasisTerms,
  CountModeTerms,
  MatchesRelationTerms,
  NameSortTerms,
  PropositionSortTerms,
  SearchKindTerms,
  TimeSortTerms,
  WindowSortTerms,
} from './query.ts';
import { DerivationKindTerms, SourceTypeTerms } from './source.ts';
import { QuoteStateTerms } from './source-locators.ts';
import type { Terms } from './terms.ts';
import { TimelineIntervalTerms } from './time/buckets.ts';
import {
  TimeBasisTerms,
  TimeBoundKindTerms,
  TimeExtentTerms,
  TimePrecisionTerms,
  TimeQualifierTerms,
} from './time/time-terms.ts';
import { NormalFormTerms } from './verification.ts';

/** Lists every vocabulary of the model, in groups by subject. */
export const vocabularies: readonly Terms<Record<string, string>>[] = [
  EventTypeTerms,
  ParticipantRoleTerms,
  AttributionTerms,
  EventRelationTypeTerms,
  PlacePrecisionTerms,
  ActorTypeTerms,
  ActorIdentityTerms,
  NameKindTerms,
  ActorRelationTypeTerms,
  ClaimActTerms,
  PolarityTerms,
  CertaintyTerms,
  ClaimStatusTerms,
  ClaimRelationTypeTerms,
  RelationBasisTerms,
  ExtractionMethodTerms,
  SubjectKindTerms,
  TermKindTerms,
  SubtypeKindTerms,
  DisputeReasonTerms,
  CurrentPositionTerms,
  SourceTypeTerms,
  DerivationKindTerms,
  EvidenceStateTerms,
  AnchorStateTerms,
  NormalFormTerms,
  QuoteStateTerms,
  TimePrecisionTerms,
  TimeQualifierTerms,
  TimeExtentTerms,
  TimeBoundKindTerms,
  TimeBasisTerms,
  TimeMatchTerms,
  TimeSortTerms,
  WindowSortTerms,
  NameSortTerms,
  PropositionSortTerms,
  TimelineIntervalTerms,
  SearchKindTerms,
  MatchesRelationTerms,
  CountModeTerms,
  CountBasisTerms,
  EventFacetTerms,
  ClaimFacetTerms,
];
