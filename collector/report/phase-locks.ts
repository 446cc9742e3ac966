import { z } from 'zod'
import type { CalendarDate } from '../../schema/calendar-date.ts'
import type { PhaseTarget } from '../../schema/routes/phases.ts'
import { insertRows } from '../store/insert-rows.ts'
import { formatInstant, parseStoredInstant } from '../store/instant.ts'
import type { Store } from '../store/open-store.ts'
import { queryRows } from '../store/query.ts'
import type { Fraction } from './phase-figures.ts'

type Lock = NonNullable<PhaseTarget['locked']>

/** What holds for one measure of a phase: its locked target and its locked baseline. */
export type PhaseLock = {
  target: Lock | null
  proposed: number | null
  baseline: (Lock & { fraction: Fraction }) | null
}

const lockRow = z.object({
  phase: z.string(),
  measure: z.string(),
  target: z.int(),
  proposed: z.int().nullable(),
  at: z.string(),
  by: z.string(),
  reason: z.string(),
})

const targetLocks = `
SELECT l.phase AS phase, l.measure AS measure, l.target AS target, toString(l.locked_at) AS at, l.locked_by AS by, l.reason AS reason,
  multiIf(l.measure = 'adoption', p.target_adoption, l.measure = 'completeness', p.target_completeness, p.target_represented) AS proposed
FROM phase_locks AS l
INNER JOIN (SELECT * FROM program_phases FINAL WHERE version = (SELECT version FROM current_version)) AS p ON p.phase = l.phase`

const baselineRow = z.object({
  phase: z.string(),
  measure: z.string(),
  numerator: z.int(),
  denominator: z.int(),
  at: z.string(),
  by: z.string(),
})

// The first to be locked holds; another go-live is another baseline.
const baselines = `
SELECT b.phase AS phase, b.measure AS measure, b.numerator AS numerator, b.denominator AS denominator, toString(b.locked_at) AS at, b.locked_by AS by
FROM phase_baselines AS b INNER JOIN current_phases AS p ON p.phase = b.phase AND b.on_day = p.go_live - 1
ORDER BY b.locked_at, b.locked_by LIMIT 1 BY phase, measure`

/** The locks of every phase, by phase and measure. */
export async function readPhaseLocks(
  store: Store,
): Promise<(phase: string, measure: PhaseTarget['measure']) => PhaseLock> {
  const [targets, bases] = await Promise.all([
    queryRows(store.writer, targetLocks, {}, lockRow),
    queryRows(store.writer, baselines, {}, baselineRow),
  ])
  return (phase, measure) => {
    const target = targets.find((row) => row.phase === phase && row.measure === measure)
    const base = bases.find((row) => row.phase === phase && row.measure === measure)
    return {
      target: target ? { at: isoOf(target.at), by: target.by, reason: target.reason } : null,
      proposed: target && target.proposed !== target.target ? target.proposed : null,
      baseline: base
        ? {
            at: isoOf(base.at),
            by: base.by,
            reason: '',
            fraction: { numerator: base.numerator, denominator: base.denominator },
          }
        : null,
    }
  }
}

/** What a baseline is locked with. */
export type Baseline = { phase: string; measure: PhaseTarget['measure']; on: CalendarDate; fraction: Fraction }

/** Locks baselines; one that is locked already stays as it is. */
export async function lockBaselines(
  store: Store,
  found: readonly Baseline[],
  { by, definition }: { by: string; definition: string },
): Promise<void> {
  const locked_at = formatInstant(Date.now())
  const rows = found.map(({ phase, measure, on, fraction }) => ({
    ...{ phase, measure, on_day: on, ...fraction },
    ...{ definition, locked_at, locked_by: by },
  }))
  await insertRows(store.writer, 'phase_baselines', rows)
}

const isoOf = (stored: string) => new Date(parseStoredInstant(stored)).toISOString()
