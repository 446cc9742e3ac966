import { z } from 'zod'
import { calendarDate } from '../calendar-date.ts'
import { stateParameters } from './adoption.ts'
import type { Measure } from './measure.ts'

const people = z.int().nonnegative()

/** A row of `outcomes`: one metric in one period. */
export const outcomesRow = z.object({
  period: calendarDate.describe('last day of the week or month that holds the end of the figure’s own period'),
  partial: z.boolean().describe('true when the period has not ended by the last complete day of data'),
  period_end: calendarDate.describe('last day of the figure’s own period'),
  value: z.number().describe('the figure, in its unit'),
  unit: z.string().describe('unit of the figure, as uploaded'),
  better: z.enum(['higher', 'lower']).describe('which way is better'),
  after_go_live: z.boolean().describe('true from the first period end on which somebody of the group was eligible'),
  baseline: z.number().nullable().describe('mean of the figures before go-live; null without one'),
  previous: z.number().nullable().describe('figure of the period before; null for the first'),
  eligible: people.describe('eligible people of the group at the end of the period'),
  measured: people.describe('measured people of the group at the end of the period'),
  adopted: people.describe('of these, adopted'),
  rate: z.number().nullable().describe('adopted ÷ measured'),
  guardrail: z
    .enum(['green', 'red'])
    .nullable()
    .describe(
      'red when the figure is worse than before while adoption is higher; null below the floor or without a figure before',
    ),
})

/** Business figures beside adoption. */
export const outcomes = {
  name: 'outcomes',
  label: 'Business outcomes',
  definition:
    'Business figures uploaded by the program, each beside adoption at the end of the week or month that holds the end of its period, before and after go-live. The guardrail is red when a figure is worse than the one before while adoption is higher than then. An association, no proof of an effect.',
  definitionZh:
    '所上传的业务指标，与其所属周或月末的采用率并列，区分上线前后。若指标较上期变差而采用率上升，护栏为红。只表示相关，不代表因果。',
  formula: 'red = worse than the figure before ∧ adopted ÷ measured higher than then, both with measured ≥ floor',
  parameters: [...stateParameters, 'privacy.floor', 'week_start'],
  unit: 'values',
  shape: 'series',
  dimensions: ['department', 'none'],
  filters: [],
  row: outcomesRow,
  total: outcomesRow,
  peopleColumn: 'measured',
  behind: null,
  keys: ['metric'],
  parts: [],
} as const satisfies Measure
