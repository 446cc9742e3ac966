import { formatDay, parseDay } from '../oracle/day.ts'
import { lifecycle } from '../oracle/lifecycle.ts'
import { retention } from '../oracle/retention.ts'
import { timeToValue } from '../oracle/time-to-value.ts'
import { both } from './both.ts'
import { type Comparison, keyedBy, rangeOf, split } from './comparison.ts'

/** People by what they did in each week of a range and before. */
export const compareLifecycle: Comparison = async ({ target, org }, question) => {
  const { from, on, by, completeDay } = question
  const span = { from: parseDay(from), to: parseDay(on), completeThrough: parseDay(completeDay) }
  const wanted = lifecycle(org, { ...span, ...split(by) }).map((row) => ({ ...row, period: formatDay(row.period) }))
  const rows = await target.ask('lifecycle', { ...rangeOf({ ...question, grain: 'week' }), by })
  return both(rows, wanted, keyedBy('period', 'group'))
}

/** Cohorts of a range week by week. */
export const compareRetention: Comparison = async ({ target, org }, question) => {
  const { from, on, by, completeDay } = question
  const span = { from: parseDay(from), to: parseDay(on), completeThrough: parseDay(completeDay) }
  const wanted = retention(org, { ...span, ...split(by) }).map((row) => ({ ...row, period: formatDay(row.period) }))
  const rows = await target.ask('retention', { ...rangeOf({ ...question, grain: 'week' }), by })
  return both(rows, wanted, keyedBy('period', 'group', 'weeks_since'))
}

/** Time to value as of a date. */
export const compareTimeToValue: Comparison = async ({ target, org }, { on, by }) =>
  both(await target.ask('time_to_value', { on, by }), timeToValue(org, { on: parseDay(on), ...split(by) }))
