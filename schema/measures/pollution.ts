import { z } from 'zod'
import type { Measure } from './measure.ts'

const count = z.int().nonnegative()

/** A row of `pollution`: one origin and form in one group. */
export const pollutionRow = z.object({
  new_values: count.describe('values that were born in the range, or that changed between ok and bad'),
  new_bad: count.describe('of these, values that were born bad or went from ok to bad'),
  share_of_bad: z.number().nullable().describe('new_bad ÷ new_bad of the organisation; null when nothing went bad'),
  share_of_values: z.number().describe('new_values ÷ new_values of the organisation'),
  index: z.number().nullable().describe('share_of_bad ÷ share_of_values; 1 is the average of the organisation'),
  highlighted: z.boolean().nullable().describe('index above 2'),
  editors: count.describe('distinct people who made the versions'),
  waiting: count.describe('new values judged by earlier rules that wait for a re-import'),
})

/** Where bad values come from. */
export const pollution = {
  name: 'pollution',
  label: 'Sources of bad data',
  definition:
    'For values that were born bad or went from ok to bad in the range: the origin and form of the version and the department of its editor at the edit. Index = share of the new bad values ÷ share of the new values of the organisation; above 2 is highlighted. A value is born when its field applies and did not before. States are known, values are not: a value that stays ok or stays bad is not new.',
  definitionZh:
    '期间内新产生或由有效变为无效的字段值：按版本的来源、表单及编辑者编辑时的部门。指数 = 占全部新增无效值的份额 ÷ 占全部新增值的份额；大于 2 时突出显示。',
  formula: '(new_bad ÷ Σ new_bad) ÷ (new_values ÷ Σ new_values)',
  parameters: ['objects', 'placeholders'],
  unit: 'values',
  shape: 'snapshot',
  looksBack: true,
  dimensions: ['department', 'none'],
  filters: ['department'],
  row: pollutionRow,
  total: pollutionRow,
  peopleColumn: 'editors',
  behind: {
    list: 'records',
    query: { measure: 'pollution', state: 'went_bad' },
    columns: { new_values: { measure: 'pollution' }, new_bad: { measure: 'pollution', state: 'went_bad' } },
  },
  keys: ['origin', 'form'],
  parts: [],
} as const satisfies Measure
