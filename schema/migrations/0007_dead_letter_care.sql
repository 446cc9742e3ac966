-- Dead letters as people care for them: who gave one up, and how often it came.

ALTER TABLE dead_letters ADD COLUMN IF NOT EXISTS discarded_by String DEFAULT '' COMMENT 'token id, session id or local: who gave it up or had it tried again' AFTER discard_reason;

-- What was given up can be looked up for as long as what waits.
ALTER TABLE dead_letters MODIFY TTL toDateTime(ifNull(discarded_at, received_at)) + INTERVAL 30 DAY;

CREATE TABLE IF NOT EXISTS dead_letter_arrivals (
  source String COMMENT 'feed it came by',
  dead_id String COMMENT 'name of the dead letter',
  received_at DateTime64(3, 'UTC') COMMENT 'instant it came; the same refused row may come often'
) ENGINE = ReplacingMergeTree ORDER BY (source, dead_id, received_at) TTL toDateTime(received_at) + INTERVAL 30 DAY;

INSERT INTO dead_letter_arrivals SELECT source, dead_id, received_at FROM dead_letters;

CREATE MATERIALIZED VIEW IF NOT EXISTS dead_letter_arrivals_from_dead_letters TO dead_letter_arrivals AS
SELECT source, dead_id, received_at FROM dead_letters WHERE discarded_at IS NULL;
