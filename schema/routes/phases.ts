import { z } from 'zod'
import { calendarDate } from '../calendar-date.ts'
import { movementRow } from '../measures/movement.ts'
import { measureRow } from './measures.ts'
import { phaseActions, phaseQuality, phaseTraining } from './phase-report-parts.ts'
import { instantText, onQuery } from './query-parts.ts'
import { defineRoute } from './route.ts'
import { feedState } from './sources.ts'

const share = z.number().nullable()
const count = z.int().nonnegative().nullable()

const lock = z.object({
  at: instantText,
  by: z.string().describe('token or session id, local, or go-live when it locked by itself'),
  reason: z.string().describe('why the targets were set anew, or empty'),
})

/** A target of a phase and how far it is. */
export const phaseTarget = z.object({
  measure: z.enum(['adoption', 'completeness', 'represented']),
  target: share.describe('share that was promised; null without a target'),
  value: share,
  numerator: count,
  denominator: count,
  gap: count.describe('people, records or accounts missing to the target'),
  state: z.enum(['met', 'not_met', 'on_track', 'at_risk', 'not_measurable']),
  projection: z
    .object({ on: calendarDate, value: z.number(), low: z.number(), high: z.number() })
    .nullable()
    .describe('straight line through the last six complete week ends, with its 80 % interval'),
  baseline: share.describe('value on the day before go-live; once locked, as it was known then'),
  locked: lock
    .nullable()
    .describe('when and by whom the target was locked: at go-live; null before, and without a target'),
  proposed: share.describe('target of the program file where it differs from the locked one; retargeted locks it'),
  baseline_locked: lock.nullable().describe('when and by whom the baseline was locked; null while it is not'),
})

/** A target of a phase and how far it is. */
export type PhaseTarget = z.infer<typeof phaseTarget>

/** One phase on a date; counts are null when the group is too small to show. */
export const phaseRow = z.object({
  phase: z.string(),
  name: z.string(),
  owner_id: z.string().nullable(),
  owner_name: z.string().nullable(),
  go_live: calendarDate,
  target_date: calendarDate.nullable(),
  live: z.boolean(),
  days_left: z.int().nullable().describe('days to the target date; negative after it'),
  eligible: count,
  measured: count,
  adopted: count,
  suppressed: z.literal(true).optional(),
  targets: z.array(phaseTarget),
})

const curvePoint = z.object({
  week: z.int().nonnegative().describe('whole weeks since go-live'),
  period: calendarDate,
  partial: z.boolean(),
  measured: count,
  adopted: count,
  rate: share,
  definition: z
    .string()
    .optional()
    .describe('definition version the point is judged by; absent in older published reports'),
  suppressed: z.literal(true).optional(),
})

/** A point of a phase's curve. */
export type CurvePoint = z.infer<typeof curvePoint>

/** The phase a path names. */
export const phaseParams = z.object({ phase: z.string().min(1).max(200) })

/** Who sees phases. */
export const phaseRoles = ['admin', 'program_manager', 'sponsor', 'steward', 'lead'] as const

/** All phases. */
export const phasesRoute = defineRoute({
  method: 'get',
  path: '/api/phases',
  summary: 'Phases against their targets',
  roles: phaseRoles,
  query: onQuery,
  answer: z.object({ on: calendarDate, complete_through: instantText.nullable(), rows: z.array(phaseRow) }),
})

/** The report of one phase. */
export const phaseReport = z.object({
  on: calendarDate,
  complete_through: instantText.nullable(),
  feeds: z
    .array(
      z.object({
        source: z.string(),
        last_event_at: instantText.nullable(),
        age_s: z.int().nonnegative().nullable().describe('seconds since its newest event'),
        state: feedState,
      }),
    )
    .describe('how far each feed reaches'),
  definition: z.string(),
  phase: phaseRow,
  curve: z.array(curvePoint),
  earlier: z.array(
    z.object({ phase: z.string(), name: z.string(), go_live: calendarDate, curve: z.array(curvePoint) }),
  ),
  mixed_definitions: z
    .array(z.string())
    .optional()
    .describe('definition versions of the curves, when there are several; each point says its own'),
  departments: z.array(measureRow),
  movement: z
    .object({ from: calendarDate, ...movementRow.shape })
    .nullable()
    .describe('what moved adoption since the first week end at which somebody of the phase was measured'),
  // Reports that were published before these parts existed lack them.
  quality: z
    .array(phaseQuality)
    .default([])
    .describe('records that the people of the phase own: as they stand, and at first pass'),
  training: z.array(phaseTraining).default([]).describe('courses: whom they reached, and adoption after them'),
  actions: phaseActions.default({ review_on: null, rows: [] }).describe('actions carried over from review to review'),
})

/** The report of one phase, as it is now. */
export const phaseReportRoute = defineRoute({
  method: 'get',
  path: '/api/phases/{phase}/report',
  summary: 'Report of a phase: targets, curve, departments',
  roles: phaseRoles,
  params: phaseParams,
  query: onQuery,
  answer: phaseReport,
})
