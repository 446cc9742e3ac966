-- The program file, taken apart so that SQL can read it. Every version is kept; the highest holds (views current_*).
-- Shares and targets are whole ten-thousandths, so that comparisons are exact.

CREATE TABLE IF NOT EXISTS program_versions (
  version UInt64 COMMENT 'order of the versions, milliseconds since 1970 when applied, made unique',
  hash String COMMENT 'SHA-256 of the canonical program',
  definition String COMMENT 'hash of what the numbers of section 3 depend on: thresholds, catalogue, profiles',
  rules String COMMENT 'hash of what the classification of field values depends on',
  body String COMMENT 'the program as canonical JSON',
  text String COMMENT 'the program as it was written',
  applied_at DateTime64(3, 'UTC') COMMENT 'instant it was applied',
  applied_by String COMMENT 'token id, session id or local'
) ENGINE = ReplacingMergeTree ORDER BY version;

CREATE TABLE IF NOT EXISTS program_settings (
  version UInt64 COMMENT 'program version',
  organisation String COMMENT 'name of the organisation',
  timezone String COMMENT 'IANA zone of the program',
  week_start UInt8 COMMENT 'ISO day a week starts on: 1 Monday .. 7 Sunday',
  floor UInt32 COMMENT 'smallest group that shows numbers',
  sponsor_floor UInt32 COMMENT 'the same in sponsors breakdowns',
  active_share UInt32 COMMENT 'threshold active_share, ten-thousandths',
  blocks_required UInt8 COMMENT 'threshold blocks_required',
  breadth_share UInt32 COMMENT 'threshold breadth_share, ten-thousandths',
  lapsed_after UInt16 COMMENT 'threshold lapsed_after, expected days',
  measured_blocks UInt8 COMMENT 'threshold measured_blocks',
  measured_days UInt8 COMMENT 'threshold measured_days, expected days in 28',
  block_days UInt8 COMMENT 'threshold block_days, expected days in a block',
  target_adoption Nullable(UInt32) COMMENT 'target of the organisation, ten-thousandths',
  target_completeness Nullable(UInt32) COMMENT 'target of the organisation, ten-thousandths',
  target_represented Nullable(UInt32) COMMENT 'target of the organisation, ten-thousandths',
  crm_apps Array(String) COMMENT 'apps that count as the CRM; an event that names another app never counts',
  legacy_apps Array(String) COMMENT 'apps that never count'
) ENGINE = ReplacingMergeTree ORDER BY version;

CREATE TABLE IF NOT EXISTS program_phases (
  version UInt64 COMMENT 'program version',
  ordinal UInt16 COMMENT 'place in the file',
  phase String COMMENT 'id of the phase',
  name String COMMENT 'its name',
  owner_key String COMMENT 'person_key of its owner, or empty',
  everyone UInt8 COMMENT '1 for the implicit phase that covers everyone',
  departments Array(String) COMMENT 'departments in scope',
  teams Array(String) COMMENT 'teams in scope',
  roles Array(String) COMMENT 'roles in scope',
  person_keys Array(String) COMMENT 'people in scope',
  go_live Date COMMENT 'first day the phase is live',
  target_date Nullable(Date) COMMENT 'day its targets are due',
  target_adoption Nullable(UInt32) COMMENT 'ten-thousandths',
  target_completeness Nullable(UInt32) COMMENT 'ten-thousandths',
  target_represented Nullable(UInt32) COMMENT 'ten-thousandths'
) ENGINE = ReplacingMergeTree ORDER BY (version, ordinal);

CREATE TABLE IF NOT EXISTS program_departments (
  version UInt64 COMMENT 'program version',
  department String COMMENT 'department with targets of its own',
  target_adoption Nullable(UInt32) COMMENT 'ten-thousandths',
  target_completeness Nullable(UInt32) COMMENT 'ten-thousandths',
  target_represented Nullable(UInt32) COMMENT 'ten-thousandths'
) ENGINE = ReplacingMergeTree ORDER BY (version, department);

CREATE TABLE IF NOT EXISTS program_actions (
  version UInt64 COMMENT 'program version',
  event String COMMENT 'name of the action',
  object String COMMENT 'kind of record the line is for, empty for any; the line for the object holds before the general one',
  class LowCardinality(String) COMMENT 'presence, consume, contribute or process',
  task String COMMENT 'task, with {o} for the object of the event; may be empty'
) ENGINE = ReplacingMergeTree ORDER BY (version, event, object);

CREATE TABLE IF NOT EXISTS program_roles (
  version UInt64 COMMENT 'program version',
  role String COMMENT 'role; default serves every role without a profile',
  core_tasks Array(String) COMMENT 'distinct tasks that are the core of the role',
  promote Array(String) COMMENT 'consume events that are work for this role'
) ENGINE = ReplacingMergeTree ORDER BY (version, role);

CREATE TABLE IF NOT EXISTS program_objects (
  version UInt64 COMMENT 'program version',
  object String COMMENT 'kind of record',
  stage_in Array(String) COMMENT 'open only in these stages; empty is any',
  stage_not Array(String) COMMENT 'not open in these stages',
  origin_in Array(String) COMMENT 'open only with these origins; empty is any',
  origin_not Array(String) COMMENT 'not open with these origins',
  conditions_in Array(String) COMMENT 'keys into conditions that must be 1',
  conditions_not Array(String) COMMENT 'keys into conditions that must be 1 or unknown'
) ENGINE = ReplacingMergeTree ORDER BY (version, object);

CREATE TABLE IF NOT EXISTS program_fields (
  version UInt64 COMMENT 'program version',
  object String COMMENT 'kind of record',
  field String COMMENT 'field of the record',
  critical UInt8 COMMENT '1 when the record is complete only with it',
  weight UInt32 COMMENT 'weight in the record score, ten-thousandths',
  stage_in Array(String) COMMENT 'applies only in these stages; empty is any',
  stage_not Array(String) COMMENT 'does not apply in these stages',
  origin_in Array(String) COMMENT 'applies only with these origins; empty is any',
  origin_not Array(String) COMMENT 'does not apply with these origins',
  conditions_in Array(String) COMMENT 'keys into conditions that must be 1',
  conditions_not Array(String) COMMENT 'keys into conditions that must be 1 or unknown'
) ENGINE = ReplacingMergeTree ORDER BY (version, object, field);

CREATE OR REPLACE VIEW current_version AS SELECT max(version) AS version FROM program_versions;

CREATE OR REPLACE VIEW current_settings AS SELECT * FROM program_settings FINAL WHERE version = (SELECT max(version) FROM program_versions);

CREATE OR REPLACE VIEW current_phases AS SELECT * FROM program_phases FINAL WHERE version = (SELECT max(version) FROM program_versions);

CREATE OR REPLACE VIEW current_departments AS SELECT * FROM program_departments FINAL WHERE version = (SELECT max(version) FROM program_versions);

CREATE OR REPLACE VIEW current_actions AS SELECT * FROM program_actions FINAL WHERE version = (SELECT max(version) FROM program_versions);

CREATE OR REPLACE VIEW current_roles AS SELECT * FROM program_roles FINAL WHERE version = (SELECT max(version) FROM program_versions);

CREATE OR REPLACE VIEW current_objects AS SELECT * FROM program_objects FINAL WHERE version = (SELECT max(version) FROM program_versions);

CREATE OR REPLACE VIEW current_fields AS SELECT * FROM program_fields FINAL WHERE version = (SELECT max(version) FROM program_versions);
