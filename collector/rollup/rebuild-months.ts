import type { Store } from '../store/open-store.ts'
import { command, queryRows } from '../store/query.ts'
import type { PersonMonths } from './change.ts'
import { dayBeside, firstOfMonth, lastOfMonth, monthBeside, monthSpan, type Range } from './month-span.ts'
import { rollupStatement } from './statements.ts'
import { suspectedPeople } from './suspected-people.ts'

/** Whose months were rebuilt, and the days whose masks may have changed. */
export type RebuiltMonths = Range & { people: string[] }

// These bound the memory of one statement.
const monthsPerStatement = 6
const daysPerMonth = 31
const eventsPerStatement = 10_000_000
// With fewer events a month, or people, looking for suspects first takes longer than looking at every action.
const eventsToSieve = 100_000
const peopleToSieve = 200

/** Above this many people a list costs more than taking everyone. */
export const peopleMax = 5000

/** Rebuilds flags and months of some people around the dates of their events. */
export async function rebuildMonthsOf(store: Store, changed: PersonMonths, generation: number): Promise<RebuiltMonths> {
  const people = await canonical(store, changed)
  const byMonths = new Map<string, Range & { people: string[] }>()
  for (const [person, { from, to }] of people) {
    const key = `${firstOfMonth(dayBeside(from, -7))}/${firstOfMonth(dayBeside(to, 7))}`
    const group = byMonths.get(key) ?? { from, to, people: [] }
    if (from < group.from) group.from = from
    if (to > group.to) group.to = to
    group.people.push(person)
    byMonths.set(key, group)
  }
  for (const group of byMonths.values()) await rebuildAround(store, group, group.people, generation)
  const days = [...people.values()]
  // A local date lies at most a day beside the UTC date.
  const from = dayBeside(days.map((range) => range.from).sort()[0] ?? '', -1)
  const to = dayBeside(
    days
      .map((range) => range.to)
      .sort()
      .at(-1) ?? '',
    1,
  )
  return { from, to, people: [...people.keys()] }
}

/** Rebuilds every flag and month of some people; `undefined` rebuilds everyone. */
export async function rebuildMonthsWhole(
  store: Store,
  people: string[] | undefined,
  generation: number,
): Promise<void> {
  const months = await monthSpan(store)
  if (months === undefined) return
  const listed = listOf(people ?? [])
  // Months leave out what is flagged, so the flags come first.
  await rebuildFlags(store, { from: months.from, to: lastOfMonth(months.to) }, listed, generation)
  await rebuildRows(store, months, listed, generation)
}

// An action may raise flags on others six days beside it, and a local date lies at most a day beside the UTC date.
async function rebuildAround(store: Store, { from, to }: Range, people: string[], generation: number): Promise<void> {
  const listed = listOf(people)
  const days = { from: dayBeside(from, -7), to: dayBeside(to, 7) }
  const months = { from: firstOfMonth(dayBeside(from, -1)), to: firstOfMonth(dayBeside(to, 1)) }
  await rebuildFlags(store, days, listed, generation)
  await rebuildRows(store, months, listed, generation)
  for (const edge of [firstOfMonth(days.from), firstOfMonth(days.to)]) {
    if (edge >= months.from && edge <= months.to) continue
    const flagged = await flaggedIn(store, edge, generation)
    if (flagged.length > 0) await rebuildRows(store, { from: edge, to: edge }, listOf(flagged), generation)
  }
}

async function rebuildFlags(store: Store, { from, to }: Range, people: string[], generation: number): Promise<void> {
  const monthRows = await largestMonth(store)
  const hasMany = monthRows > eventsToSieve && (people.length === 0 || people.length > peopleToSieve)
  const sieve = hasMany ? generation : 0
  const days = daysPerMonth * (people.length > 0 ? monthsPerStatement : monthsAtOnce(monthRows))
  for (let first = from; first <= to; first = dayBeside(first, days)) {
    const last = dayBeside(first, days - 1)
    const params = { people, from_date: first, to_date: last < to ? last : to, sieve, generation }
    if (hasMany) await flagSuspects(store, params)
    else await command(store.writer, rollupStatement('action_flags'), params)
    await command(store.writer, rollupStatement('action_flags_gone'), params)
  }
}

/** Looks for whom flags may be found of, and for flags of these alone. */
async function flagSuspects(store: Store, params: { people: string[]; generation: number }): Promise<void> {
  await command(store.writer, rollupStatement('flag_suspects'), params)
  const suspected = await suspectedPeople(store, params.generation, peopleMax + 1)
  const people = suspected.length > peopleMax ? params.people : suspected
  if (suspected.length > 0) await command(store.writer, rollupStatement('action_flags'), { ...params, people })
  await command(store.writer, 'TRUNCATE TABLE flag_suspects')
}

async function rebuildRows(store: Store, { from, to }: Range, people: string[], generation: number): Promise<void> {
  const months = people.length > 0 ? monthsPerStatement : monthsAtOnce(await largestMonth(store))
  for (let month = from; month <= to; month = monthBeside(month, months)) {
    const last = monthBeside(month, months - 1)
    const params = { people, month_from: month, month_to: last < to ? last : to, generation }
    await command(store.writer, rollupStatement('person_months'), params)
  }
}

const listOf = (people: string[]) => (people.length > peopleMax ? [] : people)

const monthsAtOnce = (rows: number) =>
  Math.min(monthsPerStatement, Math.max(1, Math.floor(eventsPerStatement / Math.max(1, rows))))

async function largestMonth(store: Store): Promise<number> {
  const [month] = await queryRows(
    store.writer,
    `SELECT max(month_rows) AS rows FROM (
       SELECT sum(rows) AS month_rows FROM system.parts
       WHERE active AND database = currentDatabase() AND table = 'events' GROUP BY partition)`,
  )
  return Number(month?.rows)
}

/** People with a flag of a month that a rebuild wrote or took back. */
async function flaggedIn(store: Store, month: string, generation: number): Promise<string[]> {
  const rows = await queryRows(
    store.writer,
    `SELECT DISTINCT person_key FROM action_flags
     WHERE generation = {generation:UInt64} AND date BETWEEN {month:Date} AND toLastDayOfMonth({month:Date})`,
    { generation, month },
  )
  return rows.map((row) => String(row.person_key))
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
