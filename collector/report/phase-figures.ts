import type { CalendarDate } from '../../schema/calendar-date.ts'
import type { MeasureAnswer } from '../../schema/routes/measures.ts'
import type { CurvePoint, PhaseTarget } from '../../schema/routes/phases.ts'
import type { Scope } from '../access/scope.ts'
import { daysBetween, shiftDay } from './calendar.ts'
import { runMeasure } from './gate.ts'
import type { GateDeps } from './reading.ts'

type Row = MeasureAnswer['rows'][number]
type PhaseMeasure = PhaseTarget['measure']

/** A share as its two counts. */
export type Fraction = { numerator: number; denominator: number }

/** What the measures say of every phase; a question is asked once for all of them, when the first needs it. */
export type PhaseFigures = {
  /** The row of a phase; undefined when nothing is there to count. */
  row(measure: PhaseMeasure, phase: string, day: CalendarDate): Promise<Row | undefined>
  /** Null where the group is too small to show, or nothing is there. */
  fraction(measure: PhaseMeasure, phase: string, day: CalendarDate): Promise<Fraction | null>
  /** Adoption of a phase by weeks since its go-live. */
  curve(phase: string): Promise<CurvePoint[]>
}

type Live = { phase: string; go_live: CalendarDate }

const curveDaysMax = 5 * 365

/** Opens the figures of the phases up to a date, as the viewer may see them. */
export function openPhaseFigures(
  deps: GateDeps,
  scope: Scope,
  { phases, on }: { phases: readonly Live[]; on: CalendarDate },
): PhaseFigures {
  const days = new Map<string, Promise<Map<string, Row>>>()
  const earliest = shiftDay(on, -curveDaysMax)
  const fromOf = ({ go_live }: Live) => (go_live > earliest ? go_live : earliest)
  let series: Promise<Row[]> | undefined

  function rowsOn(measure: PhaseMeasure, day: CalendarDate): Promise<Map<string, Row>> {
    const known = days.get(`${measure} ${day}`)
    if (known !== undefined) return known
    const asked = runMeasure(deps, scope, { measure, on: day, eachPhase: true }).then(
      ({ rows }) => new Map(rows.map((row) => [String(row.phase), row])),
    )
    days.set(`${measure} ${day}`, asked)
    return asked
  }

  async function periods(): Promise<Row[]> {
    const [from] = phases.map(fromOf).sort()
    if (from === undefined || from > on) return []
    return (await runMeasure(deps, scope, { measure: 'adoption_trend', from, to: on, eachPhase: true })).rows
  }

  return {
    row: async (measure, phase, day) => (await rowsOn(measure, day)).get(phase),
    fraction: async (measure, phase, day) => fractionOf(measure, (await rowsOn(measure, day)).get(phase)),
    async curve(phase) {
      const facts = phases.find((each) => each.phase === phase)
      if (!facts || facts.go_live > on) return []
      const from = fromOf(facts)
      series ??= periods()
      return (await series)
        .filter((row) => row.phase === phase && String(row.period) >= from)
        .map((row) => pointOf(row, from))
    },
  }
}

function pointOf(row: Row, from: CalendarDate): CurvePoint {
  const period = String(row.period)
  const week = Math.floor(daysBetween(from, period) / 7)
  const definition = String(row.definition)
  if (row.suppressed) {
    return { week, period, definition, partial: false, measured: null, adopted: null, rate: null, suppressed: true }
  }
  return {
    week,
    period,
    definition,
    partial: row.partial === true,
    measured: countOf(row, 'measured'),
    adopted: countOf(row, 'adopted'),
    rate: typeof row.rate === 'number' ? row.rate : null,
  }
}

const parts = {
  adoption: ['adopted', 'measured'],
  completeness: ['complete', 'records'],
  represented: ['represented', 'universe'],
} as const

function fractionOf(measure: PhaseMeasure, row: Row | undefined): Fraction | null {
  const [above, below] = parts[measure]
  const numerator = countOf(row, above)
  const denominator = countOf(row, below)
  return numerator === null || denominator === null ? null : { numerator, denominator }
}

/** A count of a row; null where the row is hidden or has none. */
export function countOf(row: Row | undefined, name: string): number | null {
  const value = row?.[name]
  return typeof value === 'number' ? value : null
}
