-- The schema that all migrations make together. Made by tests/house/schema-dump.test.ts; do not edit.

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

CREATE TABLE actor_external_id (
  actor_id TEXT NOT NULL REFERENCES actor (id) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL,
  scheme TEXT NOT NULL,
  external_id TEXT NOT NULL,
  PRIMARY KEY (actor_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE actor_name (
  actor_id TEXT NOT NULL REFERENCES actor (id) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL,
  value TEXT NOT NULL,
  kind TEXT NOT NULL,
  lang TEXT,
  PRIMARY KEY (actor_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE actor_relation (
  actor_id TEXT NOT NULL REFERENCES actor (id) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL,
  type TEXT NOT NULL,
  other_id TEXT NOT NULL REFERENCES actor (id) DEFERRABLE INITIALLY DEFERRED,
  during_edtf TEXT,
  PRIMARY KEY (actor_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE actor_relation_claim (
  actor_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  claim_id TEXT NOT NULL REFERENCES claim (id) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (actor_id, position, claim_id),
  FOREIGN KEY (actor_id, position) REFERENCES actor_relation (actor_id, position) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE actor_word USING fts5vocab(actor_words, instance);

CREATE VIRTUAL TABLE actor_words USING fts5 (
  names,
  ids,
  content = '',
  contentless_delete = 1,
  tokenize = "ascii",
  prefix = '2 3'
);

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
  span_class INTEGER NOT NULL CHECK (span_class BETWEEN 0 AND 31),
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

CREATE TABLE claim_actor (
  claim_id TEXT NOT NULL REFERENCES claim (id) DEFERRABLE INITIALLY DEFERRED,
  actor_id TEXT NOT NULL REFERENCES actor (id) DEFERRABLE INITIALLY DEFERRED,
  starts_s INTEGER NOT NULL,
  ends_s INTEGER NOT NULL,
  claim_seq INTEGER NOT NULL,
  PRIMARY KEY (actor_id, starts_s, ends_s, claim_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE claim_attribution (
  claim_id TEXT NOT NULL REFERENCES claim (id) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL,
  actor_id TEXT REFERENCES actor (id) DEFERRABLE INITIALLY DEFERRED,
  source_id TEXT REFERENCES source (id) DEFERRABLE INITIALLY DEFERRED,
  verb TEXT NOT NULL,
  PRIMARY KEY (claim_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE claim_event (
  claim_id TEXT NOT NULL REFERENCES claim (id) DEFERRABLE INITIALLY DEFERRED,
  event_id TEXT NOT NULL REFERENCES event (id) DEFERRABLE INITIALLY DEFERRED,
  starts_s INTEGER NOT NULL,
  ends_s INTEGER NOT NULL,
  claim_seq INTEGER NOT NULL,
  PRIMARY KEY (event_id, starts_s, ends_s, claim_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE claim_external_id (
  claim_id TEXT NOT NULL REFERENCES claim (id) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL,
  scheme TEXT NOT NULL,
  external_id TEXT NOT NULL,
  PRIMARY KEY (claim_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE claim_relation (
  claim_id TEXT NOT NULL REFERENCES claim (id) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL,
  type TEXT NOT NULL,
  other_id TEXT NOT NULL REFERENCES claim (id) DEFERRABLE INITIALLY DEFERRED,
  basis TEXT NOT NULL,
  PRIMARY KEY (claim_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE claim_source (
  claim_id TEXT NOT NULL REFERENCES claim (id) DEFERRABLE INITIALLY DEFERRED,
  source_id TEXT NOT NULL REFERENCES source (id) DEFERRABLE INITIALLY DEFERRED,
  starts_s INTEGER NOT NULL,
  ends_s INTEGER NOT NULL,
  claim_seq INTEGER NOT NULL,
  PRIMARY KEY (source_id, starts_s, ends_s, claim_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE claim_stretch (
  claim_id TEXT NOT NULL REFERENCES claim (id) DEFERRABLE INITIALLY DEFERRED,
  starts_s INTEGER NOT NULL,
  ends_s INTEGER NOT NULL,
  sure INTEGER NOT NULL CHECK (sure IN (0, 1)),
  PRIMARY KEY (claim_id, starts_s, ends_s)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE claim_word USING fts5vocab(claim_words, instance);

CREATE VIRTUAL TABLE claim_words USING fts5 (
  text,
  content = '',
  contentless_delete = 1,
  tokenize = "ascii",
  prefix = '3'
);

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

CREATE TABLE dataset_tally (
  dataset_id TEXT PRIMARY KEY NOT NULL REFERENCES dataset (id) DEFERRABLE INITIALLY DEFERRED,
  sources INTEGER NOT NULL,
  actors INTEGER NOT NULL,
  events INTEGER NOT NULL,
  claims INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE dispute (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE REFERENCES proposition (key) DEFERRABLE INITIALLY DEFERRED,
  proposition_count INTEGER NOT NULL,
  -- Claims on all of its propositions.
  claim_count INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE dispute_word USING fts5vocab(dispute_words, instance);

CREATE VIRTUAL TABLE dispute_words USING fts5 (
  text,
  content = '',
  contentless_delete = 1,
  tokenize = "ascii",
  prefix = '3'
);

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
  span_class INTEGER NOT NULL CHECK (span_class BETWEEN 0 AND 31),
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

CREATE TABLE event_external_id (
  event_id TEXT NOT NULL REFERENCES event (id) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL,
  scheme TEXT NOT NULL,
  external_id TEXT NOT NULL,
  PRIMARY KEY (event_id, position)
) STRICT, WITHOUT ROWID;

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
  starts_s INTEGER NOT NULL,
  ends_s INTEGER NOT NULL,
  event_seq INTEGER NOT NULL,
  PRIMARY KEY (event_id, position)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE event_point USING rtree (
  id, west, east, south, north, +longitude, +latitude, +starts_s, +ends_s, +event_id
);

CREATE TABLE event_relation (
  event_id TEXT NOT NULL REFERENCES event (id) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL,
  type TEXT NOT NULL,
  other_id TEXT NOT NULL REFERENCES event (id) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (event_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_span (
  starts_day INTEGER NOT NULL,
  ends_day INTEGER NOT NULL,
  latest_start_day INTEGER NOT NULL,
  earliest_end_day INTEGER NOT NULL,
  events INTEGER NOT NULL,
  PRIMARY KEY (starts_day, ends_day, latest_start_day, earliest_end_day)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_stretch (
  event_id TEXT NOT NULL REFERENCES event (id) DEFERRABLE INITIALLY DEFERRED,
  starts_s INTEGER NOT NULL,
  ends_s INTEGER NOT NULL,
  sure INTEGER NOT NULL CHECK (sure IN (0, 1)),
  PRIMARY KEY (event_id, starts_s, ends_s)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_tag (
  event_id TEXT NOT NULL REFERENCES event (id) DEFERRABLE INITIALLY DEFERRED,
  tag TEXT NOT NULL,
  starts_s INTEGER NOT NULL,
  ends_s INTEGER NOT NULL,
  event_seq INTEGER NOT NULL,
  PRIMARY KEY (tag, starts_s, ends_s, event_id)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE event_word USING fts5vocab(event_words, instance);

CREATE VIRTUAL TABLE event_words USING fts5 (
  title,
  text,
  content = '',
  contentless_delete = 1,
  tokenize = "ascii",
  prefix = '3'
);

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
  quote TEXT, quote_fingerprint TEXT, prefix_sha256 TEXT, suffix_sha256 TEXT, plain_sha256 TEXT, plain_length INTEGER,
  PRIMARY KEY (claim_id, position),
  CHECK ((start_offset IS NULL) = (end_offset IS NULL) AND (start_offset IS NULL) = (quote_sha256 IS NULL))
) STRICT, WITHOUT ROWID;

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

CREATE TABLE proposition_opposition (
  key TEXT NOT NULL REFERENCES proposition (key) DEFERRABLE INITIALLY DEFERRED,
  other_key TEXT NOT NULL REFERENCES proposition (key) DEFERRABLE INITIALLY DEFERRED,
  reason TEXT NOT NULL CHECK (reason IN ('incompatible_values', 'contradicting_claims')),
  PRIMARY KEY (key, other_key, reason)
) STRICT, WITHOUT ROWID;

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
  span_class INTEGER NOT NULL CHECK (span_class BETWEEN 0 AND 31),
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

CREATE TABLE source_author (
  source_id TEXT NOT NULL REFERENCES source (id) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (source_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE source_derivation (
  source_id TEXT NOT NULL REFERENCES source (id) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  origin_id TEXT NOT NULL REFERENCES source (id) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (source_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE source_external_id (
  source_id TEXT NOT NULL REFERENCES source (id) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL,
  scheme TEXT NOT NULL,
  external_id TEXT NOT NULL,
  PRIMARY KEY (source_id, position)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE source_word USING fts5vocab(source_words, instance);

CREATE VIRTUAL TABLE source_words USING fts5 (
  title,
  text,
  content = '',
  contentless_delete = 1,
  tokenize = "ascii",
  prefix = '3'
);

CREATE TABLE store_state (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  store_id TEXT NOT NULL,
  changes INTEGER NOT NULL,
  -- The version of the fold with which the indexes of words were made.
  fold_version INTEGER NOT NULL
) STRICT;

CREATE INDEX actor_by_dataset ON actor (dataset_id, id);

CREATE INDEX actor_by_name ON actor (name_key, id);

CREATE INDEX actor_by_subtype ON actor (subtype, name_key, id) WHERE subtype IS NOT NULL;

CREATE INDEX actor_by_type ON actor (type, name_key, id);

CREATE INDEX actor_external_id_by_reference ON actor_external_id (scheme || ':' || external_id);

CREATE INDEX actor_relation_by_other ON actor_relation (other_id, type, actor_id);

CREATE INDEX actor_relation_claim_by_claim ON actor_relation_claim (claim_id);

CREATE UNIQUE INDEX claim_actor_by_claim ON claim_actor (claim_id, actor_id);

CREATE INDEX claim_by_claimant ON claim (claimant_id, starts_s, ends_s, id);

CREATE INDEX claim_by_dataset ON claim (dataset_id, starts_s, ends_s, id);

CREATE INDEX claim_by_predicate ON claim (predicate, starts_s, ends_s, id);

CREATE INDEX claim_by_proposition ON claim (proposition_key, starts_s, ends_s, id);

CREATE INDEX claim_by_span ON claim (span_class, starts_s, ends_s, id);

CREATE INDEX claim_by_time ON claim (starts_s, ends_s, id);

CREATE INDEX claim_contested ON claim (starts_s, ends_s, id) WHERE contested = 1;

CREATE INDEX claim_contested_by_span ON claim (span_class, starts_s, ends_s, id) WHERE contested = 1;

CREATE UNIQUE INDEX claim_event_by_claim ON claim_event (claim_id, event_id);

CREATE INDEX claim_external_id_by_reference ON claim_external_id (scheme || ':' || external_id);

CREATE INDEX claim_lasting_by_span ON claim (span_class, starts_s, ends_s, id, latest_start_s, earliest_end_s)
  WHERE earliest_end_s > starts_s;

CREATE INDEX claim_long_by_claimant ON claim (claimant_id, span_class, starts_s, ends_s, id) WHERE span_class > 2;

CREATE INDEX claim_long_by_dataset ON claim (dataset_id, span_class, starts_s, ends_s, id) WHERE span_class > 2;

CREATE INDEX claim_long_by_predicate ON claim (predicate, span_class, starts_s, ends_s, id) WHERE span_class > 2;

CREATE INDEX claim_long_by_proposition ON claim (proposition_key, span_class, starts_s, ends_s, id)
  WHERE span_class > 2;

CREATE INDEX claim_relation_by_other ON claim_relation (other_id, type, claim_id);

CREATE UNIQUE INDEX claim_source_by_claim ON claim_source (claim_id, source_id);

CREATE INDEX dataset_predicate_by_id ON dataset_predicate (id);

CREATE INDEX dataset_subtype_by_id ON dataset_subtype (id);

CREATE INDEX dispute_by_claim_count ON dispute (claim_count, id);

CREATE INDEX event_by_country ON event (country_code, starts_s, ends_s, id) WHERE country_code IS NOT NULL;

CREATE INDEX event_by_dataset ON event (dataset_id, starts_s, ends_s, id);

CREATE INDEX event_by_dataset_end ON event (dataset_id, ends_s);

CREATE INDEX event_by_point ON event (longitude, latitude, place_precision, place_name);

CREATE INDEX event_by_span ON event (span_class, starts_s, ends_s, id);

CREATE INDEX event_by_subtype ON event (subtype, starts_s, ends_s, id) WHERE subtype IS NOT NULL;

CREATE INDEX event_by_time ON event (starts_s, ends_s, id);

CREATE INDEX event_by_type ON event (type, starts_s, ends_s, id);

CREATE INDEX event_contested ON event (starts_s, ends_s, id) WHERE contested = 1;

CREATE INDEX event_contested_by_span ON event (span_class, starts_s, ends_s, id) WHERE contested = 1;

CREATE INDEX event_external_id_by_reference ON event_external_id (scheme || ':' || external_id);

CREATE INDEX event_lasting_by_span ON event (span_class, starts_s, ends_s, id, latest_start_s, earliest_end_s)
  WHERE earliest_end_s > starts_s;

CREATE INDEX event_long_by_country ON event (country_code, span_class, starts_s, ends_s, id)
  WHERE country_code IS NOT NULL AND span_class > 2;

CREATE INDEX event_long_by_dataset ON event (dataset_id, span_class, starts_s, ends_s, id) WHERE span_class > 2;

CREATE INDEX event_long_by_subtype ON event (subtype, span_class, starts_s, ends_s, id)
  WHERE subtype IS NOT NULL AND span_class > 2;

CREATE INDEX event_long_by_type ON event (type, span_class, starts_s, ends_s, id) WHERE span_class > 2;

CREATE INDEX event_participant_by_actor
  ON event_participant (actor_id, starts_s, ends_s, event_id, event_seq, role);

CREATE INDEX event_participant_by_role ON event_participant (role, starts_s, ends_s, event_id, event_seq);

CREATE INDEX event_relation_by_other ON event_relation (other_id, type, event_id);

CREATE UNIQUE INDEX event_tag_by_event ON event_tag (event_id, tag);

CREATE INDEX event_with_gaps ON event (starts_s, ends_s) WHERE gaps = 1;

CREATE INDEX evidence_by_source ON evidence (source_id, claim_id, position);

CREATE INDEX proposition_by_claim_count ON proposition (claim_count, key);

CREATE INDEX proposition_by_dispute ON proposition (dispute_id, claim_count, key) WHERE dispute_id IS NOT NULL;

CREATE INDEX proposition_by_object ON proposition (object_kind, object_id) WHERE object_id IS NOT NULL;

CREATE INDEX proposition_by_subject ON proposition (subject_kind, subject_id, functional);

CREATE INDEX proposition_contested ON proposition (claim_count, key) WHERE contested = 1;

CREATE INDEX proposition_opposition_by_other ON proposition_opposition (other_key);

CREATE INDEX source_by_archived_url ON source (archived_url) WHERE archived_url IS NOT NULL;

CREATE INDEX source_by_dataset ON source (dataset_id, starts_s, ends_s, id);

CREATE INDEX source_by_publisher ON source (publisher_id, starts_s, ends_s, id);

CREATE INDEX source_by_time ON source (starts_s, ends_s, id);

CREATE INDEX source_by_url ON source (url) WHERE url IS NOT NULL;

CREATE INDEX source_derivation_by_origin ON source_derivation (origin_id, source_id);

CREATE INDEX source_external_id_by_reference ON source_external_id (scheme || ':' || external_id);

CREATE TRIGGER revision_is_append_only_delete BEFORE DELETE ON revision
BEGIN SELECT RAISE(ABORT, 'revisions are never removed'); END;

CREATE TRIGGER revision_is_append_only_update BEFORE UPDATE ON revision
BEGIN SELECT RAISE(ABORT, 'revisions are never changed'); END;
