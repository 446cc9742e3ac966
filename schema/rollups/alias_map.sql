-- Who a further id belongs to: the first person to claim it. An id that is somebody's own is never a further id.
INSERT INTO alias_map
WITH claims AS (
  SELECT alias_key, person_key, min((import_seq, line)) AS claimed
  FROM roster_rows ARRAY JOIN alias_keys AS alias_key
  WHERE alias_key != '' AND alias_key != person_key
  GROUP BY alias_key, person_key
)
SELECT {generation:UInt64} AS generation, alias_key, argMin(person_key, claimed) AS person_key, count() AS claims
FROM claims
WHERE alias_key NOT IN (SELECT person_key FROM roster_rows)
GROUP BY alias_key
