import { TZDate } from '@date-fns/tz'
import { z } from 'zod'
import type { CalendarDate } from '../../schema/calendar-date.ts'
import { insertRows } from '../store/insert-rows.ts'
import { formatInstant } from '../store/instant.ts'
import type { Store } from '../store/open-store.ts'
import { queryRows } from '../store/query.ts'

/** Whose answer to which question. */
export type Answerer = { personKey: string; question: string }

/** An answer as it is held. */
export type HeldAnswer = { at: string; score: number | null; reason: string; line: number }

const heldRow = z.object({ at: z.string(), score: z.number().nullable(), reason: z.string(), line: z.int() })

const held = `
SELECT toString(at) AS at, score, reason, line FROM feedback_answers
WHERE person_key = {person_key:String} AND question = {question:String}
ORDER BY feedback_answers.at DESC, import_seq DESC, line DESC LIMIT 1`

/** The newest answer of a person to a question. */
export async function heldAnswer(store: Store, { personKey, question }: Answerer): Promise<HeldAnswer | undefined> {
  const [row] = await queryRows(store.writer, held, { person_key: personKey, question }, heldRow)
  return row
}

/**
 * Stores an answer of a day; false when the day holds this very answer already. Noon stands for the day: of people
 * nothing finer is kept. A later answer of the day has a higher line, so that it holds. One call at a time.
 */
export async function storeAnswer(
  store: Store,
  answerer: Answerer,
  given: { on: CalendarDate; timezone: string; score: number | null; reason: string },
): Promise<boolean> {
  const { on, timezone, score, reason } = given
  const at = noonOf(on, timezone)
  const before = await heldAnswer(store, answerer)
  const ofDay = before?.at === at ? before : undefined
  if (ofDay?.score === score && ofDay.reason === reason) return false
  const { personKey: person_key, question } = answerer
  const row = { person_key, at, question, score, reason, import_seq: 0, line: (ofDay?.line ?? 0) + 1 }
  await insertRows(store.writer, 'feedback_answers', [row])
  return true
}

/** Every zone has a noon on every day, which cannot be said of midnight. */
function noonOf(on: CalendarDate, timezone: string): string {
  const [year = 0, month = 1, day = 1] = on.split('-').map(Number)
  return formatInstant(new TZDate(year, month - 1, day, 12, 0, 0, timezone).getTime())
}
