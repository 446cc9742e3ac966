-- What was told, so that a later number can say what moved it. None of it can be made again from the facts.

ALTER TABLE person_state ADD COLUMN IF NOT EXISTS definition LowCardinality(String) DEFAULT '' COMMENT 'definition version the state was judged by' AFTER gone;

ALTER TABLE person_state ADD COLUMN IF NOT EXISTS rules UInt64 DEFAULT 0 COMMENT 'hash of everything of the program that a state depends on: definition, phases, zone, start of the week' AFTER definition;

CREATE TABLE IF NOT EXISTS shown_days (
  on_day Date COMMENT 'complete day whose adoption somebody was told',
  shown_at DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC') COMMENT 'instant of one of the answers'
) ENGINE = ReplacingMergeTree ORDER BY on_day;

CREATE TABLE IF NOT EXISTS published_states (
  on_day Date COMMENT 'day that was told about',
  step UInt64 COMMENT 'order of the steps of a day: 4 × generation, + 0 as first told, + 1 before and + 2 after other rules held',
  person_key String COMMENT 'who',
  department String COMMENT 'department on the day, as it was known',
  team String COMMENT 'team on the day',
  role LowCardinality(String) COMMENT 'role on the day',
  phase String COMMENT 'phase on the day',
  state LowCardinality(String) COMMENT 'state on the day',
  definition LowCardinality(String) COMMENT 'definition version it was judged by',
  kept_at DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC') COMMENT 'instant just before it was restated, or just after'
) ENGINE = ReplacingMergeTree PARTITION BY toYear(on_day) ORDER BY (on_day, step, person_key);

ALTER TABLE program_phases ADD COLUMN IF NOT EXISTS retargeted String DEFAULT '' COMMENT 'why the targets were set anew after go-live; another text locks the targets of its version' AFTER target_represented;

-- Targets are locked at go-live: by the version that holds then, or by the first later one that has the target. A phase that
-- was out of the program begins anew, and the sample company locks nothing for anyone else.
CREATE OR REPLACE VIEW phase_locks AS
WITH
  (SELECT groupArray(version) FROM program_versions FINAL) AS all_versions,
  (SELECT argMax(applied_by, version) FROM program_versions FINAL) AS newest_author,
  versions AS (
    SELECT version, applied_at, applied_by,
      leadInFrame(applied_at, 1, toDateTime64('2200-01-01 00:00:00', 3, 'UTC')) OVER (ORDER BY version ROWS BETWEEN CURRENT ROW AND 1 FOLLOWING) AS replaced_at
    FROM (SELECT version, applied_at, applied_by FROM program_versions FINAL)
  ),
  present AS (
    SELECT f.phase AS phase, groupArray(f.version) AS with_phase, argMax(f.retargeted, f.version) AS newest_reason,
      arrayMax(arrayPushBack(arrayFilter(each -> NOT has(with_phase, each), all_versions), toUInt64(0))) AS absent_until
    FROM program_phases AS f FINAL INNER JOIN versions AS w ON w.version = f.version
    WHERE w.applied_by != 'demo' OR newest_author = 'demo'
    GROUP BY f.phase
  )
SELECT p.phase AS phase, measure, target, greatest(v.applied_at, toDateTime64(p.go_live, 3, 'UTC')) AS locked_at, v.applied_by AS locked_by, p.retargeted AS reason
FROM program_phases AS p FINAL
INNER JOIN versions AS v ON v.version = p.version
INNER JOIN present AS c ON c.phase = p.phase AND c.newest_reason = p.retargeted
ARRAY JOIN ['adoption', 'completeness', 'represented'] AS measure, [p.target_adoption, p.target_completeness, p.target_represented] AS target
WHERE p.version > c.absent_until AND target IS NOT NULL AND locked_at < v.replaced_at AND locked_at <= now64(3, 'UTC')
ORDER BY p.version
LIMIT 1 BY phase, measure;

-- The targets that hold: the locked ones, before go-live those of the program.
CREATE OR REPLACE VIEW phase_targets AS
SELECT p.phase AS phase,
  if(has(l.measures, 'adoption'), l.targets[indexOf(l.measures, 'adoption')], p.target_adoption) AS target_adoption,
  if(has(l.measures, 'completeness'), l.targets[indexOf(l.measures, 'completeness')], p.target_completeness) AS target_completeness,
  if(has(l.measures, 'represented'), l.targets[indexOf(l.measures, 'represented')], p.target_represented) AS target_represented
FROM current_phases AS p
LEFT JOIN (SELECT phase, groupArray(measure) AS measures, groupArray(target) AS targets FROM phase_locks GROUP BY phase) AS l ON l.phase = p.phase;

CREATE TABLE IF NOT EXISTS phase_baselines (
  phase String COMMENT 'phase',
  measure LowCardinality(String) COMMENT 'completeness or represented; nobody is adopted before go-live',
  on_day Date COMMENT 'day before go-live',
  numerator UInt64 COMMENT 'complete records or represented accounts',
  denominator UInt64 COMMENT 'records or accounts',
  definition String COMMENT 'definition version it was measured by',
  locked_at DateTime64(3, 'UTC') COMMENT 'instant it was locked; the first holds',
  locked_by String COMMENT 'token id, session id, local, or go-live when it locked by itself'
) ENGINE = MergeTree ORDER BY (phase, on_day, measure, locked_at);

CREATE TABLE IF NOT EXISTS phase_reports (
  report_id String COMMENT 'random name of the report',
  phase String COMMENT 'phase it is about',
  on_day Date COMMENT 'date it stands on',
  published_at DateTime64(3, 'UTC') COMMENT 'instant it was published',
  published_by String COMMENT 'token id, session id or local',
  definition String COMMENT 'definition version of its numbers',
  program_version UInt64 COMMENT 'version of the program',
  roster_version UInt64 COMMENT 'newest change of roster, leave and holidays: highest revision of their imports',
  body String COMMENT 'the report as JSON; never written again',
  hash String COMMENT 'SHA-256 of the body, hex'
) ENGINE = MergeTree ORDER BY (phase, published_at, report_id);
