import { viewOf } from '../../../collector/report/ask-view.ts'
import { completeness, completenessByField } from '../oracle/completeness.ts'
import { parseDay } from '../oracle/day.ts'
import { duplicates } from '../oracle/duplicates.ts'
import { pollution } from '../oracle/pollution.ts'
import { freshness, orphaned } from '../oracle/record-care.ts'
import { represented } from '../oracle/represented.ts'
import { both } from './both.ts'
import { type Asked, type Comparison, keyedBy, oneOf, rangeOf } from './comparison.ts'

const dimensions = ['object', 'department', 'editor_department', 'origin', 'owner'] as const
const careDimensions = ['object', 'tier', 'department', 'owner'] as const

/** Completeness on a date, of the stock or of what was edited or created since another. */
export const compareCompleteness: Comparison = async ({ target, org }, question) => {
  const { on, by, basis } = question
  const query = { on: parseDay(on), from: parseDay(question.from), basis }
  const told = basis === 'stock' ? { on, by } : { ...rangeOf(question), by, basis }
  const answer = await target.ask(viewOf({ name: 'completeness', by, basis }), told)
  if (by === 'field') return both(answer, completenessByField(org, query), keyedBy('object', 'field'))
  const dimension = oneOf(dimensions, by)
  const { rows, total } = completeness(org, dimension === undefined ? query : { ...query, by: dimension })
  const wanted = by === 'none' ? [{ group: '', ...total }].filter(({ records }) => records > 0) : rows
  return both(answer, keyed(target, by, wanted))
}

/** Where bad values of a range come from. */
export const comparePollution: Comparison = async ({ target, org }, question) => {
  const query = { on: parseDay(question.on), from: parseDay(question.from) }
  const by = oneOf(['department'], question.by)
  const wanted = pollution(org, by === undefined ? query : { ...query, by })
  const rows = await target.ask('pollution', { ...rangeOf(question), by: question.by })
  return both(rows, wanted, keyedBy('group', 'origin', 'form'))
}

/** Open records with a touch on a date. */
export const compareFreshness: Comparison = async ({ target, org }, { on, by }) => {
  const rows = freshness(org, parseDay(on), oneOf(careDimensions, by) ?? 'none')
  const wanted = rows.map(({ met, ...row }) => ({ ...row, fresh: met }))
  return both(await target.ask('freshness', { on, by }), keyed(target, by, wanted))
}

/** Open records without an owner on a date. */
export const compareOrphaned: Comparison = async ({ target, org }, { on, by }) => {
  const rows = orphaned(org, parseDay(on), oneOf(careDimensions, by) ?? 'none')
  const wanted = rows.map(({ met, ...row }) => ({ ...row, orphaned: met }))
  return both(await target.ask('orphaned', { on, by }), keyed(target, by, wanted))
}

/** Records that share a key on a date. */
export const compareDuplicates: Comparison = async ({ target, org }, { on, by }) => {
  const wanted = duplicates(org, parseDay(on), oneOf(['object', 'department', 'owner'], by) ?? 'none')
  return both(await target.ask('duplicates', { on, by }), keyed(target, by, wanted))
}

/** Represented accounts on a date. */
export const compareRepresented: Comparison = async ({ target, org }, { on, by }) => {
  const dimension = oneOf(['tier', 'department'], by)
  const day = { on: parseDay(on) }
  const { rows, total } = represented(org, dimension === undefined ? day : { ...day, by: dimension })
  const isNothing = Object.values(total).every((value) => value === null || value === 0)
  const wanted = by === 'none' ? [{ group: '', ...total }].filter(() => !isNothing) : rows
  return both(await target.ask('represented', { on, by }), wanted)
}

// The product names owners by their keys.
function keyed<Each extends { group: string }>(target: Asked['target'], by: string, rows: Each[]): Each[] {
  return by === 'owner' ? rows.map((row) => ({ ...row, group: target.personKeys.keyOf(row.group) })) : rows
}
