import { parseDay } from '../oracle/day.ts'
import { dualEntry } from '../oracle/dual-entry.ts'
import { entryLag } from '../oracle/entry-lag.ts'
import { movement } from '../oracle/movement.ts'
import type { Organisation } from '../oracle/organisation.ts'
import { perfunctory } from '../oracle/perfunctory.ts'
import { verified, withoutFlagged } from '../oracle/verified.ts'
import { both } from './both.ts'
import { type Comparison, keyedBy, split } from './comparison.ts'

const cleaned = new WeakMap<Organisation, Organisation>()

/** Flagged actions on a date. */
export const comparePerfunctory: Comparison = async ({ target, org }, { on, by }) =>
  both(await target.ask('perfunctory', { on, by }), perfunctory(org, { on: parseDay(on), ...split(by) }))

/** Adoption with and without flagged actions on a date. */
export const compareVerified: Comparison = async ({ target, org }, { on, by }) => {
  const clean = cleaned.get(org) ?? withoutFlagged(org)
  cleaned.set(org, clean)
  return both(await target.ask('verified', { on, by }), verified({ org, clean }, { on: parseDay(on), ...split(by) }))
}

/** Where core tasks are done on a date. */
export const compareDualEntry: Comparison = async ({ target, org }, { on, by }) => {
  const wanted = dualEntry(org, { on: parseDay(on), ...split(by) })
  return both(await target.ask('dual_entry', { on, by }), wanted, keyedBy('group', 'task'))
}

/** Lag of entries on a date. */
export const compareEntryLag: Comparison = async ({ target, org }, { on, by }) =>
  both(await target.ask('entry_lag', { on, by }), entryLag(org, { on: parseDay(on), ...split(by) }))

/** What moved adoption between two dates, from what was told about the first. */
export const compareMovement: Comparison = async ({ target, known }, { on, from, by }) => {
  const wanted = movement(known(from), { from: parseDay(from), on: parseDay(on), ...split(by) })
  const range = { from, to: on, grain: 'week', completeDay: on } as const
  return both(await target.ask('movement', { on, by, range }), wanted)
}
