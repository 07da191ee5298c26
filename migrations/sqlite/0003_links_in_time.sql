-- What links events and claims to actors, tags, events and sources is in order of time, so that lists by one of them
-- need not read all its records to put them in order. Times and places are those of the record that is linked, and
-- are written with it. Runs with foreign keys off and legacy_alter_table on, as the migration before.

DROP INDEX event_participant_by_actor;
DROP INDEX event_participant_by_role;
DROP INDEX event_tag_by_event;
DROP INDEX claim_event_by_claim;
DROP INDEX claim_actor_by_claim;

ALTER TABLE event_participant RENAME TO event_participant_before;
ALTER TABLE event_tag RENAME TO event_tag_before;
ALTER TABLE claim_event RENAME TO claim_event_before;
ALTER TABLE claim_actor RENAME TO claim_actor_before;

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

CREATE TABLE event_tag (
  event_id TEXT NOT NULL REFERENCES event (id) DEFERRABLE INITIALLY DEFERRED,
  tag TEXT NOT NULL,
  starts_s INTEGER NOT NULL,
  ends_s INTEGER NOT NULL,
  event_seq INTEGER NOT NULL,
  PRIMARY KEY (tag, starts_s, ends_s, event_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE claim_event (
  claim_id TEXT NOT NULL REFERENCES claim (id) DEFERRABLE INITIALLY DEFERRED,
  event_id TEXT NOT NULL REFERENCES event (id) DEFERRABLE INITIALLY DEFERRED,
  starts_s INTEGER NOT NULL,
  ends_s INTEGER NOT NULL,
  claim_seq INTEGER NOT NULL,
  PRIMARY KEY (event_id, starts_s, ends_s, claim_id)
) STRICT, WITHOUT ROWID;

-- The actors that stand in a claim's proposition.
CREATE TABLE claim_actor (
  claim_id TEXT NOT NULL REFERENCES claim (id) DEFERRABLE INITIALLY DEFERRED,
  actor_id TEXT NOT NULL REFERENCES actor (id) DEFERRABLE INITIALLY DEFERRED,
  starts_s INTEGER NOT NULL,
  ends_s INTEGER NOT NULL,
  claim_seq INTEGER NOT NULL,
  PRIMARY KEY (actor_id, starts_s, ends_s, claim_id)
) STRICT, WITHOUT ROWID;

-- The sources in a claim's evidence and attribution chain.
CREATE TABLE claim_source (
  claim_id TEXT NOT NULL REFERENCES claim (id) DEFERRABLE INITIALLY DEFERRED,
  source_id TEXT NOT NULL REFERENCES source (id) DEFERRABLE INITIALLY DEFERRED,
  starts_s INTEGER NOT NULL,
  ends_s INTEGER NOT NULL,
  claim_seq INTEGER NOT NULL,
  PRIMARY KEY (source_id, starts_s, ends_s, claim_id)
) STRICT, WITHOUT ROWID;

INSERT INTO event_participant
  SELECT held.event_id, position, actor_id, role, attribution, count_min, count_best, count_max, count_unit,
    event.starts_s, event.ends_s, event.seq
  FROM event_participant_before AS held CROSS JOIN event ON event.id = held.event_id
  ORDER BY held.event_id, position;

INSERT INTO event_tag
  SELECT held.event_id, tag, event.starts_s, event.ends_s, event.seq
  FROM event_tag_before AS held CROSS JOIN event ON event.id = held.event_id
  ORDER BY tag, event.starts_s, event.ends_s, held.event_id;

INSERT INTO claim_event
  SELECT held.claim_id, held.event_id, claim.starts_s, claim.ends_s, claim.seq
  FROM claim_event_before AS held CROSS JOIN claim ON claim.id = held.claim_id
  ORDER BY held.event_id, claim.starts_s, claim.ends_s, held.claim_id;

INSERT INTO claim_actor
  SELECT held.claim_id, held.actor_id, claim.starts_s, claim.ends_s, claim.seq
  FROM claim_actor_before AS held CROSS JOIN claim ON claim.id = held.claim_id
  ORDER BY held.actor_id, claim.starts_s, claim.ends_s, held.claim_id;

INSERT INTO claim_source
  SELECT named.claim_id, named.source_id, claim.starts_s, claim.ends_s, claim.seq
  FROM (
    SELECT claim_id, source_id FROM evidence
    UNION SELECT claim_id, source_id FROM claim_attribution WHERE source_id IS NOT NULL
  ) AS named CROSS JOIN claim ON claim.id = named.claim_id
  ORDER BY named.source_id, claim.starts_s, claim.ends_s, named.claim_id;

DROP TABLE event_participant_before;
DROP TABLE event_tag_before;
DROP TABLE claim_event_before;
DROP TABLE claim_actor_before;

CREATE INDEX event_participant_by_actor
  ON event_participant (actor_id, starts_s, ends_s, event_id, event_seq, role);
CREATE INDEX event_participant_by_role ON event_participant (role, starts_s, ends_s, event_id, event_seq);
CREATE UNIQUE INDEX event_tag_by_event ON event_tag (event_id, tag);
CREATE UNIQUE INDEX claim_event_by_claim ON claim_event (claim_id, event_id);
CREATE UNIQUE INDEX claim_actor_by_claim ON claim_actor (claim_id, actor_id);
CREATE UNIQUE INDEX claim_source_by_claim ON claim_source (claim_id, source_id);

-- The points of events with what lists by place need, so that the events themselves are read only where they are
-- shown; id = event.seq. The tree keeps 32-bit floats, rounded outwards: a box found here is checked again against
-- the exact point.
DROP TABLE event_point;
CREATE VIRTUAL TABLE event_point USING rtree (
  id, west, east, south, north, +longitude, +latitude, +starts_s, +ends_s, +event_id
);
INSERT INTO event_point
  SELECT seq, longitude, longitude, latitude, latitude, longitude, latitude, starts_s, ends_s, id
  FROM event WHERE longitude IS NOT NULL ORDER BY seq;
