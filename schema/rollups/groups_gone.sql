-- Takes back the counts of the days from one on, which the next question makes anew.
INSERT INTO {groups:Identifier} (on_day, is_head, generation, gone)
SELECT on_day, 1, {generation:UInt64}, 1
FROM {groups:Identifier} AS held
WHERE on_day >= {from_day:Date} AND is_head
GROUP BY on_day
HAVING NOT argMax(held.gone, held.generation)
