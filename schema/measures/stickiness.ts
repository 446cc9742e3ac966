import { z } from 'zod'
import { calendarDate } from '../calendar-date.ts'
import { stateParameters } from './adoption.ts'
import type { Measure } from './measure.ts'

const people = z.int().nonnegative()

/** A row of `stickiness`: one week or month. */
export const stickinessRow = z.object({
  period: calendarDate.describe('last day of the week or month'),
  partial: z.boolean().describe('true when the period has not ended by the last complete day of data'),
  expected: people.describe('people eligible on the last day with at least one expected day in the period'),
  none: people.describe('of these, not active at all'),
  up_to_25: people.describe('active on up to a quarter as many days as expected'),
  up_to_50: people.describe('on more than a quarter and up to half'),
  up_to_75: people.describe('on more than half and up to three quarters'),
  above_75: people.describe('on more than three quarters'),
})

/** How much of their week people spend with the CRM. */
export const stickiness = {
  name: 'stickiness',
  label: 'Stickiness',
  definition:
    'Per week, people by active ÷ expected days of that week in five bands: 0, up to 25 %, up to 50 %, up to 75 %, above. Counted are people eligible on the last day of the week with at least one expected day in it; active days count up to the expected ones. By month likewise.',
  definitionZh:
    '每周按活跃天数 ÷ 应工作天数将人员分为五档：0、不超过 25%、不超过 50%、不超过 75%、超过 75%。统计周末日仍有资格且当周至少有一个应工作日的人；活跃天数不超过应工作天数。按月同理。',
  formula: 'people with E ≥ 1 in the week by min(A, E) ÷ E: 0, ≤ 0.25, ≤ 0.5, ≤ 0.75, > 0.75',
  parameters: stateParameters,
  unit: 'people',
  shape: 'series',
  dimensions: ['none', 'department', 'team', 'role', 'phase'],
  filters: ['department', 'team', 'role', 'phase'],
  row: stickinessRow,
  total: stickinessRow,
  // Groups are hidden by the measured people of the day, as in every series of people.
  peopleColumn: 'measured',
  behind: { list: 'people', query: {}, columns: {} },
  parts: [],
} as const satisfies Measure
