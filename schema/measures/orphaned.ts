import { z } from 'zod'
import type { Measure } from './measure.ts'

const count = z.int().nonnegative()

/** A row of `orphaned`. */
export const orphanedRow = z.object({
  records: count.describe('open records'),
  orphaned: count.describe('of these, records whose owner is not eligible'),
  without_owner: count.describe('of the orphaned, records that name no owner'),
  owner_gone: count.describe('of the orphaned, records whose owner is not on the roster on the date'),
  owner_not_eligible: count.describe('of the orphaned, records whose owner is on the roster, yet not eligible'),
  rate: z.number().nullable().describe('orphaned ÷ records; null without records'),
  owners: count.describe('distinct owners of these records'),
})

/** Share of open records that nobody who uses the CRM looks after. */
export const orphaned = {
  name: 'orphaned',
  label: 'Orphaned records',
  definition:
    'Open records whose owner is not eligible on the date ÷ open records. Not eligible: nobody named, not on the roster, without a licence, before go-live, or a service account.',
  definitionZh:
    '负责人在当日不符合条件的未结记录 ÷ 未结记录。不符合条件：未指定、不在名册、无许可证、尚未上线或为服务账号。',
  formula: '(without_owner + owner_gone + owner_not_eligible) ÷ open records',
  parameters: ['objects', 'phases'],
  unit: 'records',
  shape: 'snapshot',
  dimensions: ['none', 'object', 'department', 'owner'],
  filters: ['department', 'object'],
  row: orphanedRow,
  total: orphanedRow,
  peopleColumn: 'owners',
  behind: {
    list: 'records',
    query: { measure: 'orphaned', state: ['owner_gone', 'owner_not_eligible', 'without_owner'] },
    columns: {
      records: { measure: 'orphaned' },
      orphaned: { measure: 'orphaned', state: ['owner_gone', 'owner_not_eligible', 'without_owner'] },
      without_owner: { measure: 'orphaned', state: 'without_owner' },
      owner_gone: { measure: 'orphaned', state: 'owner_gone' },
      owner_not_eligible: { measure: 'orphaned', state: 'owner_not_eligible' },
    },
  },
  parts: [],
} as const satisfies Measure
