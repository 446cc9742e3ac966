-- Up to where the derived tables are known to be complete, so that a start after a crash knows what to derive again.

CREATE TABLE IF NOT EXISTS rollup_marks (
  at DateTime64(3, 'UTC') COMMENT 'everything stored before this instant is derived',
  statements String COMMENT 'hash of the statements it was derived by; other statements mean deriving everything again'
) ENGINE = MergeTree ORDER BY at TTL toDateTime(at) + INTERVAL 7 DAY;
