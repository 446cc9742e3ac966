import { z } from 'zod'
import type { Measure } from './measure.ts'

const count = z.int().nonnegative()

/** A row of `completeness`. */
export const completenessRow = z.object({
  records: count.describe('open records with at least one critical applicable field'),
  complete: count.describe('of these, records with every critical applicable field ok'),
  rate: z.number().nullable().describe('complete ÷ records; null without records'),
  mean_score: z.number().nullable().describe('mean record score over the same records, 0–100'),
  owners: count.describe('distinct owners of these records; by editor_department the editors, when they are fewer'),
  waiting: count.describe('of these, records judged by earlier rules that wait for a re-import'),
  target: z
    .number()
    .nullable()
    .describe('target of the department, else of the organisation; null for other groups and without one'),
  gap: count.nullable().describe('records missing to the target; null without a target'),
})

/** A row of `completeness` by field. */
export const completenessFieldRow = z.object({
  object: z.string().describe('kind of record'),
  field: z.string().describe('field of the record'),
  critical: z.boolean().describe('whether a record is complete only with it'),
  applicable: count.describe('open records the field applies to'),
  ok: count.describe('of these, valid'),
  missing: count.describe('empty'),
  placeholder: count.describe('filled to get past the form'),
  default: count.describe('left at the default'),
  invalid: count.describe('wrong format, value or range'),
  fill_rate: z.number().nullable().describe('ok ÷ applicable'),
  owners: count.describe('distinct owners of these records'),
})

/** Share of open records whose critical fields all hold real values. */
export const completeness = {
  name: 'completeness',
  label: 'Data completeness',
  definition:
    'Open records with all critical applicable fields ok ÷ open records that have at least one such field. Stock: as they stood at the end of the day. Flow: records that a human created or edited in the range, as the last such edit left them. First pass: records created in the range, as they stood 24 hours later. department is that of the owner on the day (who must fix), editor_department that of the editor at the edit (who caused).',
  definitionZh:
    '所有适用的关键字段均有效的未结记录 ÷ 至少有一个此类字段的未结记录。存量：当日结束时的状态；流量：期间内由人创建或编辑的记录，按最后一次人工编辑后的状态；首次：期间内创建的记录在创建 24 小时后的状态。department 是当日负责人的部门（谁来修正），editor_department 是编辑时编辑者的部门（谁造成）。',
  formula: 'records with every applicable critical field ok ÷ records with at least one such field',
  parameters: ['objects', 'placeholders', 'targets.completeness', 'departments', 'timezone'],
  unit: 'records',
  shape: 'snapshot',
  dimensions: ['none', 'object', 'field', 'department', 'editor_department', 'origin', 'owner'],
  bases: ['stock', 'flow', 'first_pass'],
  filters: ['department', 'object'],
  row: completenessRow,
  total: completenessRow,
  peopleColumn: 'owners',
  behind: {
    list: 'records',
    query: { measure: 'completeness', state: 'incomplete' },
    columns: {
      records: { measure: 'completeness' },
      complete: { measure: 'completeness', state: 'complete' },
      // Of the rows by field, whose object and field are asked for beside these.
      applicable: { measure: 'completeness' },
      ok: { measure: 'completeness', state: 'ok' },
      missing: { measure: 'completeness', state: 'missing' },
      placeholder: { measure: 'completeness', state: 'placeholder' },
      default: { measure: 'completeness', state: 'default' },
      invalid: { measure: 'completeness', state: 'invalid' },
    },
  },
  parts: [],
} as const satisfies Measure
