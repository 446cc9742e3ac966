import { z } from 'zod'
import type { CalendarDate } from '../../schema/calendar-date.ts'
import type { PhaseTarget, phaseRow } from '../../schema/routes/phases.ts'
import type { Scope } from '../access/scope.ts'
import { queryRows } from '../store/query.ts'
import { daysBetween, shiftDay, weekEndUpTo } from './calendar.ts'
import { countOf, type Fraction, type PhaseFigures } from './phase-figures.ts'
import type { PhaseLock } from './phase-locks.ts'
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
  t.target_adoption AS target_adoption, t.target_completeness AS target_completeness, t.target_represented AS target_represented
FROM current_phases AS p
INNER JOIN phase_targets AS t ON t.phase = p.phase
LEFT JOIN (SELECT person_key, any(person_id) AS person_id FROM identities GROUP BY person_key) AS i ON i.person_key = p.owner_key
LEFT JOIN (SELECT person_key, argMax(name, (valid_from, import_seq, line)) AS name FROM roster GROUP BY person_key) AS r ON r.person_key = p.owner_key
ORDER BY p.ordinal`

/** Phases of the program, in its order. */
export async function readPhases({ store }: GateDeps): Promise<PhaseFacts[]> {
  return queryRows(store.writer, allPhases, {}, phaseFacts)
}

/** Where a phase is looked at: the date, and whether the day before its go-live is asked for too. */
export type PhaseView = {
  on: CalendarDate
  weekStart: number
  withBaseline?: boolean
  locks: (phase: string, measure: PhaseTarget['measure']) => PhaseLock
}

const phaseMeasures = ['adoption', 'completeness', 'represented'] as const

/** Where one phase stands on a date. */
export async function describePhase(
  figures: PhaseFigures,
  scope: Scope,
  facts: PhaseFacts,
  view: PhaseView,
): Promise<z.input<typeof phaseRow>> {
  const { phase, name, go_live, target_date } = facts
  const { on } = view
  const counts = await figures.row('adoption', phase, on)
  const hidden = counts?.suppressed === true
  const targets = await Promise.all(
    phaseMeasures.map((measure) => describeTarget(figures, facts, { ...view, measure, hidden })),
  )
  const nobody = hidden ? null : 0
  return {
    phase,
    name,
    owner_id: scope.role === 'admin' && facts.owner_id !== '' ? facts.owner_id : null,
    owner_name: scope.role === 'admin' && facts.owner_name !== '' ? facts.owner_name : null,
    go_live,
    target_date,
    live: go_live <= on,
    days_left: target_date === null ? null : daysBetween(on, target_date),
    eligible: countOf(counts, 'eligible') ?? nobody,
    measured: countOf(counts, 'measured') ?? nobody,
    adopted: countOf(counts, 'adopted') ?? nobody,
    ...(hidden ? { suppressed: true as const } : {}),
    targets,
  }
}

type TargetQuestion = PhaseView & { measure: PhaseTarget['measure']; hidden: boolean }

async function describeTarget(
  figures: PhaseFigures,
  facts: PhaseFacts,
  { measure, on, weekStart, withBaseline = false, hidden, locks }: TargetQuestion,
): Promise<PhaseTarget> {
  const target = facts[`target_${measure}`]
  const at = (day: CalendarDate) => figures.fraction(measure, facts.phase, day)
  const targetDate = facts.target_date
  const fraction = hidden ? null : await at(on)
  const isOpen = fraction !== null && target !== null && targetDate !== null && targetDate > on
  const history = isOpen ? await readHistory(figures, facts, { measure, on, weekStart, fraction }) : []
  const before =
    withBaseline && !hidden && measure !== 'adoption' && facts.go_live > '1971'
      ? await at(shiftDay(facts.go_live, -1))
      : null
  const lock = locks(facts.phase, measure)
  // Whoever may not see the number of that day does not see the locked one either.
  const base = before && (lock.baseline?.fraction ?? before)
  const baseline = base && base.denominator > 0 ? base.numerator / base.denominator : null
  return {
    ...judgeTarget({ measure, target, targetDate, on, fraction, history, baseline }),
    locked: lock.target,
    proposed: lock.proposed === null ? null : lock.proposed / 10_000,
    baseline_locked: lock.baseline && { at: lock.baseline.at, by: lock.baseline.by, reason: lock.baseline.reason },
  }
}

type Point = { day: CalendarDate; share: number }

const weeksBackTo = [5, 4, 3, 2, 1, 0]

// Adoption at week ends stands in the snapshots; the others are asked again, and only where a target is still ahead.
async function readHistory(
  figures: PhaseFigures,
  facts: PhaseFacts,
  { measure, on, weekStart, fraction }: Pick<TargetQuestion, 'measure' | 'on' | 'weekStart'> & { fraction: Fraction },
): Promise<Point[]> {
  const last = weekEndUpTo(on, weekStart)
  if (measure === 'adoption') {
    const points = (await figures.curve(facts.phase)).flatMap(({ period, rate, partial }) =>
      rate === null || partial || period > last ? [] : [{ day: period, share: rate }],
    )
    return points.slice(-weeksBackTo.length)
  }
  const target = facts[`target_${measure}`] ?? 0
  if (fraction.numerator * 10_000 >= target * fraction.denominator) return []
  const ends = weeksBackTo.map((weeks) => shiftDay(last, -7 * weeks)).filter((day) => day >= facts.go_live)
  const fractions = await Promise.all(ends.map((day) => figures.fraction(measure, facts.phase, day)))
  return ends.flatMap((day, index) => {
    const each = fractions[index]
    return each && each.denominator > 0 ? [{ day, share: each.numerator / each.denominator }] : []
  })
}
