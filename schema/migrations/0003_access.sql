-- Who may write and read. Secrets are stored as SHA-256 only.

CREATE TABLE IF NOT EXISTS write_keys (
  key_id String COMMENT 'public name of the key',
  key_hash String COMMENT 'SHA-256 of the key, hex',
  source String COMMENT 'the one feed it writes to',
  origins Array(String) COMMENT 'web origins it may be used from; empty is any',
  created_at DateTime64(3, 'UTC') COMMENT 'instant it was made',
  revoked_at Nullable(DateTime64(3, 'UTC')) COMMENT 'instant it was revoked',
  revision UInt64 COMMENT 'newest revision holds'
) ENGINE = ReplacingMergeTree(revision) ORDER BY key_id;

CREATE TABLE IF NOT EXISTS tokens (
  token_id String COMMENT 'public name of the token',
  token_hash String COMMENT 'SHA-256 of the token, hex',
  kind LowCardinality(String) COMMENT 'token, session or link',
  role LowCardinality(String) COMMENT 'admin, sponsor, program_manager, lead, steward or person',
  person_key String COMMENT 'person it acts for, or empty',
  created_at DateTime64(3, 'UTC') COMMENT 'instant it was made',
  expires_at Nullable(DateTime64(3, 'UTC')) COMMENT 'instant it ends',
  revoked_at Nullable(DateTime64(3, 'UTC')) COMMENT 'instant it was revoked, or used up for a link',
  revision UInt64 COMMENT 'newest revision holds'
) ENGINE = ReplacingMergeTree(revision) ORDER BY token_id;

CREATE TABLE IF NOT EXISTS audit (
  at DateTime64(3, 'UTC') COMMENT 'instant of the look',
  seq UInt64 COMMENT 'place in the chain',
  actor String COMMENT 'token or session id',
  role LowCardinality(String) COMMENT 'role it acted in',
  action LowCardinality(String) COMMENT 'what was done: view_people, view_person, export ...',
  subject_keys Array(String) COMMENT 'people whose names were shown',
  detail String COMMENT 'the question as JSON',
  previous String COMMENT 'hash of the line before',
  hash String COMMENT 'SHA-256 over previous and this line'
) ENGINE = MergeTree ORDER BY seq;
