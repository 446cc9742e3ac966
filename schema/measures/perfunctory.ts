import { z } from 'zod'
import { stateParameters } from './adoption.ts'
import type { Measure } from './measure.ts'

const people = z.int().nonnegative()
const actions = z.int().nonnegative()

/** A row of `perfunctory`; an action may have several flags. */
export const perfunctoryRow = z.object({
  measured: people.describe('measured people on the date'),
  value_actions: actions.describe('their value actions on active days of the last 28 days; the denominator'),
  flagged: actions.describe('of these, actions with a flag that nobody dismissed; the numerator'),
  rate: z.number().nullable().describe('flagged ÷ value_actions; null without value actions'),
  burst: actions.describe('in a span of 60 minutes that holds 70 % or more of at least ten actions of the week'),
  copied: actions.describe('with a note that the person used three times or more within seven days'),
  backdated: actions.describe('entered more than five working days after the contact'),
  placeholder_only: actions.describe('that left every changed field with a placeholder or its default'),
  reverted: actions.describe(
    'that the person undid the same day, and what undid them, as far as the state of a field shows it: values are not stored',
  ),
})

/** Share of value actions that look as if they were done for the count. */
export const perfunctory = {
  name: 'perfunctory',
  label: 'Perfunctory actions',
  definition:
    'Flagged value actions ÷ value actions of the measured people in the last 28 days. A flag marks an action, never a person, is kept with its evidence, and can be dismissed with a reason. Reverted is judged by the states of fields, as values are not stored: one valid value changed for another and back is not seen.',
  definitionZh:
    '最近 28 天内，可衡量人员带标记的有效操作 ÷ 全部有效操作。标记针对操作而非个人，附有依据，并可说明理由后撤销。由于不存储字段值，reverted 仅依据字段状态判断：有效值改为另一有效值后再改回的情况无法识别。',
  formula:
    'value actions with a standing flag of burst, copied, backdated, placeholder_only or reverted ÷ value actions on active days, 28 days',
  parameters: [...stateParameters, 'week_start'],
  unit: 'actions',
  shape: 'snapshot',
  dimensions: ['none', 'department', 'team', 'role', 'phase'],
  filters: ['department', 'team', 'role', 'phase'],
  row: perfunctoryRow,
  total: perfunctoryRow,
  peopleColumn: 'measured',
  behind: { list: 'flags', query: { state: 'standing' }, columns: {} },
  parts: [],
} as const satisfies Measure
