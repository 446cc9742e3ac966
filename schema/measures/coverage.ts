import { z } from 'zod'
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
  unit: 'departments',
  shape: 'snapshot',
  dimensions: ['department'],
  filters: ['phase'],
  row: coverageRow,
  total: coverageTotal,
  peopleColumn: 'measured',
  parts: [],
} as const satisfies Measure
