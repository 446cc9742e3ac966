import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importPlainly } from '../support/import-plainly.ts'
import {
  type MeasuredOrganisation,
  type OrganisationBench,
  startOrganisationBench,
} from '../support/measured-organisation.ts'
import { concentration } from '../support/oracle/concentration.ts'
import { formatDay, parseDay } from '../support/oracle/day.ts'
import { effort } from '../support/oracle/effort.ts'
import { habit } from '../support/oracle/habit.ts'
import { layers } from '../support/oracle/layers.ts'
import { openOrganisation } from '../support/oracle/organisation.ts'
import { reach } from '../support/oracle/reach.ts'
import { stickiness } from '../support/oracle/stickiness.ts'
import { both } from '../support/product-and-oracle.ts'
import { randomOrganisation } from '../support/random-organisation.ts'

// TAKEHOLD_SEEDS=101,102 asks about other organisations.
const seeds = (process.env.TAKEHOLD_SEEDS ?? '7,34').split(',').map(Number)
const dimensions = ['none', 'department', 'team', 'role', 'phase'] as const
const snapshots = { habit, reach, concentration, effort, layers } as const
const names = ['habit', 'reach', 'concentration', 'effort', 'layers'] as const

let bench: OrganisationBench
beforeAll(async () => {
  bench = await startOrganisationBench()
})
afterAll(() => bench?.stop())

describe.each(seeds)('a made-up organisation, seed %i', (seed) => {
  const made = randomOrganisation(seed)
  const org = openOrganisation(made.inputs)
  let target: MeasuredOrganisation
  beforeAll(async () => {
    target = await bench.begin()
    await importPlainly(target, made)
  }, 180_000)
  afterAll(() => target?.close())

  // Every dimension on one of the dates; which, differs from measure to measure.
  it.each(names)('has its %s', async (name) => {
    for (const [n, on] of made.dates.entries()) {
      const by = dimensions[(n + seed + names.indexOf(name)) % dimensions.length] ?? 'none'
      const wanted = snapshots[name](org, { on: parseDay(on), ...(by === 'none' ? {} : { by }) })
      const { product, oracle } = both(await target.ask(name, { on, by }), wanted, keyOf)
      expect({ on, by, rows: product }).toEqual({ on, by, rows: oracle })
    }
  })

  it.each([
    ['week', 'none'],
    ['week', 'department'],
    ['week', 'phase'],
    ['month', 'team'],
    ['month', 'role'],
  ] as const)('has its stickiness at every %s end by %s', async (grain, by) => {
    const [from = '', to = ''] = [made.dates[0], made.dates.at(-1)]
    const span = { from: parseDay(from), to: parseDay(to), completeThrough: parseDay(to) - 3, grain }
    const rows = stickiness(org, { ...span, ...(by === 'none' ? {} : { by }) })
    const wanted = rows.map((row) => ({ ...row, period: formatDay(row.period) }))
    const range = { from, to, grain, completeDay: formatDay(span.completeThrough) }
    const { product, oracle } = both(await target.ask('stickiness', { on: to, by, range }), wanted, keyOf)
    expect(Object.keys(oracle).length).toBeGreaterThan(0)
    expect(product).toEqual(oracle)
  })
})

function keyOf({ group, task = '', period = '' }: Record<string, unknown>): string {
  return JSON.stringify([period, group, task])
}
