import { z } from 'zod'
import { calendarDate } from '../calendar-date.ts'
import { deadLetterReason } from './dead-letters.ts'
import { delivery, keepers } from './delivery.ts'
import { instantText } from './query-parts.ts'
import { defineRoute } from './route.ts'

const count = z.int().nonnegative()

/** Whether a feed delivers, measured against its own rhythm. */
export const feedState = z
  .enum(['live', 'quiet', 'stopped'])
  .describe('quiet: one whole day of its rhythm passed without anything new; stopped: two or more')

/** When a feed delivers and whether it is late. */
export const feedRhythm = z.object({
  state: feedState,
  last_delivery_at: instantText.nullable().describe('instant something new came last; null when nothing ever did'),
  delivers_on: z
    .array(z.int().min(1).max(7))
    .describe('ISO days of the week it brings something new on at least every second time; empty: too rare or too new'),
  usual_gap_days: count.nullable().describe('longest gap of a feed that delivers less than every second week'),
  missed_days: count.describe('whole days of its rhythm, public holidays left out, since it last delivered'),
  silent_days: count.nullable().describe('whole days since its last delivery'),
  by_file: z.boolean().describe('its events come by imports of files alone'),
  alarmed: z.boolean().describe('stopped after more than a first try, and nobody ended it by revoking every write key'),
})

/** One feed and what became of what it sent. */
export const feedRow = feedRhythm.extend({
  source: z.string(),
  last_event_at: instantText.nullable(),
  lag_s: count.nullable().describe('seconds since the newest event'),
  accepted: count.describe('events taken: rows, dead letters and duplicates'),
  stored: count.describe('distinct message ids in the database'),
  duplicates: count.describe('recognised at the door'),
  dead_lettered: count,
  unmatched: count.describe('events of people who are not on the roster'),
  unclassified: count.describe('events that the catalogue does not know'),
  days: z
    .array(
      z.object({ date: calendarDate, events: count, missed: z.boolean().describe('a day of its rhythm it missed') }),
    )
    .describe('events by the local day they happened on, the last 28 days, oldest first'),
})

/** Feeds and what became of what they sent. */
export const sourcesRoute = defineRoute({
  method: 'get',
  path: '/api/sources',
  summary: 'Feeds: how far they reach and what became of what they sent',
  roles: keepers,
  answer: z.object({
    rows: z.array(feedRow).describe('worst first, then by name'),
    total: z.object({ accepted: count, stored: count, duplicates: count, dead_lettered: count }),
    unmatched_people: z
      .array(z.object({ person_id: z.string(), events: count, last_event_at: instantText }))
      .describe('the 100 with most events; empty for a viewer who may not see names'),
    unclassified_events: z
      .array(z.object({ event: z.string(), object: z.string(), events: count }))
      .describe('the 100 with most events'),
    dead_letters: z
      .object({ waiting: count, reasons: z.array(deadLetterReason).describe('most first, at most 100') })
      .describe('dead letters that were neither replayed nor discarded'),
    delivery,
  }),
})
