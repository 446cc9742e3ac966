import { z } from 'zod'
import { calendarDate } from '../calendar-date.ts'
import type { Measure } from './measure.ts'

const people = z.int().nonnegative()

/** A row of `retention`: a cohort so many weeks after its first. */
export const retentionRow = z.object({
  period: calendarDate.describe('last day of the week of the first active day: the cohort'),
  partial: z.boolean().describe('true when the week looked at has not ended by the last complete day of data'),
  weeks_since: people.describe('weeks after the week of the first active day, which is 0'),
  people: people.describe('people of the cohort, leavers included'),
  expected: people.describe('of these, expected on a day of that week, or active in it; the denominator'),
  active: people.describe('of these, active on a day of that week; the numerator'),
  share: z.number().nullable().describe('active ÷ expected; null when nobody was expected'),
})

/** Who began in the same week, and how many of them still come so many weeks later. */
export const retention = {
  name: 'retention',
  label: 'Retention',
  definition:
    'People by the week of their first active day, and how many of those expected in each later week were active in it. People belong to the department, team and role they held on their first active day, and stay in their cohort.',
  definitionZh:
    '按首个活跃日所在的周分组，此后每一周中应工作者里活跃者的占比。人员归属其首个活跃日当天所在的部门、团队和岗位，离职后仍留在原组。',
  formula: 'people of the cohort with A ≥ 1 in week n ÷ people of the cohort expected in week n',
  parameters: ['roles', 'actions', 'apps', 'phases', 'week_start'],
  unit: 'people',
  shape: 'series',
  grains: ['week'],
  dimensions: ['none', 'department', 'team', 'role', 'phase'],
  filters: ['department', 'team', 'role', 'phase'],
  row: retentionRow,
  total: retentionRow,
  peopleColumn: 'people',
  behind: { list: 'people', query: {}, columns: {} },
  keys: ['weeks_since'],
  parts: [],
} as const satisfies Measure
