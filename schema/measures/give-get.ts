import { z } from 'zod'
import { stateParameters } from './adoption.ts'
import { behindMeasured } from './behind.ts'
import type { Measure } from './measure.ts'

const count = z.int().nonnegative()

/** A row of `give_get`. */
export const giveGetRow = z.object({
  measured: count.describe('measured people'),
  given: count.describe('value actions of these people in 28 days'),
  taken_searches: count.describe('their searches that found something'),
  taken_reports: count.describe('reports they viewed'),
  taken_records: count.describe('records they opened that somebody else made'),
  taken: count.describe('taken_searches + taken_reports + taken_records'),
  given_per_head: z.number().nullable().describe('given ÷ measured'),
  taken_per_head: z.number().nullable().describe('taken ÷ measured'),
})

/** Who puts data in and who takes value out. */
export const giveGet = {
  name: 'give_get',
  label: 'Give and get',
  definition:
    'Value actions of measured people in the last 28 days (given), and what they took out (taken): searches with hits, reports viewed, records opened whose first editor was somebody else. Both on eligible days, by hand in the CRM, per head. A record whose first editor is unknown is not taken.',
  definitionZh:
    '可衡量人员最近 28 天的价值操作（付出）与取用（收获）：有结果的搜索、查看的报表、打开的由他人首次编辑的记录。均按人均计算；首次编辑者不明的记录不计。',
  formula: 'given ÷ measured beside (searches with hits > 0 + reports viewed + records of others opened) ÷ measured',
  parameters: stateParameters,
  unit: 'actions',
  shape: 'snapshot',
  dimensions: ['role', 'none', 'department', 'team', 'phase'],
  filters: ['department', 'team', 'role', 'phase'],
  row: giveGetRow,
  total: giveGetRow,
  peopleColumn: 'measured',
  behind: behindMeasured,
  parts: [],
} as const satisfies Measure
