import { z } from 'zod'
import { stateParameters } from './adoption.ts'
import type { Measure } from './measure.ts'

const people = z.int().nonnegative()
const expectedDays = z.int().nonnegative().nullable()

/** A row of `time_to_value`. */
export const timeToValueRow = z.object({
  people: people.describe('people who were ever eligible by the date, in their latest stay; leavers included'),
  active: people.describe('of these, with an active day'),
  active_p25: expectedDays.describe(
    'expected days by which a quarter had their first active day; null when not so many have',
  ),
  active_median: expectedDays.describe('the same for one half'),
  active_p75: expectedDays.describe('the same for three quarters'),
  adopted: people.describe('people who were adopted at a week end'),
  adopted_p25: expectedDays.describe(
    'expected days by which a quarter were adopted at a week end; null when not so many were',
  ),
  adopted_median: expectedDays.describe('the same for one half'),
  adopted_p75: expectedDays.describe('the same for three quarters'),
})

/** How long it takes people to begin, and to be adopted. */
export const timeToValue = {
  name: 'time_to_value',
  label: 'Time to value',
  definition:
    'Expected days from the start of a person’s latest stay, whose first expected day is 0, to the first active day and to the first week end adopted. Kaplan–Meier quantiles: people who are not there yet count for the days they were followed, leavers until their last eligible day.',
  definitionZh:
    '从每个人最近一次可用期开始（首个应工作日为第 0 天）到首个活跃日、到首个周末“已采用”所经过的应工作日数。采用 Kaplan–Meier 分位数：尚未达到的人按已观察的天数计入，离开者计至最后一个可用日。未达到一半时中位数为空。',
  formula:
    'min t with S(t) ≤ 1/2, S(t) = Π over clocks ≤ t of (1 − reached ÷ at risk), clock(d) = expected days from start before d',
  parameters: stateParameters,
  unit: 'days',
  shape: 'snapshot',
  dimensions: ['none', 'department', 'team', 'role', 'phase'],
  filters: ['department', 'team', 'role', 'phase'],
  row: timeToValueRow,
  total: timeToValueRow,
  peopleColumn: 'people',
  behind: { list: 'people', query: {}, columns: {} },
  parts: [],
} as const satisfies Measure
