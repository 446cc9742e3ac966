import { stringify } from 'csv-stringify/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importPlainly } from '../support/import-plainly.ts'
import {
  type MeasuredOrganisation,
  type OrganisationBench,
  startOrganisationBench,
} from '../support/measured-organisation.ts'
import { parseDay } from '../support/oracle/day.ts'
import { openOrganisation } from '../support/oracle/organisation.ts'
import { outcomes } from '../support/oracle/outcomes.ts'
import { pulse } from '../support/oracle/pulse.ts'
import { inventFeedback, inventOutcomes } from '../support/oracle/random/answers.ts'
import { openDice } from '../support/oracle/random/dice.ts'
import { voice } from '../support/oracle/voice.ts'
import { both } from '../support/product-and-oracle.ts'
import { randomOrganisation } from '../support/random-organisation.ts'

// TAKEHOLD_SEEDS=101,102 asks about other organisations.
const seeds = (process.env.TAKEHOLD_SEEDS ?? '3,8').split(',').map(Number)
type Row = Record<string, unknown>

let bench: OrganisationBench
beforeAll(async () => {
  bench = await startOrganisationBench()
})
afterAll(() => bench?.stop())

describe.each(seeds)('a made-up organisation, seed %i', (seed) => {
  const made = randomOrganisation(seed)
  const org = openOrganisation(made.inputs)
  const dice = openDice(seed + 500)
  const figures = inventOutcomes(dice)
  const answers = inventFeedback(dice, [...org.roster.personOf.keys()])
  let target: MeasuredOrganisation
  beforeAll(async () => {
    target = await bench.begin()
    await importPlainly(target, made)
    await target.load('outcomes', stringify(figures, { header: true }))
    const report = await target.load('feedback', stringify(answers, { header: true }))
    expect(report).toMatchObject({ rejected: 0, accepted: answers.length })
  }, 240_000)
  afterAll(() => target?.close())

  it.each(['none', 'department', 'team', 'role', 'phase'] as const)('has the voice of its users by %s', async (by) => {
    for (const date of made.dates.slice(-3)) {
      const on = parseDay(date)
      const wanted = voice(org, answers, by === 'none' ? { on } : { on, by })
      expectSame(await target.ask('voice', { on: date, by }), wanted, ['group', 'question', 'state', 'reason'])
    }
  })

  it.each(['none', 'department'] as const)('has its outcomes beside adoption by %s', async (by) => {
    for (const grain of ['week', 'month'] as const) {
      const range = { from: '2024-06-01', to: '2025-06-30', grain, completeDay: '2025-06-30' }
      const wanted = outcomes(org, figures, { from: parseDay(range.from), to: parseDay(range.to), grain, by })
      const rows = await target.ask('outcomes', { on: range.to, by, range })
      expectSame(rows, wanted, ['period', 'group', 'metric'])
    }
  })

  it('has the pulse of its leaders', async () => {
    for (const date of made.dates.slice(-3)) {
      const wanted = pulse(org, parseDay(date)).map((row) => ({ ...row, group: target.personKeys.keyOf(row.group) }))
      expectSame(await target.ask('pulse', { on: date, by: 'manager' }), wanted, ['group', 'kind'])
    }
  })
})

function expectSame(rows: Row[], wanted: object[], keys: string[]): void {
  const { product, oracle } = both(rows, wanted, (row) => keys.map((key) => row[key]).join('|'))
  expect(product).toEqual(oracle)
  expect(rows.length).toBe(wanted.length)
  // An organisation that makes nothing to compare would pass for nothing.
  expect(wanted.length).toBeGreaterThan(0)
}
