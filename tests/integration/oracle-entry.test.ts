import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importPlainly } from '../support/import-plainly.ts'
import {
  type MeasuredOrganisation,
  type OrganisationBench,
  startOrganisationBench,
} from '../support/measured-organisation.ts'
import { parseDay } from '../support/oracle/day.ts'
import { dualEntry } from '../support/oracle/dual-entry.ts'
import { entryLag } from '../support/oracle/entry-lag.ts'
import { openOrganisation } from '../support/oracle/organisation.ts'
import { both } from '../support/product-and-oracle.ts'
import { randomOrganisation } from '../support/random-organisation.ts'

// TAKEHOLD_SEEDS=101,102 asks about other organisations.
const seeds = (process.env.TAKEHOLD_SEEDS ?? '2,13').split(',').map(Number)
const dimensions = ['none', 'department', 'role'] as const

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

  it.each(dimensions)('has the places where core tasks are done by %s', async (by) => {
    for (const on of made.dates) {
      const wanted = dualEntry(org, { on: parseDay(on), ...(by === 'none' ? {} : { by }) })
      const keyOf = ({ group, task }: Record<string, unknown>) => `${group} ${task}`
      const { product, oracle } = both(await target.ask('dual_entry', { on, by }), wanted, keyOf)
      expect({ on, rows: product }).toEqual({ on, rows: oracle })
    }
  })

  it.each(dimensions)('has the lag of entries by %s', async (by) => {
    for (const on of made.dates) {
      const wanted = entryLag(org, { on: parseDay(on), ...(by === 'none' ? {} : { by }) })
      const { product, oracle } = both(await target.ask('entry_lag', { on, by }), wanted)
      expect({ on, rows: product }).toEqual({ on, rows: oracle })
    }
  })
})
