-- Takes back what a restatement did not write again. ons = [] means every snapshot.
INSERT INTO person_state
SELECT * REPLACE ({generation:UInt64} AS generation, toUInt8(1) AS gone)
FROM person_state FINAL
WHERE generation < {generation:UInt64} AND (empty({ons:Array(Date)}) OR has({ons:Array(Date)}, period_end))
