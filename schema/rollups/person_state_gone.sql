-- Takes back what a restatement did not write again. ons = [] means every snapshot.
-- The alias tells the stored generation from the new one, which would hide it in WHERE.
INSERT INTO person_state
SELECT * REPLACE ({generation:UInt64} AS generation, toUInt8(1) AS gone)
FROM person_state AS held FINAL
WHERE held.generation < {generation:UInt64} AND (empty({ons:Array(Date)}) OR has({ons:Array(Date)}, held.period_end))
