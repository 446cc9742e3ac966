import { circle } from '../oracle/circle.ts'
import { formatDay, parseDay } from '../oracle/day.ts'
import { outcomes } from '../oracle/outcomes.ts'
import { pulse } from '../oracle/pulse.ts'
import { voice } from '../oracle/voice.ts'
import { both } from './both.ts'
import { type Comparison, keyedBy, type Row, rangeOf, split } from './comparison.ts'

/** Answers of users on a date. */
export const compareVoice: Comparison = async ({ target, org, made }, { on, by }) => {
  const wanted = voice(org, made.feedback, { on: parseDay(on), ...split(by) })
  return both(await target.ask('voice', { on, by }), wanted, keyedBy('group', 'question', 'state', 'reason'))
}

/** Business figures beside adoption at the period ends of a range. */
export const compareOutcomes: Comparison = async ({ target, org, made }, question) => {
  const { from, on, grain } = question
  const by = question.by === 'none' ? 'none' : 'department'
  const wanted = outcomes(org, made.outcomes, { from: parseDay(from), to: parseDay(on), grain, by })
  const rows = await target.ask('outcomes', { ...rangeOf(question), by })
  return both(rows, wanted, keyedBy('period', 'group', 'metric'))
}

/** Leaders' own use on a date. */
export const comparePulse: Comparison = async ({ target, org }, { on }) => {
  const wanted = pulse(org, parseDay(on)).map((row) => ({ ...row, group: target.personKeys.keyOf(row.group) }))
  return both(await target.ask('pulse', { on, by: 'manager' }), wanted, keyedBy('group', 'kind'))
}

/** Use and data quality at the period ends of a range, with their links under the name `* links`. */
export const compareCircle: Comparison = async ({ target, org }, question) => {
  const { from, on, by, grain, completeDay } = question
  const span = { from: parseDay(from), to: parseDay(on), completeThrough: parseDay(completeDay) }
  const { departments, whole, links } = circle(org, { ...span, grain })
  const wanted = (by === 'none' ? whole : departments).map((row) => ({ ...row, period: formatDay(row.period) }))
  const rows = await target.ask('circle', { ...rangeOf(question), by })
  const { product, oracle } = both(rows, wanted, keyedBy('period', 'group'))
  const told = rows.at(-1)
  if (told === undefined) return { product, oracle }
  const asked = Object.fromEntries(Object.keys(links).map((name) => [name, told[name]]))
  return { product: { ...product, '* links': rounded(asked) }, oracle: { ...oracle, '* links': rounded({ ...links }) } }
}

// Sums of fractions in another order differ in the last digit.
function rounded(links: Row): Row {
  const texts = JSON.stringify(links, (_, value) => (typeof value === 'number' ? Number(value.toFixed(9)) : value))
  return JSON.parse(texts)
}
