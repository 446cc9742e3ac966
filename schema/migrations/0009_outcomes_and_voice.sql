-- What the business measures and what users say; and training by a name that leaves its own to the measure.

RENAME TABLE IF EXISTS training TO course_completions;

CREATE TABLE IF NOT EXISTS outcome_values (
  metric String COMMENT 'business metric: cost per sale, response time, satisfaction ...',
  department String COMMENT 'department it is measured for; empty is the whole organisation',
  period_end Date COMMENT 'last day of the period the value is of',
  value Float64 COMMENT 'value, in the unit',
  unit LowCardinality(String) COMMENT 'unit, as it is shown',
  better LowCardinality(String) COMMENT 'higher or lower: which way is better',
  import_seq UInt64 COMMENT 'import that brought the row',
  line UInt32 COMMENT 'line in its file'
) ENGINE = ReplacingMergeTree ORDER BY (metric, department, period_end, import_seq, line);

CREATE TABLE IF NOT EXISTS feedback_answers (
  person_key String COMMENT 'who answered',
  at DateTime64(3, 'UTC') COMMENT 'instant of the answer',
  question String COMMENT 'question that was asked',
  score Nullable(Float64) COMMENT 'score on the scale of the question; null is no score',
  reason String COMMENT 'reason that was chosen, or empty',
  import_seq UInt64 COMMENT 'import that brought the row',
  line UInt32 COMMENT 'line in its file'
) ENGINE = ReplacingMergeTree ORDER BY (person_key, question, at, import_seq, line);
