import { z } from 'zod'
import type { Floors } from '../access/scope.ts'
import type { Store } from '../store/open-store.ts'
import { queryRows } from '../store/query.ts'

const stateRow = z.object({
  definition: z.string(),
  floor: z.int(),
  sponsor_floor: z.int(),
  week_start: z.int(),
  timezone: z.string(),
  newest_event_ms: z.coerce.number(),
  newest_day: z.string(),
  today: z.string(),
  yesterday: z.string(),
  version: z.coerce.number(),
  imports_revision: z.coerce.number(),
  answers: z.coerce.number(),
})

/** How far the data reaches, and what the program says about asking. */
export type DataState = {
  /** The day that is running, in the zone of the program. */
  today: string
  timezone: string
  /** Last complete day of data: the default of every question. */
  lastCompleteDay: string
  /** Instant of the newest event, or the one since which acknowledged events are still on their way; null without events. */
  completeThrough: string | null
  definition: string
  weekStart: number
  floors: Floors
  /** Changes with the program, every import and everyone's feedback; with the rollup's revision it says whether an answer holds. */
  watermark: string
}

// The newest event lies in the newest partition, so only that one is read.
const question = `
WITH
  (SELECT max(date) FROM events) AS newest_date,
  (SELECT max(occurred_at) FROM events WHERE date = newest_date) AS newest_event,
  (SELECT max(updated_at) FROM record_versions) AS newest_record
SELECT
  (SELECT definition FROM program_versions FINAL WHERE version = (SELECT version FROM current_version)) AS definition,
  floor, sponsor_floor, week_start, timezone, version,
  (SELECT max(revision) FROM imports) AS imports_revision,
  (SELECT count() FROM feedback_answers) AS answers,
  toUnixTimestamp64Milli(newest_event) AS newest_event_ms,
  formatDateTime(if(toUnixTimestamp64Milli(newest_event) > 0, newest_event, newest_record), '%F', timezone) AS newest_day,
  formatDateTime(now64(3, 'UTC'), '%F', timezone) AS today,
  toString(toDate(today) - 1) AS yesterday
FROM current_settings`

const noDay = '1970-01-01'

/** Reads how far the data reaches; `behindSince` is the instant since which something acknowledged is not in it yet. */
export async function readDataState(store: Store, behindSince: number | null = null): Promise<DataState> {
  const [row] = await queryRows(store.writer, question, {}, stateRow)
  if (!row) throw new Error('No program is stored. Start the server once to prepare the database.')
  // A day that is still running is not complete; without any data the question is about yesterday.
  const isEarlier = row.newest_day !== noDay && row.newest_day < row.yesterday
  return {
    today: row.today,
    timezone: row.timezone,
    lastCompleteDay: isEarlier ? row.newest_day : row.yesterday,
    completeThrough:
      row.newest_event_ms > 0 ? new Date(Math.min(row.newest_event_ms, behindSince ?? Infinity)).toISOString() : null,
    definition: row.definition,
    weekStart: row.week_start,
    floors: { floor: row.floor, sponsorFloor: row.sponsor_floor },
    watermark: `${row.version} ${row.imports_revision} ${row.answers}`,
  }
}
