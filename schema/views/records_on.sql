-- Records that are not deleted, as they stood at the end of {on} in the zone of the program, with their owner resolved.
CREATE OR REPLACE VIEW records_on AS
WITH
  (SELECT timezone FROM current_settings) AS zone,
  toDateTime64(toDateTime(concat(toString(toDate({on:Date}) + 1), ' 00:00:00'), zone), 3, 'UTC') AS day_end,
  standing AS (
    SELECT object, record_id, owner_key AS stored_owner, account_id AS stored_account, stage, origin, states, conditions, judged_by
    FROM record_spans FINAL
    WHERE valid_from < day_end AND valid_to >= day_end AND (deleted_at IS NULL OR deleted_at >= day_end)
  ),
  named AS (
    SELECT r.object AS object, r.record_id AS record_id, if(a.person_key != '', a.person_key, r.stored_owner) AS owner_key,
      if(r.object = 'account' AND r.stored_account = '', r.record_id, r.stored_account) AS account_id,
      r.stage AS stage, r.origin AS origin, r.states AS states, r.conditions AS conditions, r.judged_by AS judged_by
    FROM standing AS r LEFT JOIN current_aliases AS a ON a.alias_key = r.stored_owner
  ),
  holders AS (
    SELECT person_key, department, team, role, phase, eligible_from <= {on:Date} AND {on:Date} < eligible_to AS eligible
    FROM current_segments
    WHERE valid_from <= {on:Date} AND {on:Date} < valid_to
  )
SELECT n.object AS object, n.record_id AS record_id, n.owner_key AS owner_key, n.account_id AS account_id, n.stage AS stage,
  n.origin AS origin, n.states AS states, n.conditions AS conditions, n.judged_by AS judged_by,
  h.department AS department, h.team AS team, h.role AS role, h.phase AS phase, h.eligible AS owner_eligible, if(h.person_key = '', '', n.owner_key) AS known_owner
FROM named AS n LEFT JOIN holders AS h ON h.person_key = n.owner_key
