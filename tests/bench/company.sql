-- Events of a company of {people} people over {days} days up to {on}, the same for the same seed. By the last digit of
-- its number a person never acts, stopped six weeks before the end, acts one day in fourteen, or acts every day.
INSERT INTO events (person_key, date, source, message_id, event, occurred_at, received_at, object, account_id, origin, schema_version)
WITH
  sipHash64(number, {seed:UInt64}) AS h,
  toUInt64(h % {people:UInt32}) AS person,
  person % 10 AS habit,
  intDiv(h, 1000000) % {days:UInt32} AS day,
  multiIf(habit = 1, 42 + day % ({days:UInt32} - 42), habit IN (2, 3), intDiv(day, 14) * 14, day) AS days_ago,
  {on:Date} - days_ago AS acted_on,
  if(habit = 0, 0, 1 + intDiv(h, 1000) % 3) AS kind
SELECT
  lower(hex(sipHash64(person, 'person'))) AS person_key, acted_on AS date, 'bench' AS source, toString(number) AS message_id,
  ['Signed In', 'Activity Logged', 'Record Updated', 'Record Created'][kind + 1] AS event,
  toDateTime64(acted_on, 3, 'UTC') + toIntervalSecond(28800 + h % 28800) AS occurred_at, occurred_at AS received_at,
  ['', '', 'opportunity', 'contact'][kind + 1] AS object, if(kind = 0, '', concat('a-', toString(person * 4 + h % 4))) AS account_id, 'web' AS origin, 1 AS schema_version
FROM numbers({first:UInt64}, {count:UInt64})
