-- Takes back the flags of some local days that a rebuild did not write again.
-- The alias tells the stored generation from the new one, which would hide it in WHERE.
INSERT INTO action_flags
SELECT * REPLACE ({generation:UInt64} AS generation, toUInt8(1) AS gone)
FROM action_flags AS held FINAL
WHERE held.generation < {generation:UInt64} AND held.date BETWEEN {from_date:Date} AND {to_date:Date}
  AND (empty({people:Array(String)}) OR held.person_key IN {people:Array(String)})
