import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Filters } from '../../collector/report/ask-view.ts'
import { readDataState } from '../../collector/report/data-state.ts'
import { both } from '../support/comparisons/both.ts'
import {
  type MeasuredOrganisation,
  type OrganisationBench,
  startOrganisationBench,
} from '../support/measured-organisation.ts'
import { parseDay } from '../support/oracle/day.ts'
import { type Known, type MovementRow, movement, PARTS } from '../support/oracle/movement.ts'
import { randomOrganisation } from '../support/random-organisation.ts'
import { tellAndRestate } from '../support/told-organisation.ts'

const dimensions = ['none', 'department', 'team', 'role', 'phase'] as const
const filterValues = fc.constantFrom<Filters>(
  {},
  { department: ['Sales'] },
  { department: ['Service'] },
  { role: ['rep'] },
)

const moved = new Set<string>()
let bench: OrganisationBench
beforeAll(async () => {
  bench = await startOrganisationBench()
})
afterAll(() => bench?.stop())

describe('a made-up organisation whose past is restated', () => {
  const made = randomOrganisation(5)
  const dates = fc.constantFrom(...made.dates)
  let target: MeasuredOrganisation
  let known: Known[]
  beforeAll(async () => {
    target = await bench.begin()
    known = await tellAndRestate(target, made)
  }, 300_000)
  afterAll(() => target?.close())

  const ask = (from: string, on: string, by: string, filters: Filters = {}) =>
    target.ask('movement', { on, by, filters, range: { from, to: on, grain: 'week', completeDay: on } })

  it.each(dimensions)('has the movement of the oracle by %s, whatever the dates and filters', async (by) => {
    await fc.assert(
      fc.asyncProperty(dates, dates, filterValues, async (one, other, filters) => {
        const [from = one, on = other] = [one, other].sort()
        const filter = Object.fromEntries(Object.entries(filters).map(([name, [value = '']]) => [name, value]))
        const days = { from: parseDay(from), on: parseDay(on) }
        const wanted: MovementRow[] = movement(known, { ...days, filter, ...(by === 'none' ? {} : { by }) })
        const { product, oracle } = both(await ask(from, on, by, filters), wanted)
        expect({ from, on, filters, rows: product }).toEqual({ from, on, filters, rows: oracle })
      }),
      { numRuns: 3 },
    )
  })

  it('has the adoption of a date in every series that holds it, whatever was restated', async () => {
    const grains = fc.constantFrom('week' as const, 'month' as const)
    const groups = fc.constantFrom(...dimensions)
    await fc.assert(
      fc.asyncProperty(dates, dates, grains, groups, filterValues, async (one, other, grain, by, filters) => {
        const [from = one, to = other] = [one, other].sort()
        const range = { from, to, grain, completeDay: to }
        const series = await target.ask('adoption_trend', { on: to, by, filters, range })
        const days = new Set(series.map((each) => String(each.period)))
        for (const day of [...days].slice(-3)) {
          const rows = series.filter(({ period }) => period === day)
          const there = rows.map(({ period: _, partial: __, definition: ___, ...counts }) => counts)
          expect({ day, grain, by, there }).toEqual({
            day,
            grain,
            by,
            there: await target.ask('adoption', { on: day, by, filters }),
          })
        }
      }),
      { numRuns: 3 },
    )
  })

  it('says of every row of a series by which definition it was judged', async () => {
    const { definition } = await readDataState(bench.store)
    const range = {
      from: made.dates[0] ?? '',
      to: made.dates.at(-1) ?? '',
      grain: 'week' as const,
      completeDay: '2025-06-30',
    }
    const rows = await target.ask('adoption_trend', { on: range.to, range })
    expect(new Set(rows.map((row) => row.definition))).toEqual(new Set([definition]))
  })

  it.each(['none', 'department'])('has parts that sum to the change to the last bit, by %s', async (by) => {
    const found: Record<string, unknown>[] = []
    for (const from of made.dates) {
      for (const on of made.dates.filter((day) => day >= from)) found.push(...(await ask(from, on, by)))
    }
    const summed = found.filter(({ change }) => change !== null)
    expect(summed.length).toBeGreaterThan(0)
    for (const row of summed) for (const part of PARTS) if (row[part] !== 0) moved.add(part)
    for (const row of summed) expect(PARTS.reduce((sum, part) => sum + Number(row[part]), 0)).toBe(row.change)
    for (const row of summed) expect(row.change).toBeCloseTo(Number(row.rate) - Number(row.rate_published), 12)
  })
})

it('every part but transfers, which are counted by hand elsewhere, moves this organisation', () => {
  const known = PARTS.filter((part) => part !== 'transfers')
  expect([...moved].sort()).toEqual(expect.arrayContaining(known.sort()))
})
