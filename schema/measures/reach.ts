import { z } from 'zod'
import { stateParameters } from './adoption.ts'
import { behindMeasured } from './behind.ts'
import type { Measure } from './measure.ts'

const people = z.int().nonnegative()
const share = z.number().nullable()

/** A row of `reach`. */
export const reachRow = z.object({
  measured: people.describe('measured people'),
  active: people.describe('of these, people with an active day'),
  reach: share.describe('active ÷ measured'),
  regularity: share.describe('mean over active people of active ÷ expected days, at most 1 each; null without them'),
  profiled: people.describe('active people whose role has core tasks'),
  range: share.describe('mean over these of core tasks done ÷ core tasks of the role; null without them'),
})

/** Adoption taken apart: how many, how often, how much of the work. */
export const reach = {
  name: 'reach',
  label: 'Reach, regularity and range',
  definition:
    'In the last 28 days: reach is the share of measured people with an active day; regularity is the mean of active ÷ expected days among them, at most 1 each; range is their mean share of the core tasks of their role.',
  definitionZh:
    '最近 28 天内：覆盖面为有活跃日的可衡量人数占比；规律性为其活跃天数 ÷ 应工作天数的平均值（每人最多 1）；广度为其完成岗位核心任务占比的平均值。',
  formula: 'people with A ≥ 1 ÷ measured · mean of min(1, A ÷ E) among them · mean of core tasks done ÷ core tasks',
  parameters: stateParameters,
  unit: 'people',
  shape: 'snapshot',
  dimensions: ['none', 'department', 'team', 'role', 'phase'],
  filters: ['department', 'team', 'role', 'phase'],
  row: reachRow,
  total: reachRow,
  peopleColumn: 'measured',
  behind: behindMeasured,
  parts: [],
} as const satisfies Measure
