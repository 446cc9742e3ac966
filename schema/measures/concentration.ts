import { z } from 'zod'
import { stateParameters } from './adoption.ts'
import { behindMeasured } from './behind.ts'
import type { Measure } from './measure.ts'

const count = z.int().nonnegative()

/** A row of `concentration`. */
export const concentrationRow = z.object({
  measured: count.describe('measured people'),
  actions: count.describe('their value actions on eligible days'),
  top_people: count.describe('a tenth of the measured people, rounded up'),
  top_actions: count
    .nullable()
    .describe('value actions of so many of the busiest people; null where these are below the floor'),
  top_share: z.number().nullable().describe('top_actions ÷ actions; null without actions, or below the floor'),
  gini: z.number().nullable().describe('0 when everyone does the same, near 1 when one does all; null without actions'),
})

/** Whether many use the CRM or a few do for all. */
export const concentration = {
  name: 'concentration',
  label: 'Concentration',
  definition:
    'How much of the use comes from a few: the share of value actions on eligible days of the last 28 days by the busiest tenth of measured people (rounded up), and the Gini coefficient over all measured people, those without any included.',
  definitionZh:
    '使用是否集中在少数人：最近 28 天内，最活跃的十分之一可衡量人员（向上取整）所占的有效操作比例，以及全部可衡量人员（含无操作者）的基尼系数。',
  formula:
    'value actions of the top ⌈0.1 × measured⌉ ÷ value actions · Gini = 2 Σ i·xᵢ ÷ (n Σ xᵢ) − (n + 1) ÷ n, x ascending',
  parameters: stateParameters,
  unit: 'actions',
  shape: 'snapshot',
  dimensions: ['none', 'department', 'team', 'role', 'phase'],
  filters: ['department', 'team', 'role', 'phase'],
  row: concentrationRow,
  total: concentrationRow,
  peopleColumn: 'measured',
  behind: behindMeasured,
  parts: [],
} as const satisfies Measure
