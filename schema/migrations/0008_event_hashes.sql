-- Whether an event is stored is asked for every batch. Ids are random, so event_ids would be read whole each time: a
-- narrow table of their hashes says "no" for nearly all of them. It may know ids that are gone; then event_ids decides.

CREATE TABLE IF NOT EXISTS event_hashes (
  id_hash UInt64 COMMENT 'cityHash64(source, message_id) of an event that was stored once'
) ENGINE = ReplacingMergeTree ORDER BY id_hash
SETTINGS index_granularity = 256, non_replicated_deduplication_window = 10000;

CREATE MATERIALIZED VIEW IF NOT EXISTS event_hashes_from_events TO event_hashes AS
SELECT cityHash64(source, message_id) AS id_hash FROM events;

INSERT INTO event_hashes SELECT cityHash64(source, message_id) FROM event_ids;
