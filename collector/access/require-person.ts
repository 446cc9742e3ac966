import { z } from 'zod'
import { Problem } from '../problem.ts'
import type { Store } from '../store/open-store.ts'
import { queryRows } from '../store/query.ts'

const placeRow = z.object({
  today: z.string(),
  rows: z.coerce.number(),
  standing: z.coerce.number(),
  until: z.string(),
  next: z.string(),
})

// An alias is the person. A manager may stand on nobody's roster row but those of others, as a head of the board does.
const place = `
WITH
  toDate(formatDateTime(now64(3, 'UTC'), '%F', (SELECT timezone FROM current_settings))) AS this_day,
  (SELECT any(person_key) FROM current_aliases WHERE alias_key = {key:String}) AS claimed_by
SELECT toString(this_day) AS today, count() AS rows, countIf(valid_from <= this_day AND this_day < valid_to) AS standing,
  toString(max(valid_to)) AS until, toString(minIf(valid_from, valid_from > this_day)) AS next
FROM current_segments
WHERE person_key IN ({key:String}, claimed_by) OR manager_key = {key:String}`

/** Refuses whom the roster does not know, or does not hold today. */
export async function requirePerson(
  store: Store,
  { personId, personKey }: { personId: string; personKey: string },
): Promise<void> {
  const [found] = await queryRows(store.writer, place, { key: personKey }, placeRow)
  if (found === undefined || found.rows === 0) {
    const detail = `The roster has no ${personId}, neither as person_id nor among aliases and managers.`
    throw new Problem(404, 'unknown_person', 'No such person', detail)
  }
  if (found.standing > 0) return
  const { today, until, next } = found
  const when = until <= today ? `The last row ended on ${until}.` : `The next row begins on ${next}.`
  const detail = `${personId} is not on the roster today, ${today}. ${when}`
  throw new Problem(409, 'not_on_roster', 'Not on the roster', detail)
}
