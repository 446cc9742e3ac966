import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importPlainly } from '../support/import-plainly.ts'
import {
  type MeasuredOrganisation,
  type OrganisationBench,
  startOrganisationBench,
} from '../support/measured-organisation.ts'
import { parseDay } from '../support/oracle/day.ts'
import { giveGet } from '../support/oracle/give-get.ts'
import { openOrganisation } from '../support/oracle/organisation.ts'
import { tasks } from '../support/oracle/tasks.ts'
import { training } from '../support/oracle/training.ts'
import { both } from '../support/product-and-oracle.ts'
import { randomOrganisation } from '../support/random-organisation.ts'

// TAKEHOLD_SEEDS=101,102 asks about other organisations.
const seeds = (process.env.TAKEHOLD_SEEDS ?? '2,5').split(',').map(Number)
const dimensions = ['none', 'department', 'team', 'role', 'phase'] as const
type Asked = { by?: 'department' | 'team' | 'role' | 'phase' }
type Row = Record<string, unknown>

let bench: OrganisationBench
beforeAll(async () => {
  bench = await startOrganisationBench()
})
afterAll(() => bench?.stop())

// The second has enough people for groups that can be compared.
describe.each(seeds.map((seed, n) => ({ seed, people: n === 1 ? 40 : undefined })))(
  'a made-up organisation, seed $seed',
  ({ seed, people }) => {
    const made = randomOrganisation(seed, people)
    const org = openOrganisation(made.inputs)
    let target: MeasuredOrganisation
    beforeAll(async () => {
      target = await bench.begin()
      await importPlainly(target, made)
    }, 240_000)
    afterAll(() => target?.close())

    it.each(dimensions)('has its core tasks, training and give and get by %s', async (by) => {
      const asked: Asked = by === 'none' ? {} : { by }
      for (const date of made.dates.slice(-3)) {
        const on = parseDay(date)
        const pairs = [
          both(await target.ask('tasks', { on: date, by }), tasks(org, { on, ...asked }), keyed('task')),
          both(await target.ask('training', { on: date, by }), training(org, { on, ...asked }), keyed('course')),
          both(await target.ask('give_get', { on: date, by }), giveGet(org, { on, ...asked })),
        ]
        for (const { product, oracle } of pairs) expect({ date, rows: product }).toEqual({ date, rows: oracle })
      }
    })
  },
)

function keyed(key: string): (row: Row) => string {
  return (row) => `${row.group} ${row[key]}`
}
