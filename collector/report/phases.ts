import { z } from 'zod'
import type { CalendarDate } from '../../schema/calendar-date.ts'
import type { MeasureAnswer } from '../../schema/routes/measures.ts'
import type { CurvePoint, PhaseTarget, phaseRow } from '../../schema/routes/phases.ts'
import type { Scope } from '../access/scope.ts'
import { queryRows } from '../store/query.ts'
import { daysBetween, shiftDay, weekEndUpTo } from './calendar.ts'
import { runMeasure } from './gate.ts'
import { judgeTarget } from './phase-target.ts'
import type { GateDeps } from './reading.ts'

const share = z.int().nullable()

const phaseFacts = z.object({
  phase: z.string(),
  name: z.string(),
  owner_key: z.string(),
  owner_id: z.string(),
  owner_name: z.string(),
  go_live: z.string(),
  target_date: z.string().nullable(),
  target_adoption: share,
  target_completeness: share,
  target_represented: share,
})

/** A phase as the program has it. */
export type PhaseFacts = z.infer<typeof phaseFacts>

// An owner is named in the program, which whoever reads it knows; still only who may see names gets the name.
const allPhases = `
SELECT p.phase AS phase, p.name AS name, p.owner_key AS owner_key, i.person_id AS owner_id, r.name AS owner_name,
  toString(p.go_live) AS go_live, toString(p.target_date) AS target_date,
  p.target_adoption AS target_adoption, p.target_completeness AS target_completeness, p.target_represented AS target_represented
FROM current_phases AS p
LEFT JOIN (SELECT person_key, any(person_id) AS person_id FROM identities GROUP BY person_key) AS i ON i.person_key = p.owner_key
LEFT JOIN (SELECT person_key, argMax(name, (valid_from, import_seq, line)) AS name FROM roster GROUP BY person_key) AS r ON r.person_key = p.owner_key
ORDER BY p.ordinal`

/** Phases of the program, in its order. */
export async function readPhases({ store }: GateDeps): Promise<PhaseFacts[]> {
  return queryRows(store.writer, allPhases, {}, phaseFacts)
}

/** Where one phase stands on a date. */
export async function describePhase(
  deps: GateDeps,
  scope: Scope,
  facts: PhaseFacts,
  { on, weekStart, withBaseline = false }: { on: CalendarDate; weekStart: number; withBaseline?: boolean },
): Promise<z.input<typeof phaseRow>> {
  const { phase, name, go_live, target_date } = facts
  const adoption = await runMeasure(deps, scope, { measure: 'adoption', on, filters: { phase: [phase] } })
  const counts = adoption.total
  const targets: PhaseTarget[] = []
  for (const measure of ['adoption', 'completeness', 'represented'] as const) {
    targets.push(
      await describeTarget(deps, scope, facts, { measure, on, weekStart, withBaseline, hidden: !!adoption.suppressed }),
    )
  }
  return {
    phase,
    name,
    owner_id: scope.role === 'admin' && facts.owner_id !== '' ? facts.owner_id : null,
    owner_name: scope.role === 'admin' && facts.owner_name !== '' ? facts.owner_name : null,
    go_live,
    target_date,
    live: go_live <= on,
    days_left: target_date === null ? null : daysBetween(on, target_date),
    eligible: countOf(counts, 'eligible') ?? (adoption.suppressed ? null : 0),
    measured: countOf(counts, 'measured') ?? (adoption.suppressed ? null : 0),
    adopted: countOf(counts, 'adopted') ?? (adoption.suppressed ? null : 0),
    ...(adoption.suppressed ? { suppressed: true as const } : {}),
    targets,
  }
}

type TargetQuestion = {
  measure: PhaseTarget['measure']
  on: CalendarDate
  weekStart: number
  withBaseline: boolean
  hidden: boolean
}

async function describeTarget(
  deps: GateDeps,
  scope: Scope,
  facts: PhaseFacts,
  { measure, on, weekStart, withBaseline, hidden }: TargetQuestion,
): Promise<PhaseTarget> {
  const target = facts[`target_${measure}`]
  const at = async (day: CalendarDate) => fractionOf(measure, await ask(deps, scope, measure, facts.phase, day))
  const targetDate = facts.target_date
  const fraction = hidden ? null : await at(on)
  const isOpen = fraction !== null && target !== null && targetDate !== null && targetDate > on
  const history = isOpen ? await readHistory(deps, scope, facts, { measure, on, weekStart, fraction }) : []
  const before =
    withBaseline && !hidden && measure !== 'adoption' && facts.go_live > '1971'
      ? await at(shiftDay(facts.go_live, -1))
      : null
  const baseline = before && before.denominator > 0 ? before.numerator / before.denominator : null
  return judgeTarget({ measure, target, targetDate, on, fraction, history, baseline })
}

type Point = { day: CalendarDate; share: number }

const weeksBack = 5

// Adoption at week ends stands in the snapshots; the others are asked again, and only where a target is still ahead.
async function readHistory(
  deps: GateDeps,
  scope: Scope,
  facts: PhaseFacts,
  { measure, on, weekStart, fraction }: Pick<TargetQuestion, 'measure' | 'on' | 'weekStart'> & { fraction: Fraction },
): Promise<Point[]> {
  const last = weekEndUpTo(on, weekStart)
  if (measure === 'adoption') {
    const curve = await readCurve(deps, scope, facts, last)
    const points = curve.flatMap(({ period, rate, partial }) =>
      rate === null || partial || period > last ? [] : [{ day: period, share: rate }],
    )
    return points.slice(-weeksBack - 1)
  }
  const target = facts[`target_${measure}`] ?? 0
  if (fraction.numerator * 10_000 >= target * fraction.denominator) return []
  const points: Point[] = []
  for (let weeks = weeksBack; weeks >= 0; weeks--) {
    const day = shiftDay(last, -7 * weeks)
    if (day < facts.go_live) continue
    const each = fractionOf(measure, await ask(deps, scope, measure, facts.phase, day))
    if (each && each.denominator > 0) points.push({ day, share: each.numerator / each.denominator })
  }
  return points
}

type Fraction = { numerator: number; denominator: number }

function ask(deps: GateDeps, scope: Scope, measure: PhaseTarget['measure'], phase: string, on: CalendarDate) {
  const question = measure === 'adoption' ? { filters: { phase: [phase] } } : { within: phase }
  return runMeasure(deps, scope, { measure, on, ...question })
}

const parts = {
  adoption: ['adopted', 'measured'],
  completeness: ['complete', 'records'],
  represented: ['represented', 'universe'],
} as const

function fractionOf(measure: PhaseTarget['measure'], { total, suppressed }: MeasureAnswer) {
  if (suppressed) return null
  const [above, below] = parts[measure]
  const numerator = countOf(total, above)
  const denominator = countOf(total, below)
  return numerator === null || denominator === null ? null : { numerator, denominator }
}

function countOf(total: MeasureAnswer['total'], name: string): number | null {
  const value = total?.[name]
  return typeof value === 'number' ? value : null
}

const curveDaysMax = 5 * 365

/** Adoption of a phase by weeks since its go-live. */
export async function readCurve(
  deps: GateDeps,
  scope: Scope,
  { phase, go_live }: PhaseFacts,
  on: CalendarDate,
): Promise<CurvePoint[]> {
  if (go_live > on) return []
  const earliest = shiftDay(on, -curveDaysMax)
  const from = go_live > earliest ? go_live : earliest
  const series = await runMeasure(deps, scope, { measure: 'adoption_trend', from, to: on, filters: { phase: [phase] } })
  return series.rows.map((row) => {
    const period = String(row.period)
    const week = Math.floor(daysBetween(from, period) / 7)
    if (row.suppressed)
      return { week, period, partial: false, measured: null, adopted: null, rate: null, suppressed: true }
    return {
      week,
      period,
      partial: row.partial === true,
      measured: countOf(row, 'measured'),
      adopted: countOf(row, 'adopted'),
      rate: typeof row.rate === 'number' ? row.rate : null,
    }
  })
}
