import { adoption } from './adoption.ts'
import { type Day, formatDay, monthEnd, parseDay, utcDay, weekEnd } from './day.ts'
import { personDay } from './expectation.ts'
import type { Organisation } from './organisation.ts'
import { groupBy } from './population.ts'

/** A line of the dataset as its file has it; a later line of the same key holds. */
export type Figure = Record<string, string>

/** Business figures beside adoption at the end of the week or month that holds the end of their period. */
export function outcomes(
  org: Organisation,
  figures: Figure[],
  query: { from: Day; to: Day; grain: 'week' | 'month'; by: 'none' | 'department' },
): Record<string, unknown>[] {
  const endOf = (day: Day) => (query.grain === 'month' ? monthEnd(day) : weekEnd(day, org.program.weekStart))
  const wanted = figures.filter(({ department }) => (department === '') === (query.by === 'none'))
  const held = new Map(wanted.map((each) => [`${each.metric}\n${each.department}\n${each.period_end}`, each]))
  const series = groupBy([...held.values()], ({ metric, department }) => `${metric}\n${department}`)
  return [...series.values()].flatMap((own) => {
    const sorted = own.sort((a, b) => ((a.period_end ?? '') < (b.period_end ?? '') ? -1 : 1))
    // Of several in one period the last is left.
    const periods = new Map(sorted.map((figure) => [endOf(parseDay(figure.period_end ?? '')), figure]))
    return describe(org, [...periods], query.by).filter(
      ({ period }) => formatDay(query.from) <= period && period <= formatDay(query.to),
    )
  })
}

function describe(org: Organisation, periods: [Day, Figure][], by: 'none' | 'department') {
  const people = periods.map(([period, { department }]) => peopleAt(org, period, by, department ?? ''))
  const values = periods.map(([, figure]) => Number(figure.value))
  const firstLive = firstLiveEnd(org, by, periods[0]?.[1].department ?? '')
  const before = values.filter((_, n) => (periods[n]?.[0] ?? 0) < firstLive)
  const baseline = before.length === 0 ? null : before.reduce((sum, each) => sum + each, 0) / before.length
  return periods.map(([period, figure], n) => {
    const now = people[n] ?? nobody
    const earlier = n === 0 ? undefined : { value: values[n - 1] ?? 0, people: people[n - 1] ?? nobody }
    return {
      period: formatDay(period),
      group: figure.department ?? '',
      metric: figure.metric,
      period_end: figure.period_end,
      value: values[n] ?? 0,
      unit: figure.unit,
      better: figure.better,
      after_go_live: period >= firstLive,
      baseline,
      previous: earlier?.value ?? null,
      ...{ eligible: now.eligible, measured: now.measured, adopted: now.adopted, rate: now.rate },
      guardrail: guardrail(org, figure, { value: values[n] ?? 0, people: now }, earlier),
    }
  })
}

type People = { eligible: number; measured: number; adopted: number; rate: number | null }
const nobody: People = { eligible: 0, measured: 0, adopted: 0, rate: null }

function guardrail(
  org: Organisation,
  { better }: Figure,
  now: { value: number; people: People },
  earlier: { value: number; people: People } | undefined,
): string | null {
  const least = Math.max(1, org.program.floor)
  if (earlier === undefined || now.people.measured < least || earlier.people.measured < least) return null
  const isWorse = better === 'lower' ? now.value > earlier.value : now.value < earlier.value
  const isHigher = now.people.adopted * earlier.people.measured > earlier.people.adopted * now.people.measured
  return isWorse && isHigher ? 'red' : 'green'
}

function peopleAt(org: Organisation, on: Day, by: 'none' | 'department', department: string): People {
  const { rows, total } = adoption(org, { on, by: 'department' })
  return by === 'none' ? total : (rows.find(({ group }) => group === department) ?? nobody)
}

// The first week end or month end on which somebody of the group is eligible; snapshots reach back 400 days before the first event,
// and on to today.
function firstLiveEnd(org: Organisation, by: 'none' | 'department', department: string): Day {
  const days = org.events.map(({ occurredAt }) => utcDay(occurredAt))
  const people = [...org.people.values()]
  const last = Math.max(...days.map((day) => day + 40), utcDay(Date.now()))
  for (let day = Math.min(...days) - 400; day <= last; day++) {
    if (day !== monthEnd(day) && day !== weekEnd(day, org.program.weekStart)) continue
    const facts = people.map((person) => personDay(org, person, day))
    if (facts.some(({ eligible, row }) => eligible && (by === 'none' || row?.department === department))) return day
  }
  return Number.POSITIVE_INFINITY
}
