-- Snapshots counted once for the smallest groups that questions are about, so that what a question reads grows with groups and
-- not with people, records or events. Nothing here names a person. Of a day only the rows of its newest generation hold.

CREATE TABLE IF NOT EXISTS state_groups (
  on_day Date COMMENT 'day of the snapshot',
  is_head UInt8 COMMENT '1 for the one row of a day that counts nobody and says that the day is counted',
  department String COMMENT 'department on the day',
  team String COMMENT 'team on the day',
  role LowCardinality(String) COMMENT 'role on the day',
  phase String COMMENT 'phase on the day',
  is_week_end UInt8 COMMENT '1 when the day ends a week of the program',
  is_month_end UInt8 COMMENT '1 when the day ends a month',
  definition LowCardinality(String) COMMENT 'definition version the states were judged by',
  eligible UInt32 COMMENT 'eligible people',
  adopted UInt32 COMMENT 'of these, adopted',
  occasional UInt32 COMMENT 'occasional',
  lapsed UInt32 COMMENT 'lapsed',
  never_started UInt32 COMMENT 'never started',
  on_leave UInt32 COMMENT 'not measured, on leave',
  too_early UInt32 COMMENT 'not measured, too early',
  too_few_workdays UInt32 COMMENT 'not measured, too few workdays',
  target_organisation Nullable(UInt32) COMMENT 'target of the organisation as it held when this was counted, ten-thousandths',
  target_department Nullable(UInt32) COMMENT 'own target of the department',
  target_phase Nullable(UInt32) COMMENT 'target of the phase, locked or of the program',
  generation UInt64 COMMENT 'newest restatement of the day holds',
  gone UInt8 COMMENT '1 in the head takes the day back'
) ENGINE = ReplacingMergeTree(generation) PARTITION BY toYear(on_day) ORDER BY (on_day, is_head, department, team, role, phase);

CREATE TABLE IF NOT EXISTS record_groups (
  on_day Date COMMENT 'day whose end the records are counted at',
  is_head UInt8 COMMENT '1 for the one row of a day that counts nothing and says that the day is counted',
  department String COMMENT 'department of the owners on the day',
  team String COMMENT 'team of the owners',
  role LowCardinality(String) COMMENT 'role of the owners',
  phase String COMMENT 'phase of the owners',
  kinds Array(Tuple(object String, origin String)) COMMENT 'object and origin of what each of these owners owns, so that owners are counted once',
  owners UInt32 COMMENT 'owners that own just these kinds; nobody is none',
  records Array(UInt32) COMMENT 'per kind, open records with at least one critical applicable field',
  complete Array(UInt32) COMMENT 'per kind, of these with every critical applicable field ok',
  scores Array(Float64) COMMENT 'per kind, sum of their scores, 0-1 each',
  waiting Array(UInt32) COMMENT 'per kind, of these judged by earlier rules',
  target_organisation Nullable(UInt32) COMMENT 'target of the organisation as it held when this was counted, ten-thousandths',
  target_department Nullable(UInt32) COMMENT 'own target of the department',
  target_phase Nullable(UInt32) COMMENT 'target of the phase, locked or of the program',
  generation UInt64 COMMENT 'newest count of the day holds',
  gone UInt8 COMMENT '1 in the head takes the day back'
) ENGINE = ReplacingMergeTree(generation) PARTITION BY toYear(on_day) ORDER BY (on_day, is_head, department, team, role, phase, kinds);

CREATE TABLE IF NOT EXISTS field_groups (
  on_day Date COMMENT 'day whose end the fields are counted at',
  is_head UInt8 COMMENT '1 for the one row of a day that counts nothing and says that the day is counted',
  department String COMMENT 'department of the owners on the day',
  team String COMMENT 'team of the owners',
  role LowCardinality(String) COMMENT 'role of the owners',
  phase String COMMENT 'phase of the owners',
  object LowCardinality(String) COMMENT 'kind of record',
  field LowCardinality(String) COMMENT 'field of the record',
  critical UInt8 COMMENT '1 when a record is complete only with it',
  applicable UInt32 COMMENT 'open records the field applies to',
  ok UInt32 COMMENT 'of these, valid',
  missing UInt32 COMMENT 'empty',
  placeholder UInt32 COMMENT 'filled to get past the form',
  default UInt32 COMMENT 'left at the default',
  invalid UInt32 COMMENT 'wrong format, value or range',
  owners UInt32 COMMENT 'distinct owners of these records',
  generation UInt64 COMMENT 'newest count of the day holds',
  gone UInt8 COMMENT '1 in the head takes the day back'
) ENGINE = ReplacingMergeTree(generation) PARTITION BY toYear(on_day) ORDER BY (on_day, is_head, department, team, role, phase, object, field);

CREATE TABLE IF NOT EXISTS account_groups (
  on_day Date COMMENT 'day whose end the accounts are counted at',
  is_head UInt8 COMMENT '1 for the one row of a day that counts nothing and says that the day is counted',
  tier LowCardinality(String) COMMENT 'tier of the accounts',
  department String COMMENT 'department that should represent them',
  phase String COMMENT 'phase of that department, else of the owner',
  tracked UInt8 COMMENT 'what is tracked of any account: bits 0..4 are universe, records, owners, contacts, touches',
  accounts UInt32 COMMENT 'accounts of the universe; without one, accounts with a record',
  in_crm UInt32 COMMENT 'of these, past the first step',
  owned UInt32 COMMENT 'past the second',
  complete UInt32 COMMENT 'past the third',
  has_contact UInt32 COMMENT 'past the fourth',
  touched UInt32 COMMENT 'past the last',
  target_organisation Nullable(UInt32) COMMENT 'target of the organisation as it held when this was counted, ten-thousandths',
  target_department Nullable(UInt32) COMMENT 'own target of the department',
  target_phase Nullable(UInt32) COMMENT 'target of the phase, locked or of the program',
  generation UInt64 COMMENT 'newest count of the day holds',
  gone UInt8 COMMENT '1 in the head takes the day back'
) ENGINE = ReplacingMergeTree(generation) PARTITION BY toYear(on_day) ORDER BY (on_day, is_head, tier, department, phase);
