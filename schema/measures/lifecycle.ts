import { z } from 'zod'
import { calendarDate } from '../calendar-date.ts'
import type { Measure } from './measure.ts'

const people = z.int().nonnegative()

/** A row of `lifecycle`: the people on the roster on the last day of a week, each in exactly one column but `expected`. */
export const lifecycleRow = z.object({
  period: calendarDate.describe('last day of the week'),
  partial: z.boolean().describe('true when the week has not ended by the last complete day of data'),
  new: people.describe('active for the first time ever'),
  retained: people.describe('active, and active in the previous expected week'),
  resurrected: people.describe('active, not in the previous expected week, and active before that'),
  lapsed_now: people.describe('not active, and active in the previous expected week'),
  still_lapsed: people.describe('not active, nor in the previous expected week, and active before that'),
  never: people.describe('expected and never active so far'),
  not_expected: people.describe(
    'on the roster without an expected day and not active: leave, no licence, before go-live',
  ),
  expected: people.describe('expected on a day of the week, or active: everyone but not_expected'),
})

/** Where people stand week by week: who comes, stays, stops and comes back. */
export const lifecycle = {
  name: 'lifecycle',
  label: 'Lifecycle',
  definition:
    'Everyone on the roster at the end of a week, in one of seven places by whether they were active in it, in their previous expected week, and ever before. An expected week has an expected day or an active one. The places sum to the roster.',
  definitionZh:
    '每周末在册的每个人，按本周、上一个应工作周以及此前是否活跃，归入七类之一：新增、留存、回归、本周流失、持续流失、从未使用、本周不应使用。七类之和等于在册人数。应工作周指至少有一个应工作日或活跃日的周。',
  formula: 'new + retained + resurrected + lapsed_now + still_lapsed + never + not_expected = roster',
  parameters: ['roles', 'actions', 'apps', 'phases', 'week_start'],
  unit: 'people',
  shape: 'series',
  grains: ['week'],
  dimensions: ['none', 'department', 'team', 'role', 'phase'],
  filters: ['department', 'team', 'role', 'phase'],
  row: lifecycleRow,
  total: lifecycleRow,
  peopleColumn: 'expected',
  behind: { list: 'people', query: {}, columns: {} },
  parts: [],
} as const satisfies Measure
