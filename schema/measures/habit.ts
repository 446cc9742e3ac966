import { z } from 'zod'
import { stateParameters } from './adoption.ts'
import { behindMeasured } from './behind.ts'
import type { Measure } from './measure.ts'

const people = z.int().nonnegative()

/** A row of `habit`. */
export const habitRow = z.object({
  measured: people.describe('measured people'),
  at_habit: people.describe('of these, people active on at least 60 % as many days as they were expected'),
  habit: z
    .number()
    .nullable()
    .describe('0–100: mean of active ÷ (0.6 × expected days), at most 1; null without people'),
})

/** How much of a working habit the CRM has become. */
export const habit = {
  name: 'habit',
  label: 'Habit',
  definition:
    'How near people come to using the CRM on six of ten expected workdays: 100 × the mean over measured people of active days ÷ (0.6 × expected days), at most 1 each, in the last 28 days.',
  definitionZh:
    '使用习惯：最近 28 天内，每位可衡量人员的活跃天数 ÷（0.6 × 应工作天数），每人最多计 1，取平均值再乘以 100。',
  formula: '100 × mean of min(1, A ÷ (0.6 × E)) over measured people, 28 days',
  parameters: stateParameters,
  unit: 'points',
  shape: 'snapshot',
  dimensions: ['none', 'department', 'team', 'role', 'phase'],
  filters: ['department', 'team', 'role', 'phase'],
  row: habitRow,
  total: habitRow,
  peopleColumn: 'measured',
  behind: behindMeasured,
  parts: [],
} as const satisfies Measure
