import { z } from 'zod'
import { action } from './action.ts'
import { feedbackQuestion } from './feedback.ts'
import { objectRules } from './field-rule.ts'
import { phase, targets } from './phase.ts'
import { thresholds } from './thresholds.ts'
import { timeZone } from './time-zone.ts'
import { filledWord, words } from './word.ts'

const floor = z.int('must be a whole number').min(1, 'must be 1 or more').max(1000, 'must be 1000 or less')

/** Days a week can start on, in ISO order. */
export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

const role = z.strictObject({
  core_tasks: words.default([]).describe('tasks that are the core of the role'),
  promote: words.default([]).describe('consume events that are work for this role'),
})

/** takehold.yaml: everything a rollout says about itself. */
export const programSchema = z.strictObject({
  organisation: filledWord.default('My organisation'),
  timezone: timeZone.default('UTC'),
  week_start: z.enum(weekdays, `must be one of ${weekdays.join(', ')}`).default('monday'),
  privacy: z.strictObject({ floor: floor.default(5), sponsor_floor: floor.default(10) }).prefault({}),
  thresholds: thresholds.prefault({}),
  targets: targets.prefault({}).describe('targets of the organisation'),
  departments: z.record(z.string(), z.strictObject({ targets: targets.prefault({}) })).default({}),
  apps: z.strictObject({ crm: words.default([]), legacy: words.default([]) }).prefault({}),
  phases: z.array(phase).default([]),
  actions: z.array(action).default([]),
  roles: z.record(z.string(), role).default({}),
  objects: z
    .record(
      z.string(),
      z.preprocess((rules) => rules ?? {}, objectRules),
    )
    .default({}),
  placeholders: words.default([]).describe('values that mean "not filled in", beside the usual ones'),
  feedback: feedbackQuestion.optional().describe('what people are asked; absent: nothing is asked'),
})

/** The program with every default filled in. */
export type Program = z.infer<typeof programSchema>
