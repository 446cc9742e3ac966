import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importInAnyOrder } from '../support/import-in-any-order.ts'
import {
  type MeasuredOrganisation,
  type OrganisationBench,
  startOrganisationBench,
} from '../support/measured-organisation.ts'
import { formatDay, parseDay } from '../support/oracle/day.ts'
import { judgedActions } from '../support/oracle/flags.ts'
import { openOrganisation } from '../support/oracle/organisation.ts'
import { perfunctory } from '../support/oracle/perfunctory.ts'
import { verified, withoutFlagged } from '../support/oracle/verified.ts'
import { both } from '../support/product-and-oracle.ts'
import { randomOrganisation } from '../support/random-organisation.ts'

// TAKEHOLD_SEEDS=101,102 asks about other organisations.
const seeds = (process.env.TAKEHOLD_SEEDS ?? '2').split(',').map(Number)
const dimensions = ['none', 'department', 'team', 'role', 'phase'] as const

let bench: OrganisationBench
beforeAll(async () => {
  bench = await startOrganisationBench()
})
afterAll(() => bench?.stop())

describe.each(seeds)('a made-up organisation, seed %i, imported in any order', (seed) => {
  const made = randomOrganisation(seed)
  const org = openOrganisation(made.inputs)
  const clean = withoutFlagged(org)
  let target: MeasuredOrganisation
  beforeAll(async () => {
    target = await bench.begin()
    await importInAnyOrder(target, made, seed)
  }, 180_000)
  afterAll(() => target?.close())

  it('has flags of every kind, on the actions of the oracle', async () => {
    const wanted = [...org.people.values()].flatMap((person) =>
      judgedActions(org, person).flatMap(({ event, day, kinds }) =>
        kinds.map((kind) =>
          [target.personKeys.keyOf(person.personId), formatDay(day), event.messageId, kind].join(' '),
        ),
      ),
    )
    const found = await target.rows(
      'SELECT person_key, toString(date) AS day, message_id, kind FROM action_flags FINAL',
    )
    const kept = found.map(({ person_key, day, message_id, kind }) => [person_key, day, message_id, kind].join(' '))
    expect(kept.sort()).toEqual(wanted.sort())
    const kinds = new Set(found.map(({ kind }) => kind))
    expect([...kinds].sort()).toEqual(['backdated', 'burst', 'copied', 'placeholder_only', 'reverted'])
  })

  it.each(dimensions)('has its perfunctory actions by %s', async (by) => {
    for (const on of made.dates) {
      const wanted = perfunctory(org, { on: parseDay(on), ...(by === 'none' ? {} : { by }) })
      const { product, oracle } = both(await target.ask('perfunctory', { on, by }), wanted)
      expect({ on, rows: product }).toEqual({ on, rows: oracle })
    }
  })

  it.each(dimensions)('has its verified adoption by %s', async (by) => {
    for (const on of made.dates) {
      const wanted = verified({ org, clean }, { on: parseDay(on), ...(by === 'none' ? {} : { by }) })
      const { product, oracle } = both(await target.ask('verified', { on, by }), wanted)
      expect({ on, rows: product }).toEqual({ on, rows: oracle })
    }
  })

  it('has derived tables that hold what the facts say', async () => {
    expect(await target.rollup().verify()).toEqual([])
  })
})
