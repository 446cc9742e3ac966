-- The layer of an action. Lines stored before could not name one: theirs is that of the built-in line of the event, else
-- operational when data is entered.

ALTER TABLE program_actions ADD COLUMN IF NOT EXISTS layer LowCardinality(String) DEFAULT multiIf(
  event IN ('Report Viewed', 'Report Exported', 'Forecast Submitted'), 'analytical',
  event = 'Activity Logged', 'collaborative',
  event IN (
    'Record Viewed', 'Search Performed', 'Record Created', 'Record Updated', 'Record Deleted', 'Task Completed',
    'Record Imported', 'Stage Changed'
  ) OR class IN ('contribute', 'process'), 'operational',
  ''
) COMMENT 'operational, collaborative or analytical; empty is none';

CREATE OR REPLACE VIEW current_actions AS SELECT * FROM program_actions FINAL WHERE version = (SELECT max(version) FROM program_versions);
