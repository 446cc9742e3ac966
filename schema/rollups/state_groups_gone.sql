-- Takes back the days that a restatement from a day on did not write again.
INSERT INTO state_groups (on_day, is_head, generation, gone)
SELECT on_day, 1, {generation:UInt64}, 1
FROM state_groups AS held
WHERE on_day >= {from_day:Date} AND is_head
GROUP BY on_day
HAVING max(held.generation) < {generation:UInt64} AND NOT argMax(held.gone, held.generation)
