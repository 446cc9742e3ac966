import { type AdoptionRow, adoption } from './adoption.ts'
import type { Day } from './day.ts'
import { personDay } from './expectation.ts'
import type { Organisation } from './organisation.ts'
import { type PeopleFilter, peopleOn } from './population.ts'
import { stateOf } from './state.ts'
import { tenThousandths } from './ten-thousandths.ts'

/** A target as the exact fraction `sum ÷ count` of ten-thousandths. */
interface Target {
  sum: number
  count: number
}

/** One department against its target; `null` where there is no target or nobody measured. */
export interface CoverageRow {
  department: string
  measured: number
  adopted: number
  rate: number | null
  target: number | null
  /** Has a target and enough measured people. */
  measurable: boolean
  at_target: boolean | null
  people_gap: number | null
}

/** The headline; means are over measurable departments. */
export interface CoverageTotal {
  departments: number
  measurable: number
  at_target: number
  share: number | null
  mean: number | null
  weighted_mean: number | null
  worst: string | null
}

/** Coverage of departments with eligible people on a date. */
export function coverage(
  org: Organisation,
  query: { on: Day; filter?: PeopleFilter },
): { rows: CoverageRow[]; total: CoverageTotal } {
  const departments = adoption(org, { ...query, by: 'department' }).rows
  const rows = departments.map((row) => judgeDepartment(org, row, query))
  return { rows, total: headline(rows) }
}

function judgeDepartment(org: Organisation, row: AdoptionRow, query: { on: Day; filter?: PeopleFilter }): CoverageRow {
  const { group: department, measured, adopted, rate } = row
  const target = targetOf(org, department, query)
  const counts = { department, measured, adopted, rate }
  if (target === null) return { ...counts, target: null, measurable: false, at_target: null, people_gap: null }
  const { sum, count } = target
  const unit = 10_000 * count
  return {
    ...counts,
    target: sum / unit,
    measurable: measured >= org.program.floor && measured > 0,
    at_target: measured === 0 ? null : adopted * unit >= sum * measured,
    people_gap: Math.max(0, ceilFraction(sum * measured, unit) - adopted),
  }
}

function targetOf(org: Organisation, department: string, query: { on: Day; filter?: PeopleFilter }): Target | null {
  const { departments, targets } = org.program.file
  const own = departments?.[department]?.targets?.adoption
  if (own !== undefined) return { sum: tenThousandths(own), count: 1 }
  const ofPhases = peopleOn(org, query.on, { ...query.filter, department })
    .filter((person) => !['not_eligible', 'not_measured'].includes(stateOf(org, person, query.on).state))
    .map((person) => personDay(org, person, query.on).phase?.adoptionTarget ?? null)
    .filter((target) => target !== null)
  if (ofPhases.length > 0) return { sum: ofPhases.reduce((sum, target) => sum + target, 0), count: ofPhases.length }
  return targets?.adoption === undefined ? null : { sum: tenThousandths(targets.adoption), count: 1 }
}

function headline(rows: CoverageRow[]): CoverageTotal {
  const measurable = rows.filter((row) => row.measurable)
  const atTarget = measurable.filter((row) => row.at_target === true).length
  const sum = (numbers: number[]) => numbers.reduce((total, each) => total + each, 0)
  const measured = sum(measurable.map((row) => row.measured))
  const rates = measurable.map((row) => row.rate ?? 0)
  const worst = measurable.filter((row) => row.rate === Math.min(...rates))[0]
  return {
    departments: rows.length,
    measurable: measurable.length,
    at_target: atTarget,
    share: measurable.length === 0 ? null : atTarget / measurable.length,
    mean: measurable.length === 0 ? null : sum(rates) / measurable.length,
    weighted_mean: measured === 0 ? null : sum(measurable.map((row) => row.adopted)) / measured,
    worst: worst?.department ?? null,
  }
}

function ceilFraction(numerator: number, denominator: number): number {
  return (numerator - (numerator % denominator)) / denominator + (numerator % denominator > 0 ? 1 : 0)
}
