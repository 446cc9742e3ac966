-- What is computed from the facts. Everything here can be thrown away and rebuilt.

CREATE TABLE IF NOT EXISTS base_generations (
  generation UInt64 COMMENT 'a complete rebuild of the base facts; the highest holds',
  built_at DateTime64(3, 'UTC') COMMENT 'instant it was complete'
) ENGINE = MergeTree ORDER BY generation;

CREATE TABLE IF NOT EXISTS alias_map (
  generation UInt64 COMMENT 'rebuild it belongs to',
  alias_key String COMMENT 'key of the further id',
  person_key String COMMENT 'the person it belongs to: the first to claim it',
  claims UInt16 COMMENT 'how many people claim it'
) ENGINE = MergeTree PARTITION BY generation ORDER BY alias_key;

CREATE TABLE IF NOT EXISTS person_segments (
  generation UInt64 COMMENT 'rebuild it belongs to',
  person_key String COMMENT 'who',
  valid_from Date COMMENT 'first day of the segment',
  valid_to Date COMMENT 'day after the last; segments of a person never overlap',
  nearest_from Date COMMENT 'first day on which no other segment of the person is nearer; gaps are split in the middle',
  department String COMMENT 'department held',
  team String COMMENT 'team held',
  role LowCardinality(String) COMMENT 'role held',
  manager_key String COMMENT 'manager, or empty',
  kind LowCardinality(String) COMMENT 'human or service',
  timezone String COMMENT 'zone of the row, or of the program',
  calendar String COMMENT 'holiday calendar',
  workdays UInt8 COMMENT 'bits 0..6 are Monday..Sunday',
  phase String COMMENT 'phase that covers the segment, or empty',
  eligible_from Date COMMENT 'first eligible day; no day is eligible when not before eligible_to',
  eligible_to Date COMMENT 'day after the last eligible day',
  run_from Date COMMENT 'start(p, d) of the eligible days of the segment: a gap in roster or licence breaks a run, a transfer does not',
  expected Array(Tuple(Date, Date)) COMMENT 'half-open spans of eligible days without leave; in them every workday is an expected day'
) ENGINE = MergeTree PARTITION BY generation ORDER BY (person_key, valid_from);

CREATE TABLE IF NOT EXISTS leave_shields (
  generation UInt64 COMMENT 'rebuild it belongs to',
  person_key String COMMENT 'who cannot be lapsed',
  from_date Date COMMENT 'first day of a leave of at least 20 days that would be expected without it',
  until_date Date COMMENT 'the sixth expected day after the leave; not shielded any more'
) ENGINE = MergeTree PARTITION BY generation ORDER BY (person_key, from_date);

CREATE TABLE IF NOT EXISTS workday_calendar (
  generation UInt64 COMMENT 'rebuild it belongs to',
  calendar String COMMENT 'holiday calendar',
  workdays UInt8 COMMENT 'bits 0..6 are Monday..Sunday',
  date Date COMMENT 'day',
  is_workday UInt8 COMMENT '1 on a workday that is no holiday',
  workdays_before UInt32 COMMENT 'workdays of this pattern before the day',
  window UInt64 COMMENT 'workdays among the 56 days that end on the day: bit 0 is the oldest, bit 55 the day itself'
) ENGINE = MergeTree PARTITION BY generation ORDER BY (calendar, workdays, date);

CREATE TABLE IF NOT EXISTS person_months (
  person_key String COMMENT 'who, aliases resolved',
  month Date COMMENT 'first day of the local month',
  value_days UInt32 COMMENT 'bit d-1 is set when day d has a value action (eligibility is applied when read)',
  seen_days UInt32 COMMENT 'bit d-1 is set when day d has a presence or consume event of a human origin',
  tasks Map(String, UInt32) COMMENT 'per task, the days with a value action of it',
  touches Map(String, UInt32) COMMENT 'per customer touched, the days: account id, or object and record id behind a tab',
  value_actions UInt32 COMMENT 'number of value actions',
  entry_actions Map(String, UInt64) COMMENT 'contribute and process events per origin, counted or not',
  generation UInt64 COMMENT 'newest rebuild of this person and month holds'
) ENGINE = ReplacingMergeTree(generation) ORDER BY (person_key, month);

CREATE TABLE IF NOT EXISTS record_spans (
  object LowCardinality(String) COMMENT 'kind of record',
  record_id String COMMENT 'record',
  valid_from DateTime64(3, 'UTC') COMMENT 'instant the record came into this condition',
  valid_to DateTime64(3, 'UTC') COMMENT 'instant of the next version',
  line UInt32 COMMENT 'line of the version',
  import_seq UInt64 COMMENT 'import of the version',
  created_at DateTime64(3, 'UTC') COMMENT 'instant of creation, or of the first version',
  deleted_at Nullable(DateTime64(3, 'UTC')) COMMENT 'instant of deletion as this version knows it',
  owner_key String COMMENT 'owner, aliases unresolved',
  editor_key String COMMENT 'who made the version',
  account_id String COMMENT 'account, or empty',
  stage String COMMENT 'stage, or empty',
  origin LowCardinality(String) COMMENT 'origin of the version',
  form LowCardinality(String) COMMENT 'form of the version',
  states Map(String, UInt8) COMMENT 'state per field, absent columns carried forward',
  conditions Map(String, UInt8) COMMENT 'condition per rule and field, carried forward',
  judged_by Array(String) COMMENT 'rule hashes the states were judged by',
  generation UInt64 COMMENT 'newest rebuild holds',
  gone UInt8 COMMENT '1 takes the span back'
) ENGINE = ReplacingMergeTree(generation, gone) ORDER BY (object, record_id, valid_from, line, import_seq);

CREATE TABLE IF NOT EXISTS person_state (
  on_day Date COMMENT 'day of the snapshot: every week end and month end, and days that were asked for',
  person_key String COMMENT 'who',
  is_week_end UInt8 COMMENT '1 when the day ends a week of the program',
  is_month_end UInt8 COMMENT '1 when the day ends a month',
  department String COMMENT 'department on the day',
  team String COMMENT 'team on the day',
  role LowCardinality(String) COMMENT 'role on the day',
  manager_key String COMMENT 'manager on the day',
  phase String COMMENT 'phase on the day',
  start Date COMMENT 'first day of the unbroken run of eligible days',
  last_active_on Nullable(Date) COMMENT 'last active day since start',
  state LowCardinality(String) COMMENT 'state of section 3 on the day',
  detail LowCardinality(String) COMMENT 'reason of not_measured, detail of never_started, or empty',
  active_days UInt16 COMMENT 'active days in 28 days',
  expected_days UInt16 COMMENT 'expected days in 28 days',
  blocks UInt8 COMMENT 'expected blocks in the window, at most four',
  blocks_regular UInt8 COMMENT 'of these, blocks with enough active days',
  blocks_needed UInt8 COMMENT 'regular blocks asked for',
  core_tasks_done UInt16 COMMENT 'distinct core tasks done in the window',
  core_tasks UInt16 COMMENT 'core tasks of the role',
  tasks_needed UInt16 COMMENT 'distinct core tasks asked for',
  breadth_configured UInt8 COMMENT '1 when the role has a profile',
  missing Array(String) COMMENT 'core tasks not done in the window',
  generation UInt64 COMMENT 'newest restatement holds',
  gone UInt8 COMMENT '1 takes the row back'
) ENGINE = ReplacingMergeTree(generation, gone) PARTITION BY toYear(on_day) ORDER BY (on_day, person_key);

CREATE TABLE IF NOT EXISTS restatements (
  at DateTime64(3, 'UTC') COMMENT 'instant of the restatement',
  why LowCardinality(String) COMMENT 'late_data, roster, leave, holidays, program, undo, rebuild',
  period_end Date COMMENT 'week end or month end restated',
  measured_before UInt64 COMMENT 'measured people before',
  adopted_before UInt64 COMMENT 'adopted people before',
  measured_after UInt64 COMMENT 'measured people after',
  adopted_after UInt64 COMMENT 'adopted people after'
) ENGINE = MergeTree ORDER BY (period_end, at);

CREATE OR REPLACE VIEW current_aliases AS SELECT * FROM alias_map WHERE generation = (SELECT max(generation) FROM base_generations);

CREATE OR REPLACE VIEW current_segments AS SELECT * FROM person_segments WHERE generation = (SELECT max(generation) FROM base_generations);

CREATE OR REPLACE VIEW current_shields AS SELECT * FROM leave_shields WHERE generation = (SELECT max(generation) FROM base_generations);

CREATE OR REPLACE VIEW current_workdays AS SELECT * FROM workday_calendar WHERE generation = (SELECT max(generation) FROM base_generations);
