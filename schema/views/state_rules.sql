-- What the states of people depend on in the program: its definition version, and a hash that phases, zone and week are part of too.
CREATE OR REPLACE VIEW state_rules AS
SELECT v.definition AS definition, cityHash64(v.definition, s.timezone, s.week_start, f.phases) AS rules
FROM (SELECT definition FROM program_versions FINAL WHERE version = (SELECT version FROM current_version)) AS v
CROSS JOIN current_settings AS s
CROSS JOIN (
  SELECT groupArray((phase, everyone, departments, teams, roles, person_keys, go_live)) AS phases
  FROM (SELECT * FROM current_phases ORDER BY ordinal)
) AS f
