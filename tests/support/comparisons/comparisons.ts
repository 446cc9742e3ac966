import type { MeasureName } from '../../../schema/measures/registry.ts'
import {
  compareConcentration,
  compareEffort,
  compareGiveGet,
  compareHabit,
  compareLayers,
  compareReach,
  compareStickiness,
  compareTasks,
  compareTraining,
} from './activity.ts'
import { compareAdoption, compareCoverage, compareTrend } from './adoption.ts'
import type { Comparison } from './comparison.ts'
import { compareLifecycle, compareRetention, compareTimeToValue } from './lifecycle.ts'
import {
  compareCompleteness,
  compareDuplicates,
  compareFreshness,
  compareOrphaned,
  comparePollution,
  compareRepresented,
} from './records.ts'
import { compareDualEntry, compareEntryLag, compareMovement, comparePerfunctory, compareVerified } from './trust.ts'
import { compareCircle, compareOutcomes, comparePulse, compareVoice } from './voice.ts'

/** How each measure is held against the oracle; a measure without a line here does not compile. */
export const comparisons: Record<MeasureName, Comparison> = {
  adoption: compareAdoption,
  adoption_trend: compareTrend,
  coverage: compareCoverage,
  completeness: compareCompleteness,
  represented: compareRepresented,
  movement: compareMovement,
  dual_entry: compareDualEntry,
  entry_lag: compareEntryLag,
  circle: compareCircle,
  tasks: compareTasks,
  habit: compareHabit,
  reach: compareReach,
  concentration: compareConcentration,
  stickiness: compareStickiness,
  effort: compareEffort,
  training: compareTraining,
  give_get: compareGiveGet,
  pulse: comparePulse,
  outcomes: compareOutcomes,
  voice: compareVoice,
  pollution: comparePollution,
  freshness: compareFreshness,
  orphaned: compareOrphaned,
  duplicates: compareDuplicates,
  lifecycle: compareLifecycle,
  retention: compareRetention,
  time_to_value: compareTimeToValue,
  layers: compareLayers,
  perfunctory: comparePerfunctory,
  verified: compareVerified,
}
