-- What was told to us, kept as it came. Every row says by which import (import_seq; 0 = the wire) and line it came.
-- Dates are half-open intervals unless a column says otherwise; 2149-06-06 (the last Date) means open-ended.

CREATE TABLE IF NOT EXISTS imports (
  import_seq UInt64 COMMENT 'order of imports; milliseconds since 1970 when it began, made unique',
  dataset LowCardinality(String) COMMENT 'roster, leave, holidays, events, records, accounts, training, program',
  source String COMMENT 'name of the feed the rows belong to',
  file String COMMENT 'file name without its folder, or - for standard input',
  actor String COMMENT 'token id, session id or local',
  started_at DateTime64(3, 'UTC') COMMENT 'instant the import began',
  finished_at Nullable(DateTime64(3, 'UTC')) COMMENT 'instant it ended; null while it runs or when it was cut off',
  accepted UInt64 COMMENT 'rows taken, duplicates included',
  rejected UInt64 COMMENT 'rows kept as dead letters',
  duplicates UInt64 COMMENT 'rows that were already stored',
  undone_at Nullable(DateTime64(3, 'UTC')) COMMENT 'instant the import was taken back',
  revision UInt64 COMMENT 'newest revision of this line holds'
) ENGINE = ReplacingMergeTree(revision) ORDER BY import_seq;

CREATE TABLE IF NOT EXISTS identities (
  person_key String COMMENT 'keyed hash of person_id: first 16 hex digits of HMAC-SHA256 under the secret of the data folder',
  person_id String COMMENT 'id in the CRM, also of people who are not on the roster'
) ENGINE = ReplacingMergeTree ORDER BY person_key;

CREATE TABLE IF NOT EXISTS roster (
  person_key String COMMENT 'whose row this is',
  name String COMMENT 'full name; stands nowhere but here',
  email String COMMENT 'e-mail address; stands nowhere but here',
  department String COMMENT 'department in this interval; empty is a group of its own',
  team String COMMENT 'team in this interval; unique in the organisation',
  role LowCardinality(String) COMMENT 'role in this interval; selects the profile of core tasks',
  manager_key String COMMENT 'person_key of the manager, or empty',
  valid_from Date COMMENT 'first day of the row',
  valid_to Date COMMENT 'day after its last day',
  licensed_from Date COMMENT 'first day with a licence',
  licensed_to Date COMMENT 'day after the last day with a licence',
  workdays UInt8 COMMENT 'bits 0..6 are Monday..Sunday',
  calendar String COMMENT 'holiday calendar, or empty',
  timezone LowCardinality(String) COMMENT 'IANA zone, or empty for the zone of the program',
  kind LowCardinality(String) COMMENT 'human or service',
  alias_keys Array(String) COMMENT 'keys of further ids of the same human',
  import_seq UInt64 COMMENT 'import that brought the row',
  line UInt32 COMMENT 'line in its file'
) ENGINE = ReplacingMergeTree ORDER BY (person_key, valid_from, import_seq, line);

CREATE TABLE IF NOT EXISTS leave (
  person_key String COMMENT 'who is away',
  from_date Date COMMENT 'first day away',
  to_date Date COMMENT 'last day away, inclusive',
  kind LowCardinality(String) COMMENT 'vacation, parental, sick ...; free text',
  import_seq UInt64 COMMENT 'import that brought the row',
  line UInt32 COMMENT 'line in its file'
) ENGINE = ReplacingMergeTree ORDER BY (person_key, from_date, to_date, import_seq, line);

CREATE TABLE IF NOT EXISTS holidays (
  calendar String COMMENT 'calendar that roster rows name',
  date Date COMMENT 'day off',
  name String COMMENT 'name of the day',
  import_seq UInt64 COMMENT 'import that brought the row',
  line UInt32 COMMENT 'line in its file'
) ENGINE = ReplacingMergeTree ORDER BY (calendar, date, import_seq, line);

CREATE TABLE IF NOT EXISTS accounts (
  account_id String COMMENT 'enterprise of the target universe',
  name String COMMENT 'its name',
  tier LowCardinality(String) COMMENT 'A, B or C',
  department String COMMENT 'department that should represent it',
  valid_from Date COMMENT 'first day in the universe',
  valid_to Date COMMENT 'day after the last',
  import_seq UInt64 COMMENT 'import that brought the row',
  line UInt32 COMMENT 'line in its file'
) ENGINE = ReplacingMergeTree ORDER BY (account_id, valid_from, import_seq, line);

CREATE TABLE IF NOT EXISTS training (
  person_key String COMMENT 'who was trained',
  course String COMMENT 'course',
  completed_on Date COMMENT 'day of completion',
  import_seq UInt64 COMMENT 'import that brought the row',
  line UInt32 COMMENT 'line in its file'
) ENGINE = ReplacingMergeTree ORDER BY (person_key, course, completed_on, import_seq, line);

CREATE TABLE IF NOT EXISTS record_versions (
  object LowCardinality(String) COMMENT 'kind of record: opportunity, account, contact ...',
  record_id String COMMENT 'id of the record in the CRM',
  updated_at DateTime64(3, 'UTC') COMMENT 'instant of this version',
  created_at Nullable(DateTime64(3, 'UTC')) COMMENT 'instant the record was created; null is unknown',
  deleted_at Nullable(DateTime64(3, 'UTC')) COMMENT 'instant it was deleted; null is not deleted, or the column was absent',
  has_deleted_at UInt8 COMMENT '1 when the file has the column deleted_at',
  owner_key Nullable(String) COMMENT 'owner; empty is nobody, null is an absent column',
  editor_key Nullable(String) COMMENT 'who made this version; empty is nobody, null is an absent column',
  account_id Nullable(String) COMMENT 'account the record belongs to; empty is none, null is an absent column',
  stage Nullable(String) COMMENT 'stage; null is an absent column',
  origin Nullable(String) COMMENT 'web, mobile, mail_plugin, import, api, automation ...; null is an absent column',
  form Nullable(String) COMMENT 'form it was entered in; null is an absent column',
  states Map(String, UInt8) COMMENT 'state per field of the file: 1 ok, 2 missing, 3 placeholder, 4 default, 5 invalid',
  conditions Map(String, UInt8) COMMENT 'per rule and picklist field it names (rule/field): 1 when the value satisfied it',
  judged_by String COMMENT 'hash of the classification rules the states were judged by',
  import_seq UInt64 COMMENT 'import that brought the row',
  line UInt32 COMMENT 'line in its file'
) ENGINE = ReplacingMergeTree ORDER BY (object, record_id, updated_at, line, import_seq);

CREATE TABLE IF NOT EXISTS events (
  person_key String COMMENT 'who acted, by the id the sender gave (an alias is resolved in the rollup)',
  date Date COMMENT 'UTC date of occurred_at',
  source LowCardinality(String) COMMENT 'feed; a message id is unique within it',
  message_id String COMMENT 'identity within the source',
  event LowCardinality(String) COMMENT 'name of the action as the catalogue spells it',
  occurred_at DateTime64(3, 'UTC') COMMENT 'instant of the act in the CRM, as the sender says',
  received_at DateTime64(3, 'UTC') COMMENT 'instant it reached us',
  skew_ms Int64 COMMENT 'our clock minus the sender clock when it was sent, in milliseconds; never applied',
  object LowCardinality(String) COMMENT 'kind of record acted on, or empty',
  record_id String COMMENT 'record acted on, or empty',
  account_id String COMMENT 'account acted on, or empty',
  origin LowCardinality(String) COMMENT 'web, mobile, mail_plugin, import, api, automation, auto_capture, agent',
  app LowCardinality(String) COMMENT 'application it came from, or empty',
  task LowCardinality(String) COMMENT 'task the sender names, or empty',
  contact_at Nullable(DateTime64(3, 'UTC')) COMMENT 'instant of the customer contact it is about',
  hits Nullable(UInt32) COMMENT 'results of a search',
  duration_ms Nullable(UInt32) COMMENT 'time spent on the action, in milliseconds',
  note_hash String COMMENT 'hash of a note text, or empty',
  form LowCardinality(String) COMMENT 'form used, or empty',
  change_fields Array(LowCardinality(String)) COMMENT 'fields changed by the action',
  change_from Array(LowCardinality(String)) COMMENT 'their states before, same order',
  change_to Array(LowCardinality(String)) COMMENT 'their states after, same order',
  schema_version UInt16 COMMENT 'version of the row format',
  import_seq UInt64 COMMENT 'import that brought the row, 0 for the wire',
  line UInt32 COMMENT 'line in its file, index in its batch for the wire',
  rank UInt64 MATERIALIZED 18446744073709551615 - toUnixTimestamp64Milli(received_at) COMMENT 'highest holds: the first to arrive'
) ENGINE = ReplacingMergeTree(rank) PARTITION BY toYYYYMM(date) ORDER BY (person_key, date, source, message_id)
SETTINGS non_replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS event_ids (
  source LowCardinality(String) COMMENT 'feed',
  message_id String COMMENT 'identity within the source',
  person_key String COMMENT 'with date: where in events the row stands',
  date Date COMMENT 'UTC date of the event',
  import_seq UInt64 COMMENT 'import that brought the row, 0 for the wire'
) ENGINE = ReplacingMergeTree ORDER BY (source, message_id)
SETTINGS non_replicated_deduplication_window = 10000;

CREATE MATERIALIZED VIEW IF NOT EXISTS event_ids_from_events TO event_ids AS
SELECT source, message_id, person_key, date, import_seq FROM events;

CREATE TABLE IF NOT EXISTS dead_letters (
  dead_id String COMMENT 'name of the dead letter',
  received_at DateTime64(3, 'UTC') COMMENT 'instant it came',
  source String COMMENT 'feed it came by',
  dataset LowCardinality(String) COMMENT 'what it was meant to be',
  message_id String COMMENT 'its message id, where it had one',
  file String COMMENT 'file, where it came by one',
  line UInt32 COMMENT 'line in the file, index in the batch for the wire',
  code LowCardinality(String) COMMENT 'reason as a stable word',
  reason String COMMENT 'reason in words: field and what is wrong with it',
  fields String COMMENT 'allow-listed fields as JSON',
  rest_hash String COMMENT 'SHA-256 of the whole body',
  import_seq UInt64 COMMENT 'import that brought it, 0 for the wire',
  discarded_at Nullable(DateTime64(3, 'UTC')) COMMENT 'instant it was discarded or replayed',
  revision UInt64 COMMENT 'newest revision holds'
) ENGINE = ReplacingMergeTree(revision) ORDER BY (source, dead_id) TTL toDateTime(received_at) + INTERVAL 30 DAY;

CREATE TABLE IF NOT EXISTS source_counts (
  source String COMMENT 'feed',
  date Date COMMENT 'UTC day',
  accepted UInt64 COMMENT 'events taken, duplicates and dead letters included',
  duplicates UInt64 COMMENT 'recognised at the door',
  dead_lettered UInt64 COMMENT 'kept as dead letters'
) ENGINE = SummingMergeTree ORDER BY (source, date) SETTINGS non_replicated_deduplication_window = 10000;
