-- Takes back what a restatement did not write again: people who left, and days that only were asked for. On the days of {some} only
-- {people} were written again, [] being everyone, and on those of {rest} whoever is no more was not there before.
-- The alias tells the stored generation from the new one, which would hide it in WHERE.
INSERT INTO person_state
SELECT * REPLACE ({generation:UInt64} AS generation, toUInt8(1) AS gone)
FROM person_state AS held FINAL
WHERE held.generation < {generation:UInt64} AND (held.on_day >= {from_day:Date} OR held.on_day IN {whole:Array(Date)})
  AND held.on_day NOT IN {rest:Array(Date)}
  AND (held.on_day NOT IN {some:Array(Date)} OR empty({people:Array(String)}) OR held.person_key IN {people:Array(String)})
