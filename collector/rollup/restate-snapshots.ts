import { z } from 'zod'
import { insertRows } from '../store/insert-rows.ts'
import { formatDate, formatInstant } from '../store/instant.ts'
import type { Store } from '../store/open-store.ts'
import { command, queryRows } from '../store/query.ts'
import type { Why } from './change.ts'
import { countedDays } from './counted-days.ts'
import { dayBeside } from './month-span.ts'
import { periodEnds } from './period-ends.ts'
import { keepPublished } from './published-states.ts'
import { peopleMax } from './rebuild-months.ts'
import { rollupStatement } from './statements.ts'

/**
 * `from`: first day whose numbers may have changed; undefined restates every snapshot there is. `touched`: whose; undefined is everyone.
 * `to`: last day that these did something else on; undefined when more than that may have changed about them.
 */
export type Restatement = {
  from: string | undefined
  to?: string | undefined
  touched?: readonly string[] | undefined
  why: Why
  generation: number
}

const dayMs = 86_400_000
// Bounds the memory of one statement: people × dates.
const personDatesMax = 400_000
const firstDay = '1970-01-01'
// A state looks at the days before these, only for the last active one.
const windowDays = 56

/** Writes the snapshots of every period end from a day on and records which closed periods changed. */
export async function restateSnapshots(store: Store, restatement: Restatement): Promise<void> {
  const { from, why, generation } = restatement
  const span = await dataSpan(store)
  const kept = await keepPublished(store, from, generation)
  const all =
    span === undefined
      ? []
      : [...periodEnds(span.first, span.last, span.weekStart), ...usualDays(span.newest), ...kept.days]
  // The first events of all bring periods before them that never had a snapshot.
  const present = await presentDays(store, all)
  const ends = [...new Set(all)].filter((day) => from === undefined || day >= from || !present.has(day))
  const before = await countStates(store, ends)
  const taken = await writeDays(store, restatement, { ends, present, people: span?.people ?? 0 })
  // Days that only were asked for are not written again: the next question makes them anew.
  await command(store.writer, rollupStatement('person_state_gone'), taken)
  // Whoever left is in no group any more, so groups are counted after that.
  await countGroups(store, ends, generation)
  await command(store.writer, rollupStatement('state_groups_gone'), { from_day: from ?? firstDay, generation })
  await kept.finish()
  await recordChanges(store, why, before, await countStates(store, ends))
}

type Days = { ends: string[]; present: Set<string>; people: number }

/** Writes each day of those whose state on it may be another; answers what a day was not written of. */
async function writeDays(
  store: Store,
  { from, to, touched, generation }: Restatement,
  { ends, present, people }: Days,
) {
  const listed = touched === undefined || touched.length > peopleMax ? [] : [...touched]
  const isEveryone = touched === undefined || (touched.length > peopleMax && to === undefined)
  const whole = isEveryone ? ends : ends.filter((day) => !present.has(day))
  const held = isEveryone ? [] : ends.filter((day) => present.has(day))
  const reach = to === undefined ? undefined : dayBeside(to, windowDays)
  const some = held.filter((day) => reach === undefined || day < reach)
  const rest = held.filter((day) => reach !== undefined && day >= reach)
  const size = listed.length > 0 ? listed.length : people
  await writeSnapshots(store, whole, { generation, people: [], idle_after: firstDay }, people)
  if (touched === undefined || touched.length > 0) {
    await writeSnapshots(store, some, { generation, people: listed, idle_after: firstDay }, size)
    await writeSnapshots(store, rest, { generation, people: listed, idle_after: to ?? firstDay }, size)
  }
  return { from_day: from ?? firstDay, generation, whole, some, rest, people: listed }
}

// What pages ask without being told a date: the last complete day of data, and 28 days before it.
function usualDays(newest: string): string[] {
  const yesterday = Date.now() - dayMs
  const last = Math.min(Date.parse(newest), yesterday)
  return [formatDate(last), formatDate(last - 28 * dayMs)]
}

/** Writes snapshots of days that have none. */
export async function addSnapshots(store: Store, days: Iterable<string>, generation: number): Promise<void> {
  const present = await presentDays(store, [...days])
  const [size] = await queryRows(store.writer, 'SELECT uniqExact(person_key) AS people FROM current_segments')
  const lacking = [...days].filter((day) => !present.has(day))
  await writeSnapshots(store, lacking, { generation, people: [], idle_after: firstDay }, Number(size?.people ?? 0))
  await countGroups(store, lacking, generation)
}

/** Which of some days have a snapshot: their groups are counted last, so where these are all is there. */
export async function presentDays(store: Store, days: string[]): Promise<Set<string>> {
  return days.length === 0 ? new Set() : countedDays(store, 'state_groups', days)
}

type Whose = { generation: number; people: string[]; idle_after: string }

async function writeSnapshots(store: Store, days: string[], whose: Whose, people: number): Promise<void> {
  const step = Math.max(1, Math.floor(personDatesMax / Math.max(1, people)))
  for (let i = 0; i < days.length; i += step) {
    const ons = days.slice(i, i + step)
    await command(store.writer, rollupStatement('person_state'), { ons, ...whose })
  }
}

async function countGroups(store: Store, ons: string[], generation: number): Promise<void> {
  if (ons.length > 0) await command(store.writer, rollupStatement('state_groups'), { ons, generation })
}

/** True when the current period has no snapshot yet. */
export async function lacksSnapshots(store: Store): Promise<boolean> {
  const span = await dataSpan(store)
  if (span === undefined) return false
  const [row] = await queryRows(
    store.writer,
    'SELECT max(on_day) AS last FROM person_state WHERE is_week_end OR is_month_end',
  )
  const needed = periodEnds(span.last, span.last, span.weekStart).at(-1) ?? ''
  return String(row?.last) < needed && span.people > 0
}

const spanRow = z.object({
  first: z.string(),
  last: z.string(),
  newest: z.string(),
  known: z.number(),
  week_start: z.number(),
  people: z.number(),
})

// Snapshots reach back to the first eligible day, but no further than this before the data begins.
const daysBeforeData = 400

async function dataSpan(store: Store) {
  const [row] = await queryRows(
    store.writer,
    `WITH known AS (
       SELECT min(date) AS first_day, max(date) AS last_day, count() AS rows FROM events HAVING rows > 0
       UNION ALL SELECT max(toDate(updated_at)), max(toDate(updated_at)), count() AS rows FROM record_versions HAVING rows > 0)
     SELECT greatest(min(first_day) - {before:UInt16}, (SELECT min(eligible_from) FROM current_segments WHERE eligible_from < eligible_to)) AS first, max(last_day) + 1 AS last, max(last_day) AS newest,
       count() AS known, (SELECT week_start FROM current_settings) AS week_start,
       (SELECT uniqExact(person_key) FROM current_segments) AS people
     FROM known`,
    { before: daysBeforeData },
    spanRow,
  )
  if (row === undefined || row.known === 0 || row.people === 0) return undefined
  // Periods run on to today even when the newest event is older.
  const last = [row.last, formatDate(Date.now())].sort().at(-1) ?? row.last
  return { first: row.first, last, newest: row.newest, weekStart: row.week_start, people: row.people }
}

const countRow = z.object({ period_end: z.string(), measured: z.number(), adopted: z.number() })
type Count = z.infer<typeof countRow>

async function countStates(store: Store, ons: string[]): Promise<Map<string, Count>> {
  const rows = await queryRows(
    store.writer,
    // A day without anybody is no number that could change.
    `SELECT toString(on_day) AS period_end, sum(eligible - on_leave - too_early - too_few_workdays) AS measured, sum(state_groups.adopted) AS adopted
     FROM state_groups
     WHERE (on_day, generation) IN (
       SELECT on_day, max(generation) FROM state_groups WHERE on_day IN {ons:Array(Date)} GROUP BY on_day HAVING NOT argMax(gone, generation)
     )
     GROUP BY on_day HAVING sum(eligible) > 0`,
    { ons },
    countRow,
  )
  return new Map(rows.map((row) => [row.period_end, row]))
}

async function recordChanges(
  store: Store,
  why: Why,
  before: Map<string, Count>,
  after: Map<string, Count>,
): Promise<void> {
  const at = formatInstant(Date.now())
  const today = formatDate(Date.now())
  const rows = [...before.values()].flatMap((old) => {
    const fresh = after.get(old.period_end)
    const [measured, adopted] = [fresh?.measured ?? 0, fresh?.adopted ?? 0]
    if (old.period_end >= today || (measured === old.measured && adopted === old.adopted)) return []
    return [
      {
        at,
        why,
        period_end: old.period_end,
        measured_before: old.measured,
        adopted_before: old.adopted,
        measured_after: measured,
        adopted_after: adopted,
      },
    ]
  })
  await insertRows(store.writer, 'restatements', rows)
}
