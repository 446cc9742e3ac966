import { z } from 'zod'
import type { Measure } from './measure.ts'

const step = z.int().nonnegative().nullable()

/** A row of `represented`: the steps, each a subset of the one before. */
export const representedRow = z.object({
  universe: step.describe('accounts of the target universe; null without a universe'),
  in_crm: step.describe('with an account record that is not deleted'),
  owned: step.describe('whose owner is eligible'),
  complete: step.describe('with all critical account fields ok'),
  has_contact: step.describe('with a live contact record; null when no contacts are tracked'),
  touched: step.describe('with a human value action within the days of the tier'),
  represented: step.describe('accounts that pass the last step that could be formed'),
  rate: z.number().nullable().describe('represented ÷ universe; null without a universe'),
  target: z
    .number()
    .nullable()
    .describe('target of the department, else of the organisation; null for other groups and without one'),
  gap: step.describe('accounts missing to the target; null without a target or a universe'),
})

/** Share of the target universe that is truly represented in the CRM. */
export const represented = {
  name: 'represented',
  label: 'Represented accounts',
  definition:
    'Accounts of the target universe with a record, an owner who uses the CRM, valid critical data, a contact, and a recent human touch ÷ accounts of the universe.',
  definitionZh: '在 CRM 中真实体现的客户 ÷ 当日目标客户总数：有记录、有负责人、资料完整、有联系人、近期有接触。',
  formula: 'touched ÷ universe, universe ⊇ in_crm ⊇ owned ⊇ complete ⊇ has_contact ⊇ touched',
  parameters: [
    'objects',
    'placeholders',
    'actions',
    'roles',
    'apps',
    'phases',
    'targets.represented',
    'departments',
    'timezone',
  ],
  unit: 'accounts',
  shape: 'snapshot',
  dimensions: ['none', 'tier', 'department'],
  filters: ['department'],
  row: representedRow,
  total: representedRow,
  peopleColumn: null,
  behind: {
    list: 'records',
    query: {
      measure: 'represented',
      state: ['not_touched', 'without_contact', 'not_complete', 'not_owned', 'not_in_crm'],
    },
    columns: {
      universe: { measure: 'represented' },
      in_crm: {
        measure: 'represented',
        state: ['represented', 'not_touched', 'without_contact', 'not_complete', 'not_owned'],
      },
      owned: { measure: 'represented', state: ['represented', 'not_touched', 'without_contact', 'not_complete'] },
      complete: { measure: 'represented', state: ['represented', 'not_touched', 'without_contact'] },
      has_contact: { measure: 'represented', state: ['represented', 'not_touched'] },
      touched: { measure: 'represented', state: 'represented' },
      represented: { measure: 'represented', state: 'represented' },
    },
  },
  parts: ['in_crm', 'owned', 'complete', 'has_contact', 'touched'],
} as const satisfies Measure
