-- Value actions that look perfunctory, each with what it was seen by, and what people said about them.

CREATE TABLE IF NOT EXISTS action_flags (
  person_key String COMMENT 'who acted, aliases resolved',
  date Date COMMENT 'local date of the action',
  source LowCardinality(String) COMMENT 'feed of the action',
  message_id String COMMENT 'identity of the action within its feed',
  kind LowCardinality(String) COMMENT 'burst, copied, backdated, placeholder_only or reverted',
  event LowCardinality(String) COMMENT 'name of the action',
  object LowCardinality(String) COMMENT 'kind of record acted on, or empty',
  record_id String COMMENT 'record acted on, or empty',
  task String COMMENT 'task of the action, or empty',
  evidence Map(String, String) COMMENT 'what the flag was seen by, in words that depend on its kind; days at the finest',
  generation UInt64 COMMENT 'newest rebuild holds',
  gone UInt8 COMMENT '1 takes the flag back'
) ENGINE = ReplacingMergeTree(generation, gone) ORDER BY (person_key, date, source, message_id, kind);

CREATE TABLE IF NOT EXISTS flag_dismissals (
  source LowCardinality(String) COMMENT 'feed of the flagged action',
  message_id String COMMENT 'identity of the action within its feed',
  kind LowCardinality(String) COMMENT 'kind of the flag',
  person_key String COMMENT 'who acted',
  dismissed UInt8 COMMENT '1 when the flag does not count, 0 when it was restored',
  reason String COMMENT 'why, in the words of whoever said so',
  actor String COMMENT 'token id, session id or local: who said so',
  at DateTime64(3, 'UTC') COMMENT 'instant it was said',
  revision UInt64 COMMENT 'newest revision holds'
) ENGINE = ReplacingMergeTree(revision) ORDER BY (source, message_id, kind);

ALTER TABLE person_months ADD COLUMN IF NOT EXISTS verified_days UInt32 COMMENT 'value_days without the actions that a standing flag is on';

ALTER TABLE person_months ADD COLUMN IF NOT EXISTS verified_tasks Map(String, UInt32) COMMENT 'tasks without the actions that a standing flag is on';

ALTER TABLE person_months ADD COLUMN IF NOT EXISTS day_actions Map(UInt8, UInt64) COMMENT 'number of value actions per day of the month';
