-- Everyone on the roster on {on} beside each manager above them, near or far; a chain that runs in a circle leads to nobody twice.
CREATE OR REPLACE VIEW manager_chains AS
WITH RECURSIVE
  chains AS (
    SELECT s.person_key AS person_key, if(a.person_key = '', s.manager_key, a.person_key) AS manager_key, 1 AS steps
    FROM current_segments AS s LEFT JOIN current_aliases AS a ON a.alias_key = s.manager_key
    WHERE s.valid_from <= {on:Date} AND {on:Date} < s.valid_to AND s.manager_key != ''
    UNION ALL
    SELECT c.person_key AS person_key, if(a.person_key = '', s.manager_key, a.person_key) AS manager_key, c.steps + 1 AS steps
    FROM chains AS c
    INNER JOIN current_segments AS s ON s.person_key = c.manager_key
    LEFT JOIN current_aliases AS a ON a.alias_key = s.manager_key
    WHERE s.valid_from <= {on:Date} AND {on:Date} < s.valid_to AND s.manager_key != '' AND c.steps < 30
  )
SELECT DISTINCT person_key, manager_key FROM chains WHERE person_key != manager_key
