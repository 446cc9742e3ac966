-- Takes back the flags of some local months that a rebuild did not write again.
-- The alias tells the stored generation from the new one, which would hide it in WHERE.
INSERT INTO action_flags
SELECT * REPLACE ({generation:UInt64} AS generation, toUInt8(1) AS gone)
FROM action_flags AS held FINAL
WHERE held.generation < {generation:UInt64} AND held.date BETWEEN {month_from:Date} AND toLastDayOfMonth({month_to:Date})
  AND (empty({people:Array(String)}) OR has({people:Array(String)}, held.person_key))
