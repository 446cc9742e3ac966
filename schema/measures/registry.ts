import { adoption } from './adoption.ts'
import { adoptionTrend } from './adoption-trend.ts'
import { circle } from './circle.ts'
import { completeness } from './completeness.ts'
import { concentration } from './concentration.ts'
import { coverage } from './coverage.ts'
import { dualEntry } from './dual-entry.ts'
import { duplicates } from './duplicates.ts'
import { effort } from './effort.ts'
import { entryLag } from './entry-lag.ts'
import { freshness } from './freshness.ts'
import { giveGet } from './give-get.ts'
import { habit } from './habit.ts'
import { layers } from './layers.ts'
import { lifecycle } from './lifecycle.ts'
import { movement } from './movement.ts'
import { orphaned } from './orphaned.ts'
import { outcomes } from './outcomes.ts'
import { perfunctory } from './perfunctory.ts'
import { pollution } from './pollution.ts'
import { pulse } from './pulse.ts'
import { reach } from './reach.ts'
import { represented } from './represented.ts'
import { retention } from './retention.ts'
import { stickiness } from './stickiness.ts'
import { tasks } from './tasks.ts'
import { timeToValue } from './time-to-value.ts'
import { training } from './training.ts'
import { verified } from './verified.ts'
import { voice } from './voice.ts'

/** Every measure by its name. */
export const measures = {
  adoption,
  adoption_trend: adoptionTrend,
  coverage,
  completeness,
  represented,
  movement,
  dual_entry: dualEntry,
  entry_lag: entryLag,
  circle,
  tasks,
  habit,
  reach,
  concentration,
  stickiness,
  effort,
  training,
  give_get: giveGet,
  pulse,
  outcomes,
  voice,
  pollution,
  freshness,
  orphaned,
  duplicates,
  lifecycle,
  retention,
  time_to_value: timeToValue,
  layers,
  perfunctory,
  verified,
} as const

/** Name of a measure. */
export type MeasureName = keyof typeof measures

/** Names of all measures. The registry's keys are exactly the names. */
export const measureNames = Object.keys(measures) as [MeasureName, ...MeasureName[]]
