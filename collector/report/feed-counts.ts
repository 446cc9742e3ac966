import { z } from 'zod'
import type { CalendarDate } from '../../schema/calendar-date.ts'
import type { Store } from '../store/open-store.ts'
import { queryRows } from '../store/query.ts'

const shownDays = 28

// The same id may stand under two people when a sender changed its mind: it is one event.
const storedBySource = `
WITH
  people AS (SELECT person_key FROM current_segments UNION DISTINCT SELECT alias_key AS person_key FROM current_aliases)
SELECT source, uniqExact(message_id) AS stored,
  uniqExactIf(message_id, person_key NOT IN (SELECT person_key FROM people)) AS unmatched,
  uniqExactIf(message_id, event NOT IN (SELECT event FROM current_actions WHERE object = '')
    AND (event, object) NOT IN (SELECT event, object FROM current_actions)) AS unclassified
FROM events GROUP BY source`

const countsBySource = `
SELECT source, sum(accepted) AS accepted, sum(duplicates) AS duplicates, sum(dead_lettered) AS dead_lettered
FROM feed_counts FINAL GROUP BY source`

// A local date lies at most a day beside the UTC date.
const eventsByDay = `
SELECT source, toString(toDate(occurred_at, {timezone:String})) AS day, uniqExact(message_id) AS events
FROM events
WHERE date >= {today:Date} - ${shownDays} AND toDate(occurred_at, {timezone:String}) BETWEEN {today:Date} - ${shownDays - 1} AND {today:Date}
GROUP BY source, day`

const allDays = `SELECT toString({today:Date} - ${shownDays - 1} + number) AS day FROM numbers(${shownDays}) ORDER BY number`

const storedRow = z.object({ source: z.string(), stored: z.int(), unmatched: z.int(), unclassified: z.int() })
const countsRow = z.object({ source: z.string(), accepted: z.int(), duplicates: z.int(), dead_lettered: z.int() })
const dayRow = z.object({ source: z.string(), day: z.string(), events: z.int() })

/** What became of what feeds sent, and on which days it happened. */
export type FeedCounts = Awaited<ReturnType<typeof readFeedCounts>>

/** Counts what became of what every feed sent; the days are the last 28 up to `today`. */
export async function readFeedCounts(store: Store, view: { today: CalendarDate; timezone: string }) {
  const [stored, counted, byDay, days] = await Promise.all([
    queryRows(store.writer, storedBySource, {}, storedRow),
    queryRows(store.writer, countsBySource, {}, countsRow),
    queryRows(store.writer, eventsByDay, view, dayRow),
    queryRows(store.writer, allDays, view, z.object({ day: z.string() })),
  ])
  return {
    total: {
      accepted: sum(counted, 'accepted'),
      duplicates: sum(counted, 'duplicates'),
      dead_lettered: sum(counted, 'dead_lettered'),
      stored: sum(stored, 'stored'),
    },
    /** The counts of one feed; what is not there is nothing. */
    of: (source: string) => ({
      ...{ accepted: 0, duplicates: 0, dead_lettered: 0, stored: 0, unmatched: 0, unclassified: 0 },
      ...without(counted.find((row) => row.source === source)),
      ...without(stored.find((row) => row.source === source)),
      days: days.map(({ day }) => ({
        date: day,
        events: byDay.find((row) => row.source === source && row.day === day)?.events ?? 0,
      })),
    }),
  }
}

function sum<Column extends string>(rows: readonly Record<Column, number>[], column: Column): number {
  return rows.reduce((all, row) => all + row[column], 0)
}

function without<Row extends { source: string }>(row: Row | undefined): Omit<Row, 'source'> | undefined {
  if (row === undefined) return undefined
  const { source: _, ...counts } = row
  return counts
}
