import { adoption } from './adoption.ts'
import { type Day, daysBetween, monthEnd, weekEnd } from './day.ts'
import { personDay } from './expectation.ts'
import type { Organisation } from './organisation.ts'
import { isComplete, isOpen, judgeFields } from './record-quality.ts'
import { ownerDepartment, recordsOn } from './records.ts'
import { takenDays } from './taken.ts'
import { measuredPeople } from './tasks.ts'

/** One department at the end of one period, or the organisation with the group ''. */
export interface CircleRow {
  period: Day
  partial: boolean
  group: string
  measured: number
  adopted: number
  adoption: number | null
  records: number | null
  completeness: number | null
  taken: number
  taken_per_head: number | null
}

/** How one thing goes with the other one period later. */
export interface Link {
  r: number | null
  low: number | null
  high: number | null
  pairs: number
}

interface Range {
  from: Day
  to: Day
  grain: 'week' | 'month'
  completeThrough: Day
}

type Figure = 'adoption' | 'completeness' | 'taken_per_head'

interface Care {
  records: number
  complete: number
  owners: number
}

/** Rows by department and of everyone, and the links between neighbouring periods. */
export function circle(org: Organisation, range: Range) {
  const endOf = (day: Day) => (range.grain === 'month' ? monthEnd(day) : weekEnd(day, org.program.weekStart))
  const ends = daysBetween(range.from, range.to).filter((day) => endOf(day) === day)
  const periods = ends.map((period) => ({
    period,
    partial: period > range.completeThrough,
    ...periodOf(org, period, range),
  }))
  const flat = <Row>(pick: (of: (typeof periods)[number]) => Row[]) =>
    periods.flatMap((each) => pick(each).map((row) => ({ period: each.period, partial: each.partial, ...row })))
  const departments: CircleRow[] = flat(({ departments }) => departments)
  const link = (first: Figure, second: Figure) => linkOf(org, departments, endOf, first, second)
  return {
    departments,
    whole: flat(({ whole }) => whole),
    links: {
      adoption_then_completeness: link('adoption', 'completeness'),
      completeness_then_adoption: link('completeness', 'adoption'),
      taken_then_completeness: link('taken_per_head', 'completeness'),
      completeness_then_taken: link('completeness', 'taken_per_head'),
    },
  }
}

function periodOf(org: Organisation, period: Day, { grain }: Range) {
  const first = grain === 'month' ? monthEnd(period - 31) + 1 : period - 6
  const people = adoption(org, { on: period, by: 'department' })
  const care = careOf(org, period)
  const hidden = hiddenGroups(care, floorOf(org))
  const takenBy = (isIn: (department: string) => boolean) =>
    measuredPeople(org, period)
      .filter((person) => isIn(personDay(org, person, period).row?.department ?? ''))
      .reduce((sum, person) => sum + takenDays(org, person).filter((day) => first <= day && day <= period).length, 0)
  const departments = people.rows.map(({ group, measured, adopted }) => {
    const seen = hidden.has(group) ? null : (care.get(group) ?? nothing)
    return figuresOf(
      group,
      measured,
      adopted,
      seen,
      takenBy((name) => name === group),
    )
  })
  const all = [...care.values()].reduce(add, nothing)
  const isFew = all.owners > 0 && all.owners < floorOf(org)
  const { measured, adopted, eligible } = people.total
  const whole = figuresOf(
    '',
    measured,
    adopted,
    isFew ? null : all,
    takenBy(() => true),
  )
  return { departments, whole: eligible > 0 ? [whole] : [] }
}

const nothing: Care = { records: 0, complete: 0, owners: 0 }

function add(a: Care, b: Care): Care {
  return { records: a.records + b.records, complete: a.complete + b.complete, owners: a.owners + b.owners }
}

function figuresOf(group: string, measured: number, adopted: number, care: Care | null, taken: number) {
  const share = (part: number, whole: number) => (whole === 0 ? null : part / whole)
  return {
    ...{ group, measured, adopted, adoption: share(adopted, measured) },
    ...{ records: care?.records ?? null, completeness: care === null ? null : share(care.complete, care.records) },
    ...{ taken, taken_per_head: share(taken, measured) },
  }
}

function floorOf(org: Organisation): number {
  const { floor = 5, sponsor_floor = 10 } = org.program.file.privacy ?? {}
  return Math.max(floor, sponsor_floor)
}

function careOf(org: Organisation, on: Day): Map<string, Care> {
  const owners = new Map<string, Set<string>>()
  const care = new Map<string, Care>()
  for (const record of recordsOn(org, on)) {
    const fields = judgeFields(org, record)
    if (!isOpen(org, record) || !fields.some(({ isCritical }) => isCritical)) continue
    const department = ownerDepartment(org, record, on)
    const ids = owners.get(department) ?? new Set()
    owners.set(department, ids)
    if (record.ownerId !== '') ids.add(org.roster.personOf.get(record.ownerId) ?? record.ownerId)
    const complete = isComplete(fields) ? 1 : 0
    care.set(department, {
      ...add(care.get(department) ?? nothing, { ...nothing, records: 1, complete }),
      owners: ids.size,
    })
  }
  return care
}

// As section 9 of the definitions: who is too few hides, then the smallest of the others until it is a crowd of two groups.
function hiddenGroups(care: Map<string, Care>, floor: number): Set<string> {
  const owned = [...care].filter(([, { owners }]) => owners > 0)
  const bySize = owned.sort(([a, x], [b, y]) => x.owners - y.owners || (a < b ? -1 : 1))
  const hidden = bySize.filter(([, { owners }]) => owners < floor)
  const people = () => hidden.reduce((sum, [, { owners }]) => sum + owners, 0)
  while (hidden.length > 0 && (people() < floor || hidden.length < 2)) {
    const next = bySize[hidden.length]
    if (next === undefined) break
    hidden.push(next)
  }
  return new Set(hidden.map(([name]) => name))
}

function linkOf(org: Organisation, rows: CircleRow[], endOf: (day: Day) => Day, first: Figure, second: Figure): Link {
  const enough = rows.filter(({ measured, partial }) => !partial && measured >= floorOf(org))
  const pairs = enough.flatMap((row) => {
    const next = enough.find(({ group, period }) => group === row.group && period === endOf(row.period + 1))
    const [x, y] = [row[first], next?.[second]]
    return x === null || y === null || y === undefined ? [] : [{ group: row.group, x, y }]
  })
  const groups = new Set(pairs.map(({ group }) => group))
  const freedom = pairs.length - groups.size - 2
  const r = correlation([...groups].flatMap((group) => centred(pairs.filter((pair) => pair.group === group))))
  if (r === null || freedom < 1) return { r: null, low: null, high: null, pairs: pairs.length }
  const end = (sign: 1 | -1) => Math.tanh(Math.atanh(r) + (sign * 1.959963984540054) / Math.sqrt(freedom))
  return { r, low: end(-1), high: end(1), pairs: pairs.length }
}

function centred(pairs: { x: number; y: number }[]): { x: number; y: number }[] {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [meanX, meanY] = [mean(pairs.map(({ x }) => x)), mean(pairs.map(({ y }) => y))]
  return pairs.map(({ x, y }) => ({ x: x - meanX, y: y - meanY }))
}

function correlation(pairs: { x: number; y: number }[]): number | null {
  const sum = (of: (pair: { x: number; y: number }) => number) => pairs.reduce((all, pair) => all + of(pair), 0)
  const [xx, yy, xy] = [sum(({ x }) => x * x), sum(({ y }) => y * y), sum(({ x, y }) => x * y)]
  return xx < 1e-12 || yy < 1e-12 ? null : Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)))
}
