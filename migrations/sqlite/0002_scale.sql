-- Rows in order of time, finer classes of spans, words of events, claims and sources, and counts that are kept
-- rather than counted. Runs with foreign keys off and legacy_alter_table on: the tables keep their rows, under
-- the same names, in new columns' shapes. `indexed(text)` is given by the program: folded words.
--
-- seq is ordered by day: it is day * 2^29 + n, where the day is that of starts_s, within 8,000,000 days of 1970,
-- or 8,000,001 where the start is not known, and n tells the rows of a day apart. So records that are near in
-- time are near in the file, and the full text, which is in order of rowid, can be read in order of time.

DROP INDEX source_by_time;
DROP INDEX source_by_dataset;
DROP INDEX source_by_publisher;
DROP INDEX event_by_time;
DROP INDEX event_by_span;
DROP INDEX event_by_dataset;
DROP INDEX event_by_type;
DROP INDEX event_by_country;
DROP INDEX event_contested;
DROP INDEX claim_by_time;
DROP INDEX claim_by_span;
DROP INDEX claim_by_dataset;
DROP INDEX claim_by_claimant;
DROP INDEX claim_by_proposition;
DROP INDEX claim_by_predicate;
DROP INDEX claim_contested;

ALTER TABLE source RENAME TO source_before;
ALTER TABLE event RENAME TO event_before;
ALTER TABLE claim RENAME TO claim_before;

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

-- Where each row goes: its place in the new order, and the class of its span as src/store/timeline.ts has them.
CREATE TEMP TABLE longest_of_class (span_class INTEGER PRIMARY KEY, seconds INTEGER NOT NULL);
INSERT INTO longest_of_class VALUES
  (0, 60), (1, 3600), (2, 86400), (3, 172800), (4, 345600), (5, 604800), (6, 864000), (7, 1382400), (8, 2419200),
  (9, 2505600), (10, 2592000), (11, 2678400), (12, 5356800), (13, 7948800), (14, 15897600), (15, 31536000),
  (16, 31622400), (17, 63158400), (18, 94694400), (19, 126230400), (20, 157852800), (21, 315532800),
  (22, 315619200), (23, 631152000), (24, 1262304000), (25, 3155760000);

CREATE TEMP VIEW span AS
  SELECT kind, seq, starts_s, ends_s, id,
    CASE WHEN starts_s = 9007199254740991 THEN 8000001
      ELSE max(-8000000, min(8000000, (starts_s - ((starts_s % 86400) + 86400) % 86400) / 86400)) END AS day,
    CASE WHEN starts_s = 9007199254740991 THEN 27
      WHEN ends_s = 9007199254740991 THEN 26
      ELSE coalesce((
        SELECT min(span_class) FROM longest_of_class WHERE ends_s - starts_s + 1 <= seconds
      ), 26) END AS span_class
  FROM (
    SELECT 'source' AS kind, seq, starts_s, ends_s, id FROM main.source_before
    UNION ALL SELECT 'event', seq, starts_s, ends_s, id FROM main.event_before
    UNION ALL SELECT 'claim', seq, starts_s, ends_s, id FROM main.claim_before
  );

CREATE TEMP TABLE moved AS
  SELECT kind, seq AS old_seq, span_class,
    day * 536870912 + row_number() OVER (PARTITION BY kind, day ORDER BY starts_s, ends_s, id) - 1 AS seq
  FROM span;

INSERT INTO source
  SELECT moved.seq, id, dataset_id, type, title, publisher_id, url, archived_url, lang, published_edtf, starts_s, ends_s,
    moved.span_class, retrieved_at, content_sha256, content_length, rights, quoting, notes, version, recorded_at,
    updated_at, body, etag
  FROM temp.moved JOIN source_before AS held ON held.seq = moved.old_seq
  WHERE moved.kind = 'source' ORDER BY moved.seq;

INSERT INTO event
  SELECT moved.seq, id, dataset_id, type, subtype, title, summary, time_edtf, time_text, time_zone, starts_s, ends_s,
    latest_start_s, earliest_end_s, calendar, gaps, moved.span_class, place_name, country_code, admin1, admin2, longitude,
    latitude, place_precision, claim_count, contested,
    version, recorded_at, updated_at, body, etag
  FROM temp.moved JOIN event_before AS held ON held.seq = moved.old_seq
  WHERE moved.kind = 'event' ORDER BY moved.seq;

INSERT INTO claim
  SELECT moved.seq, id, dataset_id, claimant_id, act, proposition_key, predicate, polarity, certainty, statement,
    made_edtf, made_text, made_zone, starts_s, ends_s, latest_start_s, earliest_end_s, calendar, gaps, moved.span_class, status, status_note, withdrawn,
    contested, version, recorded_at, updated_at, body, etag
  FROM temp.moved JOIN claim_before AS held ON held.seq = moved.old_seq
  WHERE moved.kind = 'claim' ORDER BY moved.seq;

DROP VIEW temp.span;
DROP TABLE temp.moved;
DROP TABLE temp.longest_of_class;
DROP TABLE source_before;
DROP TABLE event_before;
DROP TABLE claim_before;

CREATE INDEX source_by_time ON source (starts_s, ends_s, id);
CREATE INDEX source_by_dataset ON source (dataset_id, starts_s, ends_s, id);
CREATE INDEX source_by_publisher ON source (publisher_id, starts_s, ends_s, id);
CREATE INDEX source_by_url ON source (url) WHERE url IS NOT NULL;
CREATE INDEX source_by_archived_url ON source (archived_url) WHERE archived_url IS NOT NULL;
CREATE INDEX event_by_time ON event (starts_s, ends_s, id);
-- Counts by place that have no other condition read only this index.
CREATE INDEX event_by_point ON event (longitude, latitude, place_precision, place_name);
CREATE INDEX event_by_span ON event (span_class, starts_s, ends_s, id);
-- Of what lasts throughout: only that can have begun before a window and surely go on in it.
CREATE INDEX event_lasting_by_span ON event (span_class, starts_s, ends_s, id, latest_start_s, earliest_end_s)
  WHERE earliest_end_s > starts_s;
-- Counted one by one, since their days do not say all.
CREATE INDEX event_with_gaps ON event (starts_s, ends_s) WHERE gaps = 1;
CREATE INDEX event_by_dataset ON event (dataset_id, starts_s, ends_s, id);
-- For the latest bound that a dataset's events have.
CREATE INDEX event_by_dataset_end ON event (dataset_id, ends_s);
CREATE INDEX event_by_type ON event (type, starts_s, ends_s, id);
CREATE INDEX event_by_subtype ON event (subtype, starts_s, ends_s, id) WHERE subtype IS NOT NULL;
CREATE INDEX event_by_country ON event (country_code, starts_s, ends_s, id) WHERE country_code IS NOT NULL;
CREATE INDEX event_contested ON event (starts_s, ends_s, id) WHERE contested = 1;
CREATE INDEX claim_by_time ON claim (starts_s, ends_s, id);
CREATE INDEX claim_by_span ON claim (span_class, starts_s, ends_s, id);
CREATE INDEX claim_lasting_by_span ON claim (span_class, starts_s, ends_s, id, latest_start_s, earliest_end_s)
  WHERE earliest_end_s > starts_s;
CREATE INDEX claim_by_dataset ON claim (dataset_id, starts_s, ends_s, id);
CREATE INDEX claim_by_claimant ON claim (claimant_id, starts_s, ends_s, id);
CREATE INDEX claim_by_proposition ON claim (proposition_key, starts_s, ends_s, id);
CREATE INDEX claim_by_predicate ON claim (predicate, starts_s, ends_s, id);
CREATE INDEX claim_contested ON claim (starts_s, ends_s, id) WHERE contested = 1;

-- Spans longer than a day (the classes above 2), which reach from their start into later windows: few, and found by
-- what lists filter on, by class.
CREATE INDEX event_long_by_dataset ON event (dataset_id, span_class, starts_s, ends_s, id) WHERE span_class > 2;
CREATE INDEX event_long_by_type ON event (type, span_class, starts_s, ends_s, id) WHERE span_class > 2;
CREATE INDEX event_long_by_subtype ON event (subtype, span_class, starts_s, ends_s, id)
  WHERE subtype IS NOT NULL AND span_class > 2;
CREATE INDEX event_long_by_country ON event (country_code, span_class, starts_s, ends_s, id)
  WHERE country_code IS NOT NULL AND span_class > 2;
CREATE INDEX event_contested_by_span ON event (span_class, starts_s, ends_s, id) WHERE contested = 1;
CREATE INDEX claim_long_by_dataset ON claim (dataset_id, span_class, starts_s, ends_s, id) WHERE span_class > 2;
CREATE INDEX claim_long_by_claimant ON claim (claimant_id, span_class, starts_s, ends_s, id) WHERE span_class > 2;
CREATE INDEX claim_long_by_proposition ON claim (proposition_key, span_class, starts_s, ends_s, id)
  WHERE span_class > 2;
CREATE INDEX claim_long_by_predicate ON claim (predicate, span_class, starts_s, ends_s, id) WHERE span_class > 2;
CREATE INDEX claim_contested_by_span ON claim (span_class, starts_s, ends_s, id) WHERE contested = 1;

DELETE FROM event_point;
INSERT INTO event_point (id, west, east, south, north)
  SELECT seq, longitude, longitude, latitude, latitude FROM event WHERE longitude IS NOT NULL;

-- The folded words of events; rowid = event.seq. `text` is summary, place, tags and the words for the time.
CREATE VIRTUAL TABLE event_words USING fts5 (
  title,
  text,
  content = '',
  contentless_delete = 1,
  tokenize = "ascii",
  prefix = '3'
);

-- The folded words of claims: the statement and the quotes that are kept; rowid = claim.seq.
CREATE VIRTUAL TABLE claim_words USING fts5 (
  text,
  content = '',
  contentless_delete = 1,
  tokenize = "ascii",
  prefix = '3'
);

-- The folded words of sources: the title and the names of the authors; rowid = source.seq.
CREATE VIRTUAL TABLE source_words USING fts5 (
  title,
  text,
  content = '',
  contentless_delete = 1,
  tokenize = "ascii",
  prefix = '3'
);

INSERT INTO event_words (rowid, title, text)
  SELECT seq, indexed(title), indexed(concat_ws(char(10),
    summary,
    place_name,
    (SELECT group_concat(tag, ' ' ORDER BY tag) FROM event_tag WHERE event_id = event.id),
    time_text))
  FROM event ORDER BY seq;

INSERT INTO claim_words (rowid, text)
  SELECT seq, indexed(concat_ws(char(10),
    statement,
    (SELECT group_concat(quote, char(10) ORDER BY position) FROM evidence WHERE claim_id = claim.id)))
  FROM claim ORDER BY seq;

INSERT INTO source_words (rowid, title, text)
  SELECT seq, indexed(coalesce(title, '')),
    indexed(coalesce((SELECT group_concat(name, char(10) ORDER BY position) FROM source_author WHERE source_id = source.id), ''))
  FROM source ORDER BY seq;

-- How many events without gaps start and end on these days in UTC, counted from 1970-01-01; 9007199254740991 stands for no bound.
CREATE TABLE event_span (
  starts_day INTEGER NOT NULL,
  ends_day INTEGER NOT NULL,
  latest_start_day INTEGER NOT NULL,
  earliest_end_day INTEGER NOT NULL,
  events INTEGER NOT NULL,
  PRIMARY KEY (starts_day, ends_day, latest_start_day, earliest_end_day)
) STRICT, WITHOUT ROWID;

CREATE TEMP VIEW event_days AS
  SELECT
    CASE WHEN starts_s = 9007199254740991 THEN starts_s
      ELSE (starts_s - ((starts_s % 86400) + 86400) % 86400) / 86400 END AS starts_day,
    CASE WHEN ends_s = 9007199254740991 THEN ends_s
      ELSE (ends_s - ((ends_s % 86400) + 86400) % 86400) / 86400 END AS ends_day,
    CASE WHEN latest_start_s = 9007199254740991 THEN latest_start_s
      ELSE (latest_start_s - ((latest_start_s % 86400) + 86400) % 86400) / 86400 END AS latest_start_day,
    CASE WHEN earliest_end_s = -9007199254740991 THEN earliest_end_s
      ELSE (earliest_end_s - ((earliest_end_s % 86400) + 86400) % 86400) / 86400 END AS earliest_end_day
  FROM main.event WHERE gaps = 0;
INSERT INTO event_span
  SELECT starts_day, ends_day, latest_start_day, earliest_end_day, count(*)
  FROM event_days GROUP BY 1, 2, 3, 4;
DROP VIEW temp.event_days;

-- How many records of each kind a dataset holds.
CREATE TABLE dataset_tally (
  dataset_id TEXT PRIMARY KEY NOT NULL REFERENCES dataset (id) DEFERRABLE INITIALLY DEFERRED,
  sources INTEGER NOT NULL,
  actors INTEGER NOT NULL,
  events INTEGER NOT NULL,
  claims INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO dataset_tally
  SELECT id,
    (SELECT count(*) FROM source WHERE dataset_id = dataset.id),
    (SELECT count(*) FROM actor WHERE dataset_id = dataset.id),
    (SELECT count(*) FROM event WHERE dataset_id = dataset.id),
    (SELECT count(*) FROM claim WHERE dataset_id = dataset.id)
  FROM dataset;
