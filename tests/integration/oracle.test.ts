import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importInAnyOrder } from '../support/import-in-any-order.ts'
import {
  type MeasuredOrganisation,
  type OrganisationBench,
  startOrganisationBench,
} from '../support/measured-organisation.ts'
import { openOrganisation } from '../support/oracle/organisation.ts'
import {
  type Both,
  bothAdoption,
  bothCompleteness,
  bothCoverage,
  bothPeople,
  bothRepresented,
  bothTrend,
} from '../support/product-and-oracle.ts'
import { randomOrganisation } from '../support/random-organisation.ts'

// TAKEHOLD_SEEDS=101,102 asks about other organisations.
const seeds = (process.env.TAKEHOLD_SEEDS ?? '1,2,3,5,13').split(',').map(Number)

let bench: OrganisationBench
beforeAll(async () => {
  bench = await startOrganisationBench()
})
afterAll(() => bench?.stop())

describe.each(seeds)('a made-up organisation, seed %i, imported in any order', (seed) => {
  const made = randomOrganisation(seed)
  const { dates } = made
  const org = openOrganisation(made.inputs)
  let target: MeasuredOrganisation
  beforeAll(async () => {
    target = await bench.begin()
    await importInAnyOrder(target, made, seed)
  }, 180_000)
  afterAll(() => target?.close())

  async function sameOn(each: (on: string) => Promise<Both>): Promise<void> {
    for (const on of dates) {
      const { product, oracle } = await each(on)
      expect({ on, rows: product }).toEqual({ on, rows: oracle })
    }
  }

  it('has the people of the oracle, each with state, detail, days and tasks', async () => {
    await sameOn((on) => bothPeople({ target, org }, on))
  })

  it.each(['none', 'department', 'team', 'role', 'phase'] as const)('has its adoption by %s', async (by) => {
    await sameOn((on) => bothAdoption({ target, org }, on, by))
  })

  it.each(['week', 'month'] as const)('has its adoption at every %s end', async (grain) => {
    const range = { from: dates[0] ?? '', to: dates.at(-1) ?? '', grain }
    for (const by of ['none', 'department'] as const) {
      const { product, oracle } = await bothTrend({ target, org }, { ...range, by })
      expect(product).toEqual(oracle)
    }
  })

  it('has its coverage', async () => {
    await sameOn((on) => bothCoverage({ target, org }, on))
  })

  it.each(['none', 'object', 'department', 'owner', 'field'] as const)('has its completeness by %s', async (by) => {
    await sameOn((on) => bothCompleteness({ target, org }, on, by))
  })

  it.each(['none', 'tier'] as const)('has its represented accounts by %s', async (by) => {
    await sameOn((on) => bothRepresented({ target, org }, on, by))
  })

  it('has derived tables that hold what the facts say', async () => {
    expect(await target.rollup().verify()).toEqual([])
  })
})
