import { z } from 'zod'
import { stateParameters } from './adoption.ts'
import { behindAdopted } from './behind.ts'
import type { Measure } from './measure.ts'

const share = z.number().nullable()
const count = z.int().nonnegative()

/** A row of `coverage`: one department. */
export const coverageRow = z.object({
  measured: count.describe('measured people of the department'),
  adopted: count.describe('adopted people of the department'),
  rate: share.describe('adopted ÷ measured'),
  target: share.describe(
    'own target, else the mean of its phases weighted by measured people, else the organisation’s',
  ),
  measurable: z.boolean().describe('has a target and at least as many measured people as the floor of the program'),
  at_target: z.boolean().nullable().describe('adopted reaches the target; null without a target or measured people'),
  people_gap: count.nullable().describe('max(0, ⌈target × measured⌉ − adopted); null without a target'),
})

/** Total of `coverage`. */
export const coverageTotal = z.object({
  departments: count.describe('departments with eligible people'),
  measurable: count.describe('departments with a target and enough measured people'),
  at_target: count.describe('measurable departments at their target'),
  share: share.describe('at_target ÷ measurable'),
  mean: share.describe('unweighted mean adoption of the measurable departments'),
  weighted_mean: share.describe('adopted ÷ measured over the measurable departments'),
  worst: z.string().nullable().describe('measurable department with the lowest adoption'),
  people_gap: count
    .nullable()
    .describe('sum of the gaps of the measurable departments; null while one of them is hidden'),
})

/** Per-department coverage: departments at their adoption target. */
export const coverage = {
  name: 'coverage',
  label: 'Department coverage',
  definition: 'Departments at their adoption target ÷ measurable departments.',
  definitionZh: '达到目标的部门数 ÷ 可衡量的部门数。可衡量指有目标，且可衡量人数不少于隐私下限。',
  formula: 'departments with adopted ≥ ⌈target × measured⌉ ÷ departments with a target and measured ≥ floor',
  parameters: [...stateParameters, 'targets.adoption', 'departments', 'privacy.floor'],
  unit: 'departments',
  shape: 'snapshot',
  dimensions: ['department'],
  filters: ['phase'],
  row: coverageRow,
  total: coverageTotal,
  peopleColumn: 'measured',
  behind: behindAdopted,
  parts: [],
} as const satisfies Measure
