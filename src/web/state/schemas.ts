import type { Client, Schemas } from '../../client/client.ts';

/** The types of the API's responses, from its TypeScript client. */

export type FuzzyTime = Schemas['FuzzyTime'];
export type Event = Schemas['Event'];
export type EventDetail = Schemas['EventDetail'];
export type Actor = Schemas['Actor'];
export type Claim = Schemas['Claim'];
export type ClaimDetail = Schemas['ClaimDetail'];
export type Source = Schemas['Source'];
export type Dataset = Schemas['Dataset'];
export type Evidence = Schemas['Evidence'];
export type Place = Schemas['Place'];
export type Places = Schemas['Places'];
export type PlaceCell = Schemas['PlaceCell'];
export type Proposition = Schemas['PropositionSummary'];
export type PropositionObject = Schemas['PropositionObject'];
export type Quantity = Schemas['QuantityValue'];
/** Subject, predicate and object of a proposition. A claim gives it without the text. */
export type Stated = Schemas['PropositionStatement'] & { text?: string };
export type Vocabulary = Schemas['ModelVocabulary'];
export type PredicateDefinition = Schemas['PredicateDefinition'];
export type PositionClaim = Schemas['PositionClaim'];
export type PositionHolder = Schemas['PositionHolder'];
export type Dispute = Schemas['DisputeDetail'];
export type DisputeSide = Dispute['sides'][number];
export type DisputedProposition = Dispute['propositions'][number];
export type PartyPosition = Schemas['PartyPosition'];
export type PartyPositions = Schemas['PartyPositions'];
export type ActorPosition = Schemas['ActorPosition'];
export type Hit = Schemas['SearchHit'];
export type Verification = Schemas['SourceVerification'];
export type LocatorState = Schemas['LocatorState'];

/** The parameters of a list of events. */
export type EventQuery = NonNullable<Parameters<Client['listEvents']>[0]>;
