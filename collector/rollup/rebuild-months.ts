import { addMonths } from 'date-fns/addMonths'
import { format } from 'date-fns/format'
import { parseISO } from 'date-fns/parseISO'
import { startOfMonth } from 'date-fns/startOfMonth'
import type { Store } from '../store/open-store.ts'
import { command, queryRows } from '../store/query.ts'
import type { PersonMonths } from './change.ts'
import { type RollupStatement, rollupStatement } from './statements.ts'

type Range = { from: string; to: string }

const steps: RollupStatement[] = ['action_flags', 'action_flags_gone', 'person_months']

// These bound the memory of one statement.
const monthsPerStatement = 6
const eventsPerStatement = 10_000_000
// Above this many people a list costs more than rebuilding everyone.
const peopleMax = 5000

/** Rebuilds flags and months of some people around the dates of their events; answers the first day that may have changed. */
export async function rebuildMonthsOf(store: Store, changed: PersonMonths, generation: number): Promise<string> {
  const byRange = new Map<string, { range: Range; people: string[] }>()
  for (const [person, { from, to }] of await canonical(store, changed)) {
    // A local date lies at most a day beside the UTC date, and an action may raise flags on others six days beside it.
    const range = { from: firstOfMonth(from, -7), to: firstOfMonth(to, 7) }
    const key = `${range.from}/${range.to}`
    const group = byRange.get(key) ?? { range, people: [] }
    group.people.push(person)
    byRange.set(key, group)
  }
  for (const { range, people } of byRange.values()) await rebuild(store, range, people, generation)
  return [...changed.values()].map(({ from }) => dayBeside(from, -1)).sort()[0] ?? ''
}

/** Rebuilds every flag and month of some people; `undefined` rebuilds everyone. */
export async function rebuildMonthsWhole(
  store: Store,
  people: string[] | undefined,
  generation: number,
): Promise<void> {
  const months = await monthSpan(store)
  if (months !== undefined) await rebuild(store, months, people ?? [], generation)
}

/** First and last local month that events or rollups can be of; undefined when there are none. */
export async function monthSpan(store: Store): Promise<Range | undefined> {
  const [span] = await queryRows(
    store.writer,
    `SELECT min(first_day) AS first, max(last_day) AS last, sum(days) AS rows FROM (
       SELECT min(date) AS first_day, max(date) AS last_day, count() AS days FROM events HAVING days > 0
       UNION ALL SELECT min(month), max(month), count() AS days FROM person_months HAVING days > 0)`,
  )
  if (span === undefined || Number(span.rows) === 0) return undefined
  return { from: firstOfMonth(String(span.first), -1), to: firstOfMonth(String(span.last), 1) }
}

async function rebuild(store: Store, { from, to }: Range, people: string[], generation: number): Promise<void> {
  const listed = people.length > peopleMax ? [] : people
  const months = listed.length > 0 ? monthsPerStatement : await monthsAtOnce(store)
  for (let month = from; month <= to; month = nextMonth(month, months)) {
    const last = nextMonth(month, months - 1)
    const month_to = last < to ? last : to
    const params = { people: listed, month_from: month, month_to, generation }
    // Months leave out what is flagged, so the flags come first.
    for (const step of steps) await command(store.writer, rollupStatement(step), params)
  }
}

async function monthsAtOnce(store: Store): Promise<number> {
  const [month] = await queryRows(
    store.writer,
    `SELECT max(month_rows) AS rows FROM (
       SELECT sum(rows) AS month_rows FROM system.parts
       WHERE active AND database = currentDatabase() AND table = 'events' GROUP BY partition)`,
  )
  const fitting = Math.floor(eventsPerStatement / Math.max(1, Number(month?.rows)))
  return Math.min(monthsPerStatement, Math.max(1, fitting))
}

// Events name the id they were sent with; the rollup keeps them under the person the id belongs to.
async function canonical(store: Store, changed: PersonMonths): Promise<PersonMonths> {
  const aliases = await queryRows(store.writer, 'SELECT alias_key, person_key FROM current_aliases')
  const owners = new Map(aliases.map((row) => [String(row.alias_key), String(row.person_key)]))
  const people: PersonMonths = new Map()
  for (const [key, range] of changed) {
    const person = owners.get(key) ?? key
    const known = people.get(person)
    const from = known && known.from < range.from ? known.from : range.from
    const to = known && known.to > range.to ? known.to : range.to
    people.set(person, { from, to })
  }
  return people
}

const firstOfMonth = (day: string, days: number) => format(startOfMonth(parseISO(dayBeside(day, days))), 'yyyy-MM-dd')
const nextMonth = (month: string, months: number) => format(addMonths(parseISO(month), months), 'yyyy-MM-dd')

function dayBeside(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
