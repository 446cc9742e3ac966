-- Newest week end before {on} on which a person was adopted.
CREATE OR REPLACE VIEW adopted_before AS
SELECT person_key, max(on_day) AS adopted_before
FROM person_state FINAL
WHERE on_day < {on:Date} AND is_week_end AND state = 'adopted'
GROUP BY person_key
