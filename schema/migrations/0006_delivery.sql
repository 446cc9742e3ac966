-- What the spool and its flusher need: when a row was stored, counts that can be sent twice, limits of a key, erasure.

ALTER TABLE events ADD COLUMN IF NOT EXISTS stored_at DateTime64(3, 'UTC') DEFAULT received_at COMMENT 'instant the store took it; a spool may hold events back for long' AFTER line;

ALTER TABLE events MATERIALIZE COLUMN stored_at SETTINGS mutations_sync = 1;

ALTER TABLE events MODIFY COLUMN stored_at DEFAULT now64(3, 'UTC');

CREATE TABLE IF NOT EXISTS feed_counts (
  source String COMMENT 'feed',
  date Date COMMENT 'UTC day the events were received on',
  writer String COMMENT 'who counted: a spool, or one import',
  accepted UInt64 COMMENT 'events taken so far by this writer on this day, duplicates and dead letters included',
  duplicates UInt64 COMMENT 'of these, recognised as stored before',
  dead_lettered UInt64 COMMENT 'of these, kept as dead letters',
  sequence UInt64 COMMENT 'how far the writer had come; the highest holds, so the same counts sent twice count once'
) ENGINE = ReplacingMergeTree(sequence) ORDER BY (source, date, writer);

-- A start that was cut off after the DROP runs the file again and needs something to read.
CREATE TABLE IF NOT EXISTS source_counts (
  source String COMMENT 'feed', date Date COMMENT 'UTC day', accepted UInt64 COMMENT 'taken', duplicates UInt64 COMMENT 'recognised', dead_lettered UInt64 COMMENT 'dead letters'
) ENGINE = SummingMergeTree ORDER BY (source, date);

INSERT INTO feed_counts SELECT source, date, 'before', sum(accepted), sum(duplicates), sum(dead_lettered), 1 FROM source_counts GROUP BY source, date;

DROP TABLE IF EXISTS source_counts;

ALTER TABLE dead_letters ADD COLUMN IF NOT EXISTS discard_reason String DEFAULT '' COMMENT 'why it was given up, in the words of whoever did; replayed, when it was stored after all' AFTER discarded_at;

ALTER TABLE write_keys ADD COLUMN IF NOT EXISTS events_per_second UInt32 DEFAULT 0 COMMENT 'steady rate the key may send; 0 is the usual one' AFTER origins;

ALTER TABLE write_keys ADD COLUMN IF NOT EXISTS events_per_day UInt64 DEFAULT 0 COMMENT 'events its feed may send on one UTC day; 0 is no bound' AFTER events_per_second;

CREATE TABLE IF NOT EXISTS erasures (
  person_key String COMMENT 'who was erased; a key, never an id',
  erased_at DateTime64(3, 'UTC') COMMENT 'events received before this instant never come back, also not by a replay'
) ENGINE = MergeTree ORDER BY (person_key, erased_at);
