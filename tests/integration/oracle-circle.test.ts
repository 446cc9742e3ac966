import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importPlainly } from '../support/import-plainly.ts'
import {
  type MeasuredOrganisation,
  type OrganisationBench,
  startOrganisationBench,
} from '../support/measured-organisation.ts'
import { type CircleRow, circle } from '../support/oracle/circle.ts'
import { formatDay, parseDay } from '../support/oracle/day.ts'
import { openOrganisation } from '../support/oracle/organisation.ts'
import { both } from '../support/product-and-oracle.ts'
import { randomOrganisation } from '../support/random-organisation.ts'

// TAKEHOLD_SEEDS=101,102 asks about other organisations.
const seeds = (process.env.TAKEHOLD_SEEDS ?? '9,10').split(',').map(Number)

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

  it.each(['week', 'month'] as const)(
    'has its use and data quality and their links, at every %s end',
    async (grain) => {
      const [from, to, completeDay] = ['2024-11-03', '2025-05-31', '2025-05-20']
      const span = { from: parseDay(from), to: parseDay(to), completeThrough: parseDay(completeDay) }
      const { departments, whole, links } = circle(org, { ...span, grain })
      const keyOf = ({ period, group }: Record<string, unknown>) => `${period} ${group}`
      const dated = (row: CircleRow) => ({ ...row, period: formatDay(row.period) })
      for (const [by, wanted] of [
        ['department', departments],
        ['none', whole],
      ] as const) {
        const rows = await target.ask('circle', { on: to, by, range: { from, to, grain, completeDay } })
        const { product, oracle } = both(rows, wanted.map(dated), keyOf)
        expect(product).toEqual(oracle)
        for (const [name, link] of Object.entries(links)) {
          expect(flatten(rows.at(-1)?.[name]), name).toEqual(flatten(link))
        }
      }
    },
  )

  it('shows a department alone what it shows among all, so that nothing hidden follows from a filter', async () => {
    const range = { from: '2025-01-31', to: '2025-05-31', grain: 'month', completeDay: '2025-05-31' } as const
    const all = await target.ask('circle', { on: range.to, by: 'department', range })
    for (const department of new Set(all.map(({ group }) => String(group)))) {
      const question = { on: range.to, filters: { department: [department] }, range }
      const wanted = all.filter(({ group }) => group === department).map(figures)
      expect((await target.ask('circle', { ...question, by: 'department' })).map(figures)).toEqual(wanted)
      const alone = (await target.ask('circle', { ...question, by: 'none' })).map(figures)
      expect(alone).toEqual(wanted.map((row) => ({ ...row, group: '' })))
    }
  })
})

// Links are of the departments that were asked for.
function figures(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !name.includes('_then_')))
}

// Sums of fractions in another order differ in the last digit.
function flatten(link: unknown): unknown {
  return JSON.parse(JSON.stringify(link, (_, value) => (typeof value === 'number' ? Number(value.toFixed(9)) : value)))
}
