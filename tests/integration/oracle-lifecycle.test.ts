import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importPlainly } from '../support/import-plainly.ts'
import {
  type MeasuredOrganisation,
  type OrganisationBench,
  startOrganisationBench,
} from '../support/measured-organisation.ts'
import { formatDay, parseDay } from '../support/oracle/day.ts'
import { lifecycle } from '../support/oracle/lifecycle.ts'
import { openOrganisation } from '../support/oracle/organisation.ts'
import { retention } from '../support/oracle/retention.ts'
import { timeToValue } from '../support/oracle/time-to-value.ts'
import { both } from '../support/product-and-oracle.ts'
import { randomOrganisation } from '../support/random-organisation.ts'

// TAKEHOLD_SEEDS=101,102 asks about other organisations.
const seeds = (process.env.TAKEHOLD_SEEDS ?? '1,13').split(',').map(Number)
const dimensions = ['none', 'department', 'team', 'role', 'phase'] as const

let bench: OrganisationBench
beforeAll(async () => {
  bench = await startOrganisationBench()
})
afterAll(() => bench?.stop())

describe.each(seeds)('a made-up organisation, seed %i', (seed) => {
  const made = randomOrganisation(seed)
  const org = openOrganisation(made.inputs)
  // The first and the last date lie months apart, and in the middle of weeks.
  const [from = '', completeDay = ''] = [made.dates[0], made.dates.at(-2)]
  const to = formatDay(parseDay(completeDay) + 20)
  const span = { from: parseDay(from), to: parseDay(to), completeThrough: parseDay(completeDay) }
  const range = { from, to, grain: 'week' as const, completeDay }
  let target: MeasuredOrganisation
  beforeAll(async () => {
    target = await bench.begin()
    await importPlainly(target, made)
  }, 180_000)
  afterAll(() => target?.close())

  it.each(dimensions)('has its lifecycle by %s', async (by) => {
    const wanted = lifecycle(org, { ...span, ...(by === 'none' ? {} : { by }) })
    const dated = wanted.map((row) => ({ ...row, period: formatDay(row.period) }))
    const rows = await target.ask('lifecycle', { on: to, by, range })
    const { product, oracle } = both(rows, dated, ({ period, group }) => `${period} ${group}`)
    expect(product).toEqual(oracle)
    expect(Object.keys(oracle).length).toBeGreaterThan(0)
  })

  it.each(dimensions)('has its retention by %s', async (by) => {
    // Nobody is active before the first event, so every cohort is in the range.
    const everything = { ...range, from: '2024-08-26' }
    const wanted = retention(org, { ...span, from: parseDay(everything.from), ...(by === 'none' ? {} : { by }) })
    const dated = wanted.map((row) => ({ ...row, period: formatDay(row.period) }))
    const rows = await target.ask('retention', { on: to, by, range: everything })
    const { product, oracle } = both(rows, dated, (row) => `${row.period} ${row.group} ${row.weeks_since}`)
    expect(product).toEqual(oracle)
  })

  it.each(dimensions)('has its time to value by %s', async (by) => {
    for (const on of made.dates.filter((_, n) => n % 2 === 0)) {
      const wanted = timeToValue(org, { on: parseDay(on), ...(by === 'none' ? {} : { by }) })
      const { product, oracle } = both(await target.ask('time_to_value', { on, by }), wanted)
      expect({ on, rows: product }).toEqual({ on, rows: oracle })
    }
  })
})
