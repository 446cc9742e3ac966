-- Takes back what a restatement from a day on did not write again: people who left, and days that only were asked for.
-- The alias tells the stored generation from the new one, which would hide it in WHERE.
INSERT INTO person_state
SELECT * REPLACE ({generation:UInt64} AS generation, toUInt8(1) AS gone)
FROM person_state AS held FINAL
WHERE held.generation < {generation:UInt64} AND held.on_day >= {from_day:Date}
