import { z } from 'zod'
import type { CalendarDate } from '../../schema/calendar-date.ts'
import type { Store } from '../store/open-store.ts'
import { queryRows } from '../store/query.ts'
import { type FeedRhythm, judgeFeed } from './feed-rhythm.ts'

/** A feed as its events say it: how far it reaches, when it delivers, whether it is late. */
export type Feed = FeedRhythm & {
  source: string
  /** Instant of its newest event, epoch milliseconds; null when none was stored. */
  lastEventMs: number | null
  /** Instant something new came last, epoch milliseconds. */
  lastDeliveryMs: number | null
  /** Whole days since then. */
  silent_days: number | null
  by_file: boolean
  alarmed: boolean
}

/** What is known of the write keys, so that a feed whose keys are all revoked is not missed. */
export type KeptKeys = { list(): { source: string; revoked_at: number | null }[] }

// What came by the wire within two months is read from the events, in local days; what came before from the counts.
const recentDays = 62
const countedDaysMax = 400
const fileAlarmDaysMax = 56
const dayMs = 86_400_000
const worstFirst = ['stopped', 'quiet', 'live']

const allDeliveries = `
SELECT * FROM (
SELECT source, toString(toDate(received_at, {timezone:String})) AS day, toUnixTimestamp64Milli(max(received_at)) AS last_ms, 0 AS by_file
FROM events
WHERE import_seq = 0 AND date >= {today:Date} - ${recentDays} AND received_at >= toDateTime64({today:Date} - ${recentDays}, 3, {timezone:String})
GROUP BY source, day
UNION ALL
SELECT source, toString(date) AS day, toInt64(toUnixTimestamp(toDateTime(date, 'UTC'))) * 1000 AS last_ms, 0 AS by_file
FROM feed_counts FINAL
WHERE writer != 'before' AND NOT startsWith(writer, 'import-')
  AND date < {today:Date} - ${recentDays} AND date >= {today:Date} - ${countedDaysMax}
GROUP BY source, date HAVING sum(accepted) > sum(duplicates) + sum(dead_lettered)
UNION ALL
SELECT source, toString(toDate(started_at, {timezone:String})) AS day, toUnixTimestamp64Milli(max(started_at)) AS last_ms, 1 AS by_file
FROM imports FINAL
WHERE dataset = 'events' AND undone_at IS NULL AND accepted > duplicates AND started_at >= toDateTime64({today:Date} - ${countedDaysMax}, 3)
GROUP BY source, day
) ORDER BY source, day, last_ms`

const newestEvents = `
WITH recent AS (SELECT source, max(occurred_at) AS newest FROM events WHERE date >= {today:Date} - ${recentDays} GROUP BY source)
SELECT source, toUnixTimestamp64Milli(newest) AS newest_ms FROM recent
UNION ALL
SELECT source, toUnixTimestamp64Milli(max(occurred_at)) AS newest_ms FROM events
WHERE date < {today:Date} - ${recentDays} AND source NOT IN (SELECT source FROM recent) GROUP BY source`

const countedSources = `SELECT source FROM feed_counts GROUP BY source HAVING sum(accepted) > 0`

// Public holidays of more than half of the people on the roster.
const daysOff = `
WITH people AS (
  SELECT calendar, uniqExact(person_key) AS people FROM roster_rows
  WHERE kind = 'human' AND valid_from <= {today:Date} AND {today:Date} < valid_to GROUP BY calendar)
SELECT toString(date) AS day FROM (SELECT DISTINCT calendar, date FROM holidays WHERE date >= {today:Date} - ${countedDaysMax}) AS off
INNER JOIN people ON people.calendar = off.calendar
GROUP BY date HAVING sum(people.people) * 2 > (SELECT sum(people) FROM people)`

/** Reads every feed that ever sent an event, worst first and by name; `today` is the local day in the zone of the program. */
export async function readFeeds(
  store: Store,
  keys: KeptKeys,
  { today, timezone }: { today: CalendarDate; timezone: string },
): Promise<Feed[]> {
  const params = { today, timezone }
  const delivery = z.object({ source: z.string(), day: z.string(), last_ms: z.coerce.number(), by_file: z.int() })
  const newestRow = z.object({ source: z.string(), newest_ms: z.coerce.number() })
  const [deliveries, newest, counted, off] = await Promise.all([
    queryRows(store.writer, allDeliveries, params, delivery),
    queryRows(store.writer, newestEvents, params, newestRow),
    queryRows(store.writer, countedSources, {}, z.object({ source: z.string() })),
    queryRows(store.writer, daysOff, params, z.object({ day: z.string() })),
  ])
  const now = Date.now()
  const isOff = new Set(off.map(({ day }) => day))
  const sources = [...new Set([...deliveries, ...newest, ...counted].map((row) => row.source))].sort()
  const feeds = sources.map((source) => {
    const own = deliveries.filter((row) => row.source === source)
    const byFile = own.length > 0 && own.every((row) => row.by_file === 1)
    const days = [...new Set(own.map(({ day }) => day))]
    const rhythm = judgeFeed({ days, byFile }, { today, isDayOff: (day) => isOff.has(day) })
    const lastEventMs = newest.find((row) => row.source === source)?.newest_ms ?? null
    // What was brought before the days that are read here is known by its events alone.
    const lastDeliveryMs = own.length === 0 ? lastEventMs : Math.max(...own.map((row) => row.last_ms))
    const isForgotten = own.length === 0 && lastEventMs !== null
    return {
      ...rhythm,
      source,
      lastEventMs,
      lastDeliveryMs,
      silent_days: lastDeliveryMs === null ? null : Math.max(0, Math.floor((now - lastDeliveryMs) / dayMs)),
      by_file: byFile,
      alarmed:
        rhythm.state === 'stopped' &&
        !isForgotten &&
        days.length !== 1 &&
        !isEnded({ source, byFile, lastDeliveryMs }, keys),
    }
  })
  return feeds.sort((one, other) => worstFirst.indexOf(one.state) - worstFirst.indexOf(other.state))
}

// A feed whose keys are all revoked was ended on purpose; files that nobody brings for two months were too.
function isEnded(
  { source, byFile, lastDeliveryMs }: { source: string; byFile: boolean; lastDeliveryMs: number | null },
  keys: KeptKeys,
): boolean {
  if (byFile) return Date.now() - (lastDeliveryMs ?? 0) > fileAlarmDaysMax * dayMs
  const own = keys.list().filter((key) => key.source === source)
  return own.length > 0 && own.every((key) => key.revoked_at !== null)
}
