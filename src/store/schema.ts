import type { Generated } from 'kysely';
import type { OwnedKind, PluralOf } from '../domain/kinds.ts';

/** The tables of `migrations/`, as Kysely sees them. What a column means stands in the migration. */

export type Rendered = { body: string; etag: string };
type Versioned = { version: number; recorded_at: string; updated_at: string };
/** `seq` is given where a row is written: see src/store/sequence.ts. */
type Sequenced = { seq: number; id: string; dataset_id: string };
export type Timed = { starts_s: number; ends_s: number; span_class: number };

export type InnerTimed = { latest_start_s: number; earliest_end_s: number; calendar: number; gaps: number };

type StoreStateTable = { only_row: number; store_id: string; changes: number; fold_version: number };

type RevisionTable = {
  kind: string;
  id: string;
  version: number;
  dataset_id: string;
  recorded_at: string;
  change: 'create' | 'update';
  record: string;
};

type DatasetTable = Versioned &
  Rendered & {
    id: string;
    title: string;
    licence: string;
    description: string | null;
    origin: string | null;
    url: string | null;
    lang: string | null;
    time_zone: string | null;
  };

type DatasetPredicateTable = {
  dataset_id: string;
  id: string;
  position: number;
  label_one: string;
  label_many: string;
  description: string | null;
  subjects: string;
  objects: string;
  unit: string | null;
  functional: number;
};

type DatasetSubtypeTable = {
  dataset_id: string;
  id: string;
  position: number;
  label_one: string;
  label_many: string;
  description: string | null;
  kind: 'event' | 'actor';
};

type ActorTable = Sequenced &
  Versioned &
  Rendered & {
    type: string;
    subtype: string | null;
    name: string;
    name_key: string;
    identity: string;
    description: string | null;
  };
type ActorNameTable = {
  actor_id: string;
  position: number;
  value: string;
  kind: string;
  lang: string | null;
};
type ExternalIdRow = { position: number; scheme: string; external_id: string };
type ActorExternalIdTable = ExternalIdRow & { actor_id: string };
type ActorRelationTable = {
  actor_id: string;
  position: number;
  type: string;
  other_id: string;
  during_edtf: string | null;
};
type ActorRelationClaimTable = { actor_id: string; position: number; claim_id: string };

type SourceTable = Sequenced &
  Versioned &
  Rendered &
  Timed & {
    type: string;
    title: string | null;
    publisher_id: string | null;
    url: string | null;
    archived_url: string | null;
    lang: string | null;
    published_edtf: string | null;
    retrieved_at: string | null;
    content_sha256: string | null;
    content_length: number | null;
    rights: string | null;
    quoting: number;
    notes: string | null;
  };
type SourceAuthorTable = { source_id: string; position: number; name: string };
type SourceDerivationTable = { source_id: string; position: number; kind: string; origin_id: string };

type EventTable = Sequenced &
  Versioned &
  Rendered &
  Timed &
  InnerTimed & {
    type: string;
    subtype: string | null;
    title: string;
    summary: string | null;
    time_edtf: string | null;
    time_text: string | null;
    time_zone: string | null;
    place_name: string | null;
    country_code: string | null;
    admin1: string | null;
    admin2: string | null;
    longitude: number | null;
    latitude: number | null;
    place_precision: string | null;
    claim_count: number;
    contested: number;
  };
/** A link of an event, or of a claim, keeps where and when that is, so that links are in order of time. */
export type EventLink = { event_id: string; event_seq: number; starts_s: number; ends_s: number };
export type ClaimLink = { claim_id: string; claim_seq: number; starts_s: number; ends_s: number };

type EventParticipantTable = EventLink & {
  position: number;
  actor_id: string;
  role: string;
  attribution: string;
  count_min: number | null;
  count_best: number | null;
  count_max: number | null;
  count_unit: string | null;
};
type Stretch = { starts_s: number; ends_s: number; sure: number };
type EventStretchTable = Stretch & { event_id: string };
type ClaimStretchTable = Stretch & { claim_id: string };
type EventRelationTable = { event_id: string; position: number; type: string; other_id: string };
type EventTagTable = EventLink & { tag: string };

type PropositionTable = Rendered & {
  key: string;
  subject_kind: string;
  subject_id: string;
  predicate: string;
  object_kind: string;
  object_id: string | null;
  statement: string;
  functional: number;
  contested: number;
  claim_count: number;
  dispute_id: string | null;
};
type DisputeTable = {
  seq: Generated<number>;
  id: string;
  proposition_count: number;
  claim_count: number;
  body: string;
};
type PropositionOppositionTable = {
  key: string;
  other_key: string;
  reason: 'incompatible_values' | 'contradicting_claims';
};

type ClaimTable = Sequenced &
  Versioned &
  Rendered &
  Timed &
  InnerTimed & {
    claimant_id: string;
    act: string;
    proposition_key: string;
    predicate: string;
    polarity: string;
    certainty: string;
    statement: string;
    made_edtf: string | null;
    made_text: string | null;
    made_zone: string | null;
    status: string;
    status_note: string | null;
    withdrawn: number;
    contested: number;
  };
type ClaimEventTable = ClaimLink & { event_id: string };
type ClaimActorTable = ClaimLink & { actor_id: string };
type ClaimSourceTable = ClaimLink & { source_id: string };
type ClaimAttributionTable = {
  claim_id: string;
  position: number;
  actor_id: string | null;
  source_id: string | null;
  verb: string;
};
type ClaimRelationTable = {
  claim_id: string;
  position: number;
  type: string;
  other_id: string;
  basis: string;
};
type EvidenceTable = {
  claim_id: string;
  position: number;
  source_id: string;
  start_offset: number | null;
  end_offset: number | null;
  quote_sha256: string | null;
  quote_fingerprint: string | null;
  prefix_sha256: string | null;
  suffix_sha256: string | null;
  plain_sha256: string | null;
  plain_length: number | null;
  fragment: string | null;
  paragraph: number | null;
  quote: string | null;
};

type EventSpanTable = {
  starts_day: number;
  ends_day: number;
  latest_start_day: number;
  earliest_end_day: number;
  events: number;
};
type DatasetTallyTable = { dataset_id: string } & Record<PluralOf<OwnedKind>, number>;

export type Tables = {
  store_state: StoreStateTable;
  revision: RevisionTable;
  dataset: DatasetTable;
  dataset_predicate: DatasetPredicateTable;
  dataset_subtype: DatasetSubtypeTable;
  dataset_tally: DatasetTallyTable;
  actor: ActorTable;
  actor_name: ActorNameTable;
  actor_external_id: ActorExternalIdTable;
  actor_relation: ActorRelationTable;
  actor_relation_claim: ActorRelationClaimTable;
  source: SourceTable;
  source_author: SourceAuthorTable;
  source_derivation: SourceDerivationTable;
  source_external_id: ExternalIdRow & { source_id: string };
  event: EventTable;
  event_participant: EventParticipantTable;
  event_relation: EventRelationTable;
  event_stretch: EventStretchTable;
  event_tag: EventTagTable;
  event_external_id: ExternalIdRow & { event_id: string };
  event_span: EventSpanTable;
  proposition: PropositionTable;
  proposition_opposition: PropositionOppositionTable;
  dispute: DisputeTable;
  claim: ClaimTable;
  claim_event: ClaimEventTable;
  claim_actor: ClaimActorTable;
  claim_source: ClaimSourceTable;
  claim_attribution: ClaimAttributionTable;
  claim_relation: ClaimRelationTable;
  claim_external_id: ExternalIdRow & { claim_id: string };
  claim_stretch: ClaimStretchTable;
  evidence: EvidenceTable;
};
