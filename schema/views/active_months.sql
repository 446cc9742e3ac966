-- Active days of a person per month as a mask, bit d-1 for day d: the value days on which the person is eligible.
-- people = [] takes everyone.
CREATE OR REPLACE VIEW active_months AS
WITH
  used AS (
    SELECT person_key, month, toUInt64(value_days) AS value_mask
    FROM person_months FINAL
    WHERE value_days != 0 AND (empty({people:Array(String)}) OR has({people:Array(String)}, person_key))
  ),
  stretches AS (SELECT person_key, eligible_from, eligible_to FROM current_segments WHERE eligible_from < eligible_to)
SELECT u.person_key AS person_key, u.month AS month,
  -- A half-open span as bits is 2^end - 2^start, both drawn to the edges of the month.
  toUInt32(groupBitOr(bitAnd(
    u.value_mask,
    bitShiftLeft(toUInt64(1), toUInt8(least(31, greatest(0, dateDiff('day', u.month, s.eligible_to)))))
      - bitShiftLeft(toUInt64(1), toUInt8(least(31, greatest(0, dateDiff('day', u.month, s.eligible_from)))))
  ))) AS active_days
FROM used AS u INNER JOIN stretches AS s ON s.person_key = u.person_key
GROUP BY u.person_key, u.month
HAVING active_days != 0
