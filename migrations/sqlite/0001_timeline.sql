-- Records of timelines. Columns and foreign keys are the truth; beside them each record keeps `body`, the JSON
-- that the API sends for it, and `etag`, its strong entity tag, both written in the same transaction.
--
-- Times are kept twice: as the EDTF expression that people wrote, and as starts_s and ends_s, seconds since
-- 1970-01-01T00:00:00Z, both inclusive. 9007199254740991 (2^53 - 1) stands for "no bound", so that what has
-- none sorts last. latest_start_s and earliest_end_s are the inner bounds: the latest second at which a time that lasts
-- throughout can have begun, and the earliest at which it can have ended; of any other time, its last and its first
-- second. Where there is none, they are 9007199254740991 and its negative, which lie in no window. span_class says how long the span between them is: see src/store/timeline.ts.
--
-- Foreign keys between records are deferred: one import may bring records that name each other.

CREATE TABLE store_state (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  store_id TEXT NOT NULL,
  changes INTEGER NOT NULL,
  -- The version of the fold with which the indexes of words were made.
  fold_version INTEGER NOT NULL
) STRICT;

-- Every version of every record as it was written, from the first import on. Rows are only ever added.
CREATE TABLE revision (
  kind TEXT NOT NULL CHECK (kind IN ('dataset', 'source', 'actor', 'event', 'claim')),
  id TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version >= 1),
  dataset_id TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  change TEXT NOT NULL CHECK (change IN ('create', 'update')),
  record TEXT NOT NULL,
  PRIMARY KEY (kind, id, version)
) STRICT;

CREATE TRIGGER revision_is_append_only_update BEFORE UPDATE ON revision
BEGIN SELECT RAISE(ABORT, 'revisions are never changed'); END;
CREATE TRIGGER revision_is_append_only_delete BEFORE DELETE ON revision
BEGIN SELECT RAISE(ABORT, 'revisions are never removed'); END;

CREATE TABLE dataset (
  id TEXT PRIMARY KEY NOT NULL,
  title TEXT NOT NULL,
  licence TEXT NOT NULL,
  description TEXT,
  origin TEXT,
  url TEXT,
  lang TEXT,
  time_zone TEXT,
  version INTEGER NOT NULL,
  recorded_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  body TEXT NOT NULL,
  etag TEXT NOT NULL
) STRICT;

-- The predicates that datasets declare beside those of the program. An id means the same wherever it is declared.
CREATE TABLE dataset_predicate (
  dataset_id TEXT NOT NULL REFERENCES dataset (id) DEFERRABLE INITIALLY DEFERRED,
  id TEXT NOT NULL,
  position INTEGER NOT NULL,
  label_one TEXT NOT NULL,
  label_many TEXT NOT NULL,
  description TEXT,
  -- The kinds of subject and of object, as JSON.
  subjects TEXT NOT NULL,
  objects TEXT NOT NULL,
  unit TEXT,
  functional INTEGER NOT NULL CHECK (functional IN (0, 1)),
  PRIMARY KEY (dataset_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX dataset_predicate_by_id ON dataset_predicate (id);

-- The subtypes that datasets declare. An id means the same wherever it is declared.
CREATE TABLE dataset_subtype (
  dataset_id TEXT NOT NULL REFERENCES dataset (id) DEFERRABLE INITIALLY DEFERRED,
  id TEXT NOT NULL,
  position INTEGER NOT NULL,
  label_one TEXT NOT NULL,
  label_many TEXT NOT NULL,
  description TEXT,
  -- The kind of record that it is of.
  kind TEXT NOT NULL CHECK (kind IN ('event', 'actor')),
  PRIMARY KEY (dataset_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX dataset_subtype_by_id ON dataset_subtype (id);

CREATE TABLE actor (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  dataset_id TEXT NOT NULL REFERENCES dataset (id) DEFERRABLE INITIALLY DEFERRED,
  type TEXT NOT NULL,
  subtype TEXT,
  name TEXT NOT NULL,
  -- The name without case and accents: what lists by name sort on.
  name_key TEXT NOT NULL,
  identity TEXT NOT NULL,
  description TEXT,
  version INTEGER NOT NULL,
  recorded_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  body TEXT NOT NULL,
  etag TEXT NOT NULL
) STRICT;
CREATE INDEX actor_by_name ON actor (name_key, id);
CREATE INDEX actor_by_dataset ON actor (dataset_id, id);
CREATE INDEX actor_by_type ON actor (type, name_key, id);
CREATE INDEX actor_by_subtype ON actor (subtype, name_key, id) WHERE subtype IS NOT NULL;

CREATE TABLE actor_name (
  actor_id TEXT NOT NULL REFERENCES actor (id) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL,
  value TEXT NOT NULL,
  kind TEXT NOT NULL,
  lang TEXT,
  PRIMARY KEY (actor_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE actor_external_id (
  actor_id TEXT NOT NULL REFERENCES actor (id) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL,
  scheme TEXT NOT NULL,
  external_id TEXT NOT NULL,
  PRIMARY KEY (actor_id, position)
) STRICT, WITHOUT ROWID;
-- Lists ask for register and identifier as one text, such as wikidata:Q42.
CREATE INDEX actor_external_id_by_reference ON actor_external_id (scheme || ':' || external_id);

CREATE TABLE actor_relation (
  actor_id TEXT NOT NULL REFERENCES actor (id) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL,
  type TEXT NOT NULL,
  other_id TEXT NOT NULL REFERENCES actor (id) DEFERRABLE INITIALLY DEFERRED,
  during_edtf TEXT,
  PRIMARY KEY (actor_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX actor_relation_by_other ON actor_relation (other_id, type, actor_id);

CREATE TABLE actor_relation_claim (
  actor_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  claim_id TEXT NOT NULL REFERENCES claim (id) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (actor_id, position, claim_id),
  FOREIGN KEY (actor_id, position) REFERENCES actor_relation (actor_id, position) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE INDEX actor_relation_claim_by_claim ON actor_relation_claim (claim_id);

-- Folded words, with spaces between them, at which alone the tokenizer splits: every name of an actor, and the external
-- ids; rowid = actor.seq.
CREATE VIRTUAL TABLE actor_words USING fts5 (
  names,
  ids,
  content = '',
  contentless_delete = 1,
  tokenize = "ascii",
  prefix = '2 3'
);

CREATE TABLE source (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  dataset_id TEXT NOT NULL REFERENCES dataset (id) DEFERRABLE INITIALLY DEFERRED,
  type TEXT NOT NULL,
  title TEXT,
  publisher_id TEXT REFERENCES actor (id) DEFERRABLE INITIALLY DEFERRED,
  url TEXT,
  archived_url TEXT,
  lang TEXT,
  published_edtf TEXT,
  starts_s INTEGER NOT NULL,
  ends_s INTEGER NOT NULL,
  span_class INTEGER NOT NULL CHECK (span_class BETWEEN 0 AND 7),
  retrieved_at TEXT,
  content_sha256 TEXT,
  content_length INTEGER,
  rights TEXT,
  quoting INTEGER NOT NULL CHECK (quoting IN (0, 1)),
  notes TEXT,
  version INTEGER NOT NULL,
  recorded_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  body TEXT NOT NULL,
  etag TEXT NOT NULL
) STRICT;
CREATE INDEX source_by_time ON source (starts_s, ends_s, id);
CREATE INDEX source_by_dataset ON source (dataset_id, starts_s, ends_s, id);
CREATE INDEX source_by_publisher ON source (publisher_id, starts_s, ends_s, id);

CREATE TABLE source_derivation (
  source_id TEXT NOT NULL REFERENCES source (id) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  origin_id TEXT NOT NULL REFERENCES source (id) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (source_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX source_derivation_by_origin ON source_derivation (origin_id, source_id);

CREATE TABLE source_author (
  source_id TEXT NOT NULL REFERENCES source (id) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (source_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE source_external_id (
  source_id TEXT NOT NULL REFERENCES source (id) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL,
  scheme TEXT NOT NULL,
  external_id TEXT NOT NULL,
  PRIMARY KEY (source_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX source_external_id_by_reference ON source_external_id (scheme || ':' || external_id);

CREATE TABLE event (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  dataset_id TEXT NOT NULL REFERENCES dataset (id) DEFERRABLE INITIALLY DEFERRED,
  type TEXT NOT NULL,
  subtype TEXT,
  title TEXT NOT NULL,
  summary TEXT,
  time_edtf TEXT,
  time_text TEXT,
  time_zone TEXT,
  starts_s INTEGER NOT NULL,
  ends_s INTEGER NOT NULL,
  latest_start_s INTEGER NOT NULL,
  earliest_end_s INTEGER NOT NULL,
  -- Whether it is one of calendar days, whose zone nobody wrote.
  calendar INTEGER NOT NULL CHECK (calendar IN (0, 1)),
  -- Whether it has several stretches, which stand in a table of their own.
  gaps INTEGER NOT NULL CHECK (gaps IN (0, 1)),
  span_class INTEGER NOT NULL CHECK (span_class BETWEEN 0 AND 7),
  place_name TEXT,
  country_code TEXT,
  admin1 TEXT,
  admin2 TEXT,
  longitude REAL,
  latitude REAL,
  place_precision TEXT,
  claim_count INTEGER NOT NULL,
  contested INTEGER NOT NULL CHECK (contested IN (0, 1)),
  version INTEGER NOT NULL,
  recorded_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  body TEXT NOT NULL,
  etag TEXT NOT NULL
) STRICT;
CREATE INDEX event_by_time ON event (starts_s, ends_s, id);
CREATE INDEX event_by_span ON event (span_class, starts_s, ends_s, id);
CREATE INDEX event_by_dataset ON event (dataset_id, starts_s, ends_s, id);
CREATE INDEX event_by_type ON event (type, starts_s, ends_s, id);
CREATE INDEX event_by_country ON event (country_code, starts_s, ends_s, id) WHERE country_code IS NOT NULL;
CREATE INDEX event_contested ON event (starts_s, ends_s, id) WHERE contested = 1;

-- The points of events; id = event.seq. The tree keeps 32-bit floats, rounded outwards: a box found here is
-- checked again against the event's own columns.
CREATE VIRTUAL TABLE event_point USING rtree (id, west, east, south, north);

CREATE TABLE event_participant (
  event_id TEXT NOT NULL REFERENCES event (id) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL,
  actor_id TEXT NOT NULL REFERENCES actor (id) DEFERRABLE INITIALLY DEFERRED,
  role TEXT NOT NULL,
  attribution TEXT NOT NULL,
  count_min INTEGER,
  count_best INTEGER,
  count_max INTEGER,
  count_unit TEXT,
  PRIMARY KEY (event_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_participant_by_actor ON event_participant (actor_id, role, event_id);
CREATE INDEX event_participant_by_role ON event_participant (role, event_id);

-- The stretches of times with gaps, such as sets, in seconds as starts_s and ends_s of the record; an open side is
-- 9007199254740991 or its negative. `sure` tells those in which it took place for sure, of a set of which all are meant.
CREATE TABLE event_stretch (
  event_id TEXT NOT NULL REFERENCES event (id) DEFERRABLE INITIALLY DEFERRED,
  starts_s INTEGER NOT NULL,
  ends_s INTEGER NOT NULL,
  sure INTEGER NOT NULL CHECK (sure IN (0, 1)),
  PRIMARY KEY (event_id, starts_s, ends_s)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_relation (
  event_id TEXT NOT NULL REFERENCES event (id) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL,
  type TEXT NOT NULL,
  other_id TEXT NOT NULL REFERENCES event (id) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (event_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_relation_by_other ON event_relation (other_id, type, event_id);

CREATE TABLE event_tag (
  event_id TEXT NOT NULL REFERENCES event (id) DEFERRABLE INITIALLY DEFERRED,
  tag TEXT NOT NULL,
  PRIMARY KEY (tag, event_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_tag_by_event ON event_tag (event_id);

CREATE TABLE event_external_id (
  event_id TEXT NOT NULL REFERENCES event (id) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL,
  scheme TEXT NOT NULL,
  external_id TEXT NOT NULL,
  PRIMARY KEY (event_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_external_id_by_reference ON event_external_id (scheme || ':' || external_id);

-- One row for everything that is claimed, computed from the claims.
CREATE TABLE proposition (
  key TEXT PRIMARY KEY NOT NULL,
  subject_kind TEXT NOT NULL CHECK (subject_kind IN ('actor', 'event')),
  subject_id TEXT NOT NULL,
  predicate TEXT NOT NULL,
  object_kind TEXT NOT NULL CHECK (object_kind IN ('actor', 'event', 'place', 'quantity', 'time', 'text')),
  object_id TEXT,
  -- Subject, predicate and object as JSON.
  statement TEXT NOT NULL,
  -- Whether only one object can be true for the subject, as the predicate says.
  functional INTEGER NOT NULL CHECK (functional IN (0, 1)),
  contested INTEGER NOT NULL CHECK (contested IN (0, 1)),
  claim_count INTEGER NOT NULL,
  -- The dispute that it belongs to: the smallest key among the propositions that oppositions connect it with, through any
  -- number of steps. NULL if it is not contested.
  dispute_id TEXT,
  body TEXT NOT NULL,
  etag TEXT NOT NULL
) STRICT;
CREATE INDEX proposition_by_claim_count ON proposition (claim_count, key);
CREATE INDEX proposition_by_subject ON proposition (subject_kind, subject_id, functional);
CREATE INDEX proposition_by_object ON proposition (object_kind, object_id) WHERE object_id IS NOT NULL;
CREATE INDEX proposition_contested ON proposition (claim_count, key) WHERE contested = 1;
CREATE INDEX proposition_by_dispute ON proposition (dispute_id, claim_count, key) WHERE dispute_id IS NOT NULL;

-- One row for contested propositions that oppositions connect; not every two of them exclude each other. Its id is the
-- smallest of their keys.
CREATE TABLE dispute (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE REFERENCES proposition (key) DEFERRABLE INITIALLY DEFERRED,
  proposition_count INTEGER NOT NULL,
  -- Claims on all of its propositions.
  claim_count INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX dispute_by_claim_count ON dispute (claim_count, id);

-- The folded words of disputes: the texts of their propositions; rowid = dispute.seq.
CREATE VIRTUAL TABLE dispute_words USING fts5 (
  text,
  content = '',
  contentless_delete = 1,
  tokenize = "ascii",
  prefix = '3'
);

-- Oppositions: two propositions that cannot both be true. Each pair has a row in both directions.
CREATE TABLE proposition_opposition (
  key TEXT NOT NULL REFERENCES proposition (key) DEFERRABLE INITIALLY DEFERRED,
  other_key TEXT NOT NULL REFERENCES proposition (key) DEFERRABLE INITIALLY DEFERRED,
  reason TEXT NOT NULL CHECK (reason IN ('incompatible_values', 'contradicting_claims')),
  PRIMARY KEY (key, other_key, reason)
) STRICT, WITHOUT ROWID;
CREATE INDEX proposition_opposition_by_other ON proposition_opposition (other_key);

CREATE TABLE claim (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  dataset_id TEXT NOT NULL REFERENCES dataset (id) DEFERRABLE INITIALLY DEFERRED,
  claimant_id TEXT NOT NULL REFERENCES actor (id) DEFERRABLE INITIALLY DEFERRED,
  act TEXT NOT NULL,
  proposition_key TEXT NOT NULL REFERENCES proposition (key) DEFERRABLE INITIALLY DEFERRED,
  predicate TEXT NOT NULL,
  polarity TEXT NOT NULL,
  certainty TEXT NOT NULL,
  statement TEXT NOT NULL,
  made_edtf TEXT,
  made_text TEXT,
  made_zone TEXT,
  starts_s INTEGER NOT NULL,
  ends_s INTEGER NOT NULL,
  latest_start_s INTEGER NOT NULL,
  earliest_end_s INTEGER NOT NULL,
  -- Whether it is one of calendar days, whose zone nobody wrote.
  calendar INTEGER NOT NULL CHECK (calendar IN (0, 1)),
  -- Whether it has several stretches, which stand in a table of their own.
  gaps INTEGER NOT NULL CHECK (gaps IN (0, 1)),
  span_class INTEGER NOT NULL CHECK (span_class BETWEEN 0 AND 7),
  status TEXT NOT NULL,
  status_note TEXT,
  -- Whether the claim no longer stands: taken back or replaced by its claimant.
  withdrawn INTEGER NOT NULL CHECK (withdrawn IN (0, 1)),
  contested INTEGER NOT NULL CHECK (contested IN (0, 1)),
  version INTEGER NOT NULL,
  recorded_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  body TEXT NOT NULL,
  etag TEXT NOT NULL
) STRICT;
CREATE INDEX claim_by_time ON claim (starts_s, ends_s, id);
CREATE INDEX claim_by_span ON claim (span_class, starts_s, ends_s, id);
CREATE INDEX claim_by_dataset ON claim (dataset_id, starts_s, ends_s, id);
CREATE INDEX claim_by_claimant ON claim (claimant_id, starts_s, ends_s, id);
CREATE INDEX claim_by_proposition ON claim (proposition_key, starts_s, ends_s, id);
CREATE INDEX claim_by_predicate ON claim (predicate, starts_s, ends_s, id);
CREATE INDEX claim_contested ON claim (starts_s, ends_s, id) WHERE contested = 1;

CREATE TABLE claim_event (
  claim_id TEXT NOT NULL REFERENCES claim (id) DEFERRABLE INITIALLY DEFERRED,
  event_id TEXT NOT NULL REFERENCES event (id) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (event_id, claim_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_event_by_claim ON claim_event (claim_id);

-- The actors that stand in a claim's proposition.
CREATE TABLE claim_actor (
  claim_id TEXT NOT NULL REFERENCES claim (id) DEFERRABLE INITIALLY DEFERRED,
  actor_id TEXT NOT NULL REFERENCES actor (id) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (actor_id, claim_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_actor_by_claim ON claim_actor (claim_id);

CREATE TABLE claim_attribution (
  claim_id TEXT NOT NULL REFERENCES claim (id) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL,
  actor_id TEXT REFERENCES actor (id) DEFERRABLE INITIALLY DEFERRED,
  source_id TEXT REFERENCES source (id) DEFERRABLE INITIALLY DEFERRED,
  verb TEXT NOT NULL,
  PRIMARY KEY (claim_id, position)
) STRICT, WITHOUT ROWID;

-- The stretches of times with gaps, such as sets, in seconds as starts_s and ends_s of the record; an open side is
-- 9007199254740991 or its negative. `sure` tells those in which it took place for sure, of a set of which all are meant.
CREATE TABLE claim_stretch (
  claim_id TEXT NOT NULL REFERENCES claim (id) DEFERRABLE INITIALLY DEFERRED,
  starts_s INTEGER NOT NULL,
  ends_s INTEGER NOT NULL,
  sure INTEGER NOT NULL CHECK (sure IN (0, 1)),
  PRIMARY KEY (claim_id, starts_s, ends_s)
) STRICT, WITHOUT ROWID;

CREATE TABLE claim_relation (
  claim_id TEXT NOT NULL REFERENCES claim (id) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL,
  type TEXT NOT NULL,
  other_id TEXT NOT NULL REFERENCES claim (id) DEFERRABLE INITIALLY DEFERRED,
  basis TEXT NOT NULL,
  PRIMARY KEY (claim_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_relation_by_other ON claim_relation (other_id, type, claim_id);

CREATE TABLE claim_external_id (
  claim_id TEXT NOT NULL REFERENCES claim (id) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL,
  scheme TEXT NOT NULL,
  external_id TEXT NOT NULL,
  PRIMARY KEY (claim_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_external_id_by_reference ON claim_external_id (scheme || ':' || external_id);

CREATE TABLE evidence (
  claim_id TEXT NOT NULL REFERENCES claim (id) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL,
  source_id TEXT NOT NULL REFERENCES source (id) DEFERRABLE INITIALLY DEFERRED,
  -- The place of the passage; NULL where only the source is known, perhaps with a fragment of it.
  start_offset INTEGER,
  end_offset INTEGER,
  quote_sha256 TEXT,
  fragment TEXT,
  paragraph INTEGER,
  quote TEXT,
  PRIMARY KEY (claim_id, position),
  CHECK ((start_offset IS NULL) = (end_offset IS NULL) AND (start_offset IS NULL) = (quote_sha256 IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX evidence_by_source ON evidence (source_id, claim_id, position);
