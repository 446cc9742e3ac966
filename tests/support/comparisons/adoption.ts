import { adoption } from '../oracle/adoption.ts'
import { adoptionTrend } from '../oracle/adoption-trend.ts'
import { coverage } from '../oracle/coverage.ts'
import { formatDay, parseDay } from '../oracle/day.ts'
import { people } from '../oracle/people.ts'
import { both } from './both.ts'
import type { Comparison } from './comparison.ts'
import { keyedBy, rangeOf, split } from './comparison.ts'

/** Adoption on a date; `none` is the total. */
export const compareAdoption: Comparison = async ({ target, org }, { on, by }) => {
  const { rows, total } = adoption(org, { on: parseDay(on), ...split(by) })
  // The product has no row for nobody.
  const wanted = by === 'none' ? [{ group: '', ...total }].filter(({ eligible }) => eligible > 0) : rows
  return both(await target.ask('adoption', { on, by }), wanted)
}

/** Adoption at the period ends between two dates. */
export const compareTrend: Comparison = async ({ target, org }, question) => {
  const { from, on, by, grain, completeDay } = question
  const span = { from: parseDay(from), to: parseDay(on), completeThrough: parseDay(completeDay) }
  const points = adoptionTrend(org, { ...span, grain, ...split(by) })
  const wanted = points.flatMap(({ period, partial, rows, total }) =>
    (by === 'none' ? [{ group: '', ...total }] : rows)
      .filter(({ eligible }) => eligible > 0)
      .map((row) => ({ period: formatDay(period), partial, ...row })),
  )
  // The last period may end later than the range.
  const last = formatDay(points.at(-1)?.period ?? span.to)
  const rows = await target.ask('adoption_trend', { ...rangeOf({ ...question, on: last }), by })
  return both(rows, wanted, keyedBy('period', 'group'))
}

/** Coverage by department, with the headline under the name `* total`. */
export const compareCoverage: Comparison = async ({ target, org }, { on }) => {
  const { rows, total } = coverage(org, { on: parseDay(on) })
  const wanted = rows.map(({ department, ...row }) => ({ group: department, ...row }))
  const departments = both(await target.ask('coverage', { on }), wanted)
  const headline = both(await target.ask('coverage_total', { on }), [total], () => '* total')
  return {
    product: { ...departments.product, ...headline.product },
    oracle: { ...departments.oracle, ...headline.oracle },
  }
}

/** Everyone eligible on a date. */
export const comparePeople: Comparison = async ({ target, org }, { on }) => {
  const eligible = people(org, { on: parseDay(on) }).filter(({ state }) => state !== 'not_eligible')
  // The product says in one column why somebody is not measured and what kind of lapsed somebody is.
  const wanted = eligible.map(({ reason, detail, ...row }) => ({ ...row, detail: detail || reason }))
  return both(await target.ask('people', { on }), wanted, keyedBy('person_id'))
}
