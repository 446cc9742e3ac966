import { z } from 'zod'
import type { Measure } from './measure.ts'

const count = z.int().nonnegative()

/** A row of `freshness`. */
export const freshnessRow = z.object({
  records: count.describe('open records'),
  fresh: count.describe('of these, with a human touch within the days of the tier'),
  rate: z.number().nullable().describe('fresh ÷ records; null without records'),
  owners: count.describe('distinct owners of these records'),
})

/** Share of open records that a human touched lately. */
export const freshness = {
  name: 'freshness',
  label: 'Fresh records',
  definition:
    'Open records with a human touch within the days of the tier of their account (A 30, B 90, C 180, none 90) ÷ open records. A touch is a human value action on the record, or a version of it made by a human.',
  definitionZh:
    '在客户等级规定天数内（A 30、B 90、C 180，无等级 90）有人工接触的未结记录 ÷ 未结记录。接触指对该记录的人工有效操作，或由人编辑的版本。',
  formula: 'open records touched on one of the n days that end on the date ÷ open records',
  parameters: ['objects', 'actions', 'roles', 'apps'],
  unit: 'records',
  shape: 'snapshot',
  dimensions: ['none', 'object', 'tier', 'department', 'owner'],
  filters: ['department', 'object'],
  row: freshnessRow,
  total: freshnessRow,
  peopleColumn: 'owners',
  behind: {
    list: 'records',
    query: { measure: 'freshness', state: ['stale', 'never_touched'] },
    columns: { records: { measure: 'freshness' }, fresh: { measure: 'freshness', state: 'fresh' } },
  },
  parts: [],
} as const satisfies Measure
