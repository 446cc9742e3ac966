-- movement: from what was told about {from_date} to adoption on {on}, one input swapped at a time. The rates are rounded to
-- whole 2^-50, of which sums and differences up to 8 are exact in a double: so the parts sum to the change to the last bit.
CREATE OR REPLACE VIEW movement AS
WITH
  -- The steps of what was told, then the first date as it stands now, who is there, where they are, what they do.
  arrayConcat(
    (SELECT arraySort(groupUniqArray(step)) FROM published_states WHERE on_day = {from_date:Date}),
    arrayMap(i -> toUInt64(9000000000000000000 + i), range(1, 5))
  ) AS steps,
  -- What swapped into each step but the first.
  arrayMap(
    step -> multiIf(step > 9000000000000000000, ['late_data', 'joiners_leavers', 'transfers', 'behaviour'][step - 9000000000000000000],
      step % 4 = 2, 'definition', 'late_data'),
    arrayPopFront(steps)
  ) AS causes,
  both AS (
    SELECT b.person_key != '' AS is_before, a.person_key != '' AS is_after, b.is_adopted AS adopted_before, a.is_adopted AS adopted_after,
      b.group AS group_before, a.group AS group_after, b.is_inside AS inside_before, a.is_inside AS inside_after
    FROM movement_people(
      on = {from_date:Date}, by = {by:String}, departments = {departments:Array(String)}, teams = {teams:Array(String)},
      roles = {roles:Array(String)}, phases = {phases:Array(String)}, people = {people:Array(String)}
    ) AS b
    FULL OUTER JOIN movement_people(
      on = {on:Date}, by = {by:String}, departments = {departments:Array(String)}, teams = {teams:Array(String)},
      roles = {roles:Array(String)}, phases = {phases:Array(String)}, people = {people:Array(String)}
    ) AS a ON a.person_key = b.person_key
  ),
  staged AS (
    SELECT step, group, is_adopted FROM published_people(
      on = {from_date:Date}, by = {by:String}, departments = {departments:Array(String)}, teams = {teams:Array(String)},
      roles = {roles:Array(String)}, phases = {phases:Array(String)}, people = {people:Array(String)}
    )
    UNION ALL SELECT toUInt64(9000000000000000001), group_before, adopted_before FROM both WHERE is_before AND inside_before
    -- Who stays keeps group and state of before; who joins comes with what they have on {on}.
    UNION ALL SELECT toUInt64(9000000000000000002), if(is_before, group_before, group_after), if(is_before, adopted_before, adopted_after)
      FROM both WHERE is_after AND if(is_before, inside_before, inside_after)
    UNION ALL SELECT toUInt64(9000000000000000003), group_after, if(is_before, adopted_before, adopted_after)
      FROM both WHERE is_after AND inside_after
    UNION ALL SELECT toUInt64(9000000000000000004), group_after, adopted_after FROM both WHERE is_after AND inside_after
  ),
  counted AS (
    SELECT group, mapFromArrays(groupArray(step), groupArray(people)) AS measured_in, mapFromArrays(groupArray(step), groupArray(adopters)) AS adopted_in
    FROM (SELECT group, step, count() AS people, countIf(is_adopted) AS adopters FROM staged GROUP BY group, step)
    GROUP BY group
  ),
  moved AS (
    SELECT group, countIf(way = 'joined') AS joiners, countIf(way = 'left') AS leavers, countIf(way = 'in') AS transferred_in, countIf(way = 'out') AS transferred_out
    FROM (
      SELECT group_after AS group, multiIf(NOT is_before, 'joined', inside_before AND group_before = group_after, 'stayed', 'in') AS way
      FROM both WHERE is_after AND inside_after
      UNION ALL
      SELECT group_before AS group, multiIf(NOT is_after, 'left', inside_after AND group_before = group_after, 'stayed', 'out') AS way
      FROM both WHERE is_before AND inside_before
    )
    GROUP BY group
  ),
  rated AS (
    SELECT group, measured_in, adopted_in,
      -- A step without anybody is taken together with the next one.
      arrayFill(rate -> isNotNull(rate), arrayMap(
        step -> if(measured_in[step] = 0, NULL, round(adopted_in[step] / measured_in[step] * 1125899906842624) / 1125899906842624), steps
      )) AS rates,
      isNotNull(rates[1]) AND measured_in[9000000000000000004] > 0 AS is_known,
      arrayMap((later, earlier) -> ifNull(later - earlier, 0), arrayPopFront(rates), arrayPopBack(rates)) AS differences
    FROM counted
  )
SELECT r.group AS group,
  measured_in[steps[1]] AS measured_published, adopted_in[steps[1]] AS adopted_published,
  if(measured_published = 0, NULL, adopted_published / measured_published) AS rate_published,
  measured_in[9000000000000000001] AS measured_before, adopted_in[9000000000000000001] AS adopted_before,
  if(measured_before = 0, NULL, adopted_before / measured_before) AS rate_before,
  measured_in[9000000000000000004] AS measured, adopted_in[9000000000000000004] AS adopted, if(measured = 0, NULL, adopted / measured) AS rate,
  if(is_known, rates[-1] - rates[1], NULL) AS change,
  if(is_known, arraySum(arrayFilter((part, cause) -> cause = 'definition', differences, causes)), NULL) AS definition,
  if(is_known, arraySum(arrayFilter((part, cause) -> cause = 'late_data', differences, causes)), NULL) AS late_data,
  if(is_known, arraySum(arrayFilter((part, cause) -> cause = 'joiners_leavers', differences, causes)), NULL) AS joiners_leavers,
  if(is_known, arraySum(arrayFilter((part, cause) -> cause = 'transfers', differences, causes)), NULL) AS transfers,
  if(is_known, arraySum(arrayFilter((part, cause) -> cause = 'behaviour', differences, causes)), NULL) AS behaviour,
  m.joiners AS joiners, m.leavers AS leavers, m.transferred_in AS transferred_in, m.transferred_out AS transferred_out
FROM rated AS r LEFT JOIN moved AS m ON m.group = r.group
