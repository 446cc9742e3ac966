-- Everyone on the roster on {on} beside each manager above them, near or far. The way up is kept, so that a chain that runs in
-- a circle ends where it meets itself.
CREATE OR REPLACE VIEW manager_chains AS
WITH RECURSIVE
  chains AS (
    SELECT s.person_key AS person_key, if(a.person_key = '', s.manager_key, a.person_key) AS boss, [s.person_key, boss] AS way
    FROM current_segments AS s LEFT JOIN current_aliases AS a ON a.alias_key = s.manager_key
    WHERE s.valid_from <= {on:Date} AND {on:Date} < s.valid_to AND s.manager_key != ''
    UNION ALL
    SELECT c.person_key AS person_key, if(a.person_key = '', s.manager_key, a.person_key) AS boss, arrayPushBack(c.way, boss) AS way
    FROM chains AS c
    INNER JOIN current_segments AS s ON s.person_key = c.boss
    LEFT JOIN current_aliases AS a ON a.alias_key = s.manager_key
    WHERE s.valid_from <= {on:Date} AND {on:Date} < s.valid_to AND s.manager_key != ''
      AND NOT has(c.way, if(a.person_key = '', s.manager_key, a.person_key))
  )
SELECT DISTINCT person_key, boss AS manager_key FROM chains WHERE person_key != boss
