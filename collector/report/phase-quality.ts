import type { z } from 'zod'
import type { CalendarDate } from '../../schema/calendar-date.ts'
import type { Basis } from '../../schema/measures/measure.ts'
import type { phaseQuality } from '../../schema/routes/phase-report-parts.ts'
import type { Scope } from '../access/scope.ts'
import { runMeasure } from './gate.ts'
import { countOf } from './phase-figures.ts'
import type { GateDeps } from './reading.ts'

type Quality = z.input<typeof phaseQuality>

// Cleaning up lifts how records stand; only better entry lifts how they were a day after they were made.
const reported = ['stock', 'first_pass'] as const satisfies Basis[]

/** Quality of the records that the people of a phase own: as they stand, and at first pass. */
export async function readPhaseQuality(
  deps: GateDeps,
  scope: Scope,
  { phase, on }: { phase: string; on: CalendarDate },
): Promise<Quality[]> {
  const at = async (basis: Basis): Promise<Quality> => {
    const answer = await runMeasure(deps, scope, { measure: 'completeness', on, basis, eachPhase: true })
    const row = answer.rows.find((each) => each.phase === phase)
    const nothing = row === undefined ? 0 : null
    return {
      basis,
      from: basis === 'stock' ? null : (answer.from ?? null),
      records: countOf(row, 'records') ?? nothing,
      complete: countOf(row, 'complete') ?? nothing,
      rate: countOf(row, 'rate'),
      mean_score: countOf(row, 'mean_score'),
      ...(row?.suppressed ? { suppressed: true as const } : {}),
    }
  }
  return Promise.all(reported.map(at))
}
