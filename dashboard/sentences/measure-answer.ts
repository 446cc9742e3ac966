import type { z } from 'zod'
import type { adoptionRow } from '../../schema/measures/adoption.ts'
import type { adoptionTrendRow } from '../../schema/measures/adoption-trend.ts'
import type { circleTotal } from '../../schema/measures/circle.ts'
import type { completenessFieldRow, completenessRow } from '../../schema/measures/completeness.ts'
import type { concentrationRow } from '../../schema/measures/concentration.ts'
import type { coverageRow, coverageTotal } from '../../schema/measures/coverage.ts'
import type { dualEntryRow } from '../../schema/measures/dual-entry.ts'
import type { effortRow } from '../../schema/measures/effort.ts'
import type { entryLagRow } from '../../schema/measures/entry-lag.ts'
import type { giveGetRow } from '../../schema/measures/give-get.ts'
import type { habitRow } from '../../schema/measures/habit.ts'
import type { layersRow } from '../../schema/measures/layers.ts'
import type { lifecycleRow } from '../../schema/measures/lifecycle.ts'
import type { movementRow } from '../../schema/measures/movement.ts'
import type { outcomesRow } from '../../schema/measures/outcomes.ts'
import type { perfunctoryRow } from '../../schema/measures/perfunctory.ts'
import type { pulseRow } from '../../schema/measures/pulse.ts'
import type { reachRow } from '../../schema/measures/reach.ts'
import type { representedRow } from '../../schema/measures/represented.ts'
import type { retentionRow } from '../../schema/measures/retention.ts'
import type { stickinessRow } from '../../schema/measures/stickiness.ts'
import type { tasksRow } from '../../schema/measures/tasks.ts'
import type { timeToValueRow } from '../../schema/measures/time-to-value.ts'
import type { trainingRow } from '../../schema/measures/training.ts'
import type { verifiedRow } from '../../schema/measures/verified.ts'
import type { voiceRow } from '../../schema/measures/voice.ts'

/** A group that is not shown because too few people are in it, or in a sibling. */
export interface Suppressed {
  suppressed: true
}

/** A row of a measure, or the mark that it is not shown. */
export type Shown<Row> = Row | Suppressed

/** A row of `adoption`. */
export type Adoption = z.infer<typeof adoptionRow>
/** A row of `adoption_trend`. */
export type AdoptionPeriod = z.infer<typeof adoptionTrendRow>
/** A row of `completeness`. */
export type Completeness = z.infer<typeof completenessRow>
/** A row of `completeness` by field. */
export type CompletenessField = z.infer<typeof completenessFieldRow>
/** A row of `coverage` with its department. */
export type DepartmentCoverage = z.infer<typeof coverageRow> & { department: string }
/** The total of `coverage`. */
export type CoverageTotal = z.infer<typeof coverageTotal>
/** A row of `represented`. */
export type Represented = z.infer<typeof representedRow>
/** A row of `movement`. */
export type Movement = z.infer<typeof movementRow>
/** A row of `verified`. */
export type Verified = z.infer<typeof verifiedRow>
/** A row of `perfunctory`. */
export type Perfunctory = z.infer<typeof perfunctoryRow>
/** A row of `give_get`. */
export type GiveGet = z.infer<typeof giveGetRow>
/** A row of `dual_entry` with its task. */
export type DualEntry = z.infer<typeof dualEntryRow> & { task: string }
/** A row of `pulse` with its kind. */
export type Pulse = z.infer<typeof pulseRow> & { kind: string }
/** A row of `training` with its course. */
export type Training = z.infer<typeof trainingRow> & { course: string }
/** A row of `tasks` with its task. */
export type Tasks = z.infer<typeof tasksRow> & { task: string }
/** A row of `lifecycle`. */
export type Lifecycle = z.infer<typeof lifecycleRow>
/** A row of `habit`. */
export type Habit = z.infer<typeof habitRow>
/** A row of `reach`. */
export type Reach = z.infer<typeof reachRow>
/** A row of `retention`. */
export type Retention = z.infer<typeof retentionRow>
/** A row of `time_to_value`. */
export type TimeToValue = z.infer<typeof timeToValueRow>
/** A row of `effort` with its task; an empty one is all entering. */
export type Effort = z.infer<typeof effortRow> & { task: string }
/** A row of `entry_lag`. */
export type EntryLag = z.infer<typeof entryLagRow>
/** A row of `layers`. */
export type Layers = z.infer<typeof layersRow>
/** A row of `concentration`. */
export type Concentration = z.infer<typeof concentrationRow>
/** A row of `stickiness`. */
export type Stickiness = z.infer<typeof stickinessRow>
/** A row of `outcomes` with its metric and department. */
export type Outcome = z.infer<typeof outcomesRow> & { metric: string; department: string }
/** A row of `voice` with what it is about. */
export type Voice = z.infer<typeof voiceRow> & { question: string; state: string; reason: string }
/** The total of `circle`. */
export type CircleTotal = z.infer<typeof circleTotal>

/** The row when it is there and shown, else null. */
export function shown<Row extends object>(row: Row | null | undefined): Exclude<Row, Suppressed> | null {
  return row !== null && row !== undefined && isShown(row) ? row : null
}

/** The rows that are shown. */
export function shownRows<Row extends object>(rows: readonly Row[]): Exclude<Row, Suppressed>[] {
  return rows.filter(isShown)
}

function isShown<Row extends object>(row: Row): row is Exclude<Row, Suppressed> {
  return !('suppressed' in row) || row.suppressed !== true
}
