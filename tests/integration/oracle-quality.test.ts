import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recordLists } from '../../schema/record-list.ts'
import { importPlainly } from '../support/import-plainly.ts'
import { listedCounts, sumOf } from '../support/listed-records.ts'
import {
  type MeasuredOrganisation,
  type OrganisationBench,
  startOrganisationBench,
} from '../support/measured-organisation.ts'
import { completeness, completenessByField } from '../support/oracle/completeness.ts'
import { formatDay, parseDay } from '../support/oracle/day.ts'
import { duplicates } from '../support/oracle/duplicates.ts'
import { openOrganisation } from '../support/oracle/organisation.ts'
import { pollution } from '../support/oracle/pollution.ts'
import { type CareRow, freshness, orphaned } from '../support/oracle/record-care.ts'
import { represented } from '../support/oracle/represented.ts'
import { type Both, both } from '../support/product-and-oracle.ts'
import { randomOrganisation } from '../support/random-organisation.ts'

type Row = Record<string, unknown>

// TAKEHOLD_SEEDS=101,102 asks about other organisations.
const seeds = (process.env.TAKEHOLD_SEEDS ?? '1').split(',').map(Number)
const dimensions = ['none', 'object', 'department', 'editor_department', 'origin', 'owner'] as const

let bench: OrganisationBench
beforeAll(async () => {
  bench = await startOrganisationBench()
})
afterAll(() => bench?.stop())

describe.each(seeds)('the data of a made-up organisation, seed %i', (seed) => {
  const made = randomOrganisation(seed)
  const org = openOrganisation(made.inputs)
  let target: MeasuredOrganisation
  beforeAll(async () => {
    target = await bench.begin()
    await importPlainly(target, made)
  }, 180_000)
  afterAll(() => target?.close())

  // The first days of every other date, so that ranges begin anywhere.
  const ranges = made.dates.slice(-2).map((on, n) => ({ on, from: formatDay(parseDay(on) - (n % 2 === 0 ? 27 : 100)) }))
  const spanOf = ({ on, from }: { on: string; from: string }) => ({
    on,
    range: { from, to: on, grain: 'week' as const, completeDay: on },
  })
  const keyed = <Each extends { group: string }>(by: string, rows: Each[]) =>
    by === 'owner' ? rows.map((row) => ({ ...row, group: target.personKeys.keyOf(row.group) })) : rows

  async function sameIn(each: (range: { on: string; from: string }) => Promise<Both>): Promise<number> {
    let compared = 0
    for (const range of ranges) {
      const { product, oracle } = await each(range)
      expect({ range, rows: product }).toEqual({ range, rows: oracle })
      compared += Object.keys(oracle).length
    }
    return compared
  }

  // How the stock stands by owner, department and object is asked beside the other headline measures.
  const asked = [
    ['stock', 'editor_department'],
    ['stock', 'origin'],
    ...dimensions.flatMap((by) => (['flow', 'first_pass'] as const).map((basis) => [basis, by] as const)),
  ] as const
  it.each(asked)('has its completeness of the %s by %s', async (basis, by) => {
    const compared = await sameIn(async ({ on, from }) => {
      const query = { on: parseDay(on), from: parseDay(from), basis }
      const { rows, total } = completeness(org, by === 'none' ? query : { ...query, by })
      const wanted = by === 'none' ? [{ group: '', ...total }].filter(({ records }) => records > 0) : rows
      return both(await target.ask('completeness_basis', { ...spanOf({ on, from }), by, basis }), keyed(by, wanted))
    })
    expect(compared).toBeGreaterThan(made.program === '' ? -1 : 0)
  })

  it.each(['flow', 'first_pass'] as const)('has its fields of the %s', async (basis) => {
    await sameIn(async ({ on, from }) => {
      const wanted = completenessByField(org, { on: parseDay(on), from: parseDay(from), basis })
      const asked = await target.ask('completeness_fields_basis', { ...spanOf({ on, from }), basis })
      return both(asked, wanted, ({ object, field }) => `${object}.${field}`)
    })
  })

  it.each(['none', 'department'] as const)('has its pollution by %s', async (by) => {
    const compared = await sameIn(async ({ on, from }) => {
      const query = { on: parseDay(on), from: parseDay(from) }
      const wanted = pollution(org, by === 'none' ? query : { ...query, by })
      const keyOf = ({ group, origin, form }: Row) => `${group} ${origin} ${form}`
      return both(await target.ask('pollution', { ...spanOf({ on, from }), by }), wanted, keyOf)
    })
    expect(compared).toBeGreaterThan(made.program === '' ? -1 : 0)
  })

  const care = [
    { name: 'freshness', met: 'fresh', ask: freshness },
    { name: 'orphaned', met: 'orphaned', ask: orphaned },
  ] as const
  it.each(care.flatMap((each) => (['none', 'object', 'department', 'owner'] as const).map((by) => ({ ...each, by }))))(
    'has its $name by $by',
    async ({ name, met, ask, by }) => {
      const compared = await sameIn(async ({ on }) => {
        const wanted = keyed(by, ask(org, parseDay(on), by)).map((row) => renamed(row, met))
        return both(await target.ask(name, { on, by }), wanted)
      })
      expect(compared).toBeGreaterThan(0)
    },
  )

  it('has its freshness by tier', async () => {
    await sameIn(async ({ on }) => {
      const wanted = freshness(org, parseDay(on), 'tier').map((row) => renamed(row, 'fresh'))
      return both(await target.ask('freshness', { on, by: 'tier' }), wanted)
    })
  })

  it.each(['none', 'object', 'department', 'owner'] as const)('has its duplicates by %s', async (by) => {
    const compared = await sameIn(async ({ on }) => {
      const wanted = keyed(by, duplicates(org, parseDay(on), by))
      return both(await target.ask('duplicates', { on, by }), wanted)
    })
    expect(compared).toBeGreaterThan(made.program === '' ? -1 : 0)
  })

  it.each(['object', 'department'] as const)('lists the records behind each number by %s', async (by) => {
    let compared = 0
    const same = async (
      measure: 'completeness' | 'freshness' | 'orphaned' | 'duplicates',
      on: string,
      wanted: readonly { group: string; all: number; met: number }[],
      states: { all: readonly string[]; met: readonly string[] },
    ) => {
      const counts = await listedCounts(target, measure, { on, by })
      const found = wanted.map(({ group }) => [
        group,
        sumOf(counts, group, states.all),
        sumOf(counts, group, states.met),
      ])
      expect({ measure, on, found }).toEqual({
        measure,
        on,
        found: wanted.map(({ group, all, met }) => [group, all, met]),
      })
      const whole = Object.values(counts).reduce((sum, records) => sum + records, 0)
      const known = wanted.flatMap(({ group }) =>
        recordLists[measure].states.map((state) => sumOf(counts, group, [state])),
      )
      expect(known.reduce((sum, records) => sum + records, 0)).toBe(whole)
      compared += whole
    }
    for (const { on } of ranges) {
      const day = parseDay(on)
      const stock = completeness(org, { on: day, by }).rows.map(({ group, records, complete: met }) => ({
        group,
        all: records,
        met,
      }))
      await same('completeness', on, stock, { all: ['complete', 'incomplete'], met: ['complete'] })
      const rowsOf = (rows: CareRow[]) => rows.map(({ group, records, met }) => ({ group, all: records, met }))
      const [fresh, gone] = [freshness(org, day, by), orphaned(org, day, by)]
      const orphans = ['owner_gone', 'owner_not_eligible', 'without_owner']
      await same('freshness', on, rowsOf(fresh), { all: recordLists.freshness.states, met: ['fresh'] })
      await same('orphaned', on, rowsOf(gone), { all: recordLists.orphaned.states, met: orphans })
      const twins = duplicates(org, day, by).map((row) => ({ group: row.group, all: row.records, met: row.duplicates }))
      await same('duplicates', on, twins, { all: ['duplicate', 'unique'], met: ['duplicate'] })
    }
    expect(compared).toBeGreaterThan(0)
  })

  it('lists the records behind each field, the accounts behind each step, and the values that went bad', async () => {
    for (const { on, from } of ranges) {
      for (const row of completenessByField(org, { on: parseDay(on) })) {
        const counts = await listedCounts(target, 'completeness', { on, field: row.field, objects: [row.object] })
        const states = ['ok', 'missing', 'placeholder', 'default', 'invalid'] as const
        expect([row.field, ...states.map((state) => sumOf(counts, '', [state]))]).toEqual([
          row.field,
          ...states.map((state) => row[state]),
        ])
      }
      const { total } = represented(org, { on: parseDay(on) })
      const counts = await listedCounts(target, 'represented', { on })
      const steps = ['in_crm', 'owned', 'complete', 'has_contact', 'touched'] as const
      // The states stand in the order in which they come nearest to the last step.
      const reaching = (n: number) => ['represented', ...recordLists.represented.states.slice(0, 4 - n)]
      const found = steps.map((step, n) => (total[step] === null ? null : sumOf(counts, '', reaching(n))))
      expect({ on, found }).toEqual({ on, found: steps.map((step) => total[step]) })
      const bad = pollution(org, { on: parseDay(on), from: parseDay(from) }).reduce((sum, row) => sum + row.new_bad, 0)
      const values = await listedCounts(target, 'pollution', { on, from_date: from })
      expect([on, sumOf(values, '', ['went_bad'])]).toEqual([on, bad])
    }
  })

  it('keeps keyed hashes of keys, never the keys', async () => {
    const kept = await target.rows('SELECT DISTINCT arrayJoin(mapValues(key_hashes)) AS hash FROM record_versions')
    for (const { hash } of kept) expect(hash).toMatch(/^([0-9a-f]{16})?$/)
    expect(kept.length).toBeGreaterThan(made.program === '' ? -1 : 1)
  })

  it('has derived tables that hold what the facts say', async () => {
    expect(await target.rollup().verify()).toEqual([])
  })
})

function renamed({ met, ...row }: CareRow, name: string): Row & { group: string } {
  return { ...row, [name]: met }
}
