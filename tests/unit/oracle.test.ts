import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { adoption } from '../support/oracle/adoption.ts'
import { adoptionTrend } from '../support/oracle/adoption-trend.ts'
import { completeness, completenessByField } from '../support/oracle/completeness.ts'
import { coverage } from '../support/oracle/coverage.ts'
import { type Day, parseDay } from '../support/oracle/day.ts'
import { type Organisation, openOrganisation } from '../support/oracle/organisation.ts'
import { people } from '../support/oracle/people.ts'
import { represented, STEPS } from '../support/oracle/represented.ts'
import { randomOrganisation } from '../support/random-organisation.ts'

const DIMENSIONS = ['department', 'team', 'role', 'phase'] as const
const COUNTS = ['eligible', 'measured', 'adopted', 'occasional', 'lapsed', 'never_started', 'not_measured'] as const

describe('the oracle on random organisations', () => {
  it('gives every eligible person exactly one state', () => {
    everywhere((org, on) => {
      const { total } = adoption(org, { on })
      expect(total.adopted + total.occasional + total.lapsed + total.never_started).toBe(total.measured)
      expect(total.measured + total.not_measured).toBe(total.eligible)
      const rows = people(org, { on })
      for (const state of ['adopted', 'occasional', 'lapsed', 'never_started', 'not_measured'] as const) {
        expect(rows.filter((row) => row.state === state)).toHaveLength(total[state])
      }
      expect(total.rate).toBe(total.measured === 0 ? null : total.adopted / total.measured)
    })
  })

  it('gives groups that sum to the total and equal their own filter', () => {
    everywhere((org, on) => {
      for (const by of DIMENSIONS) {
        const { rows, total } = adoption(org, { on, by })
        for (const field of COUNTS) expect(sum(rows, field)).toBe(total[field])
        for (const { group, ...counts } of rows) {
          expect(adoption(org, { on, filter: { [by]: group } }).total).toEqual(counts)
        }
      }
    })
  })

  it('gives a trend that equals adoption on each period end', () => {
    everywhere((org, on) => {
      const points = adoptionTrend(org, { from: on - 40, to: on, grain: 'week', completeThrough: on, by: 'department' })
      expect(points.length).toBeGreaterThanOrEqual(6)
      for (const { period, partial, ...answer } of points) {
        expect(partial).toBe(period > on)
        expect(answer).toEqual(adoption(org, { on: period, by: 'department' }))
      }
    })
  })

  it('names the smallest number of people that closes the gap to a target', () => {
    everywhere((org, on) => {
      for (const { target, people_gap, adopted, measured, at_target } of coverage(org, { on }).rows) {
        if (target === null || people_gap === null) continue
        const reaches = (count: number) => count + 1e-9 >= target * measured
        expect(reaches(adopted + people_gap)).toBe(true)
        if (people_gap > 0) expect(reaches(adopted + people_gap - 1)).toBe(false)
        expect(at_target).toBe(measured === 0 ? null : people_gap === 0)
      }
    })
  })

  it('gives steps of represented that only ever shrink', () => {
    everywhere((org, on) => {
      const { rows, total, skipped } = represented(org, { on, by: 'tier' })
      for (const row of [...rows, total]) {
        const reached = [row.universe, ...STEPS.map((step) => row[step])].filter((count) => count !== null)
        expect(reached).toEqual([...reached].sort((a, b) => b - a))
        for (const step of STEPS) expect(row[step] === null).toBe(skipped.includes(step))
      }
      for (const step of STEPS) if (!skipped.includes(step)) expect(sum(rows, step)).toBe(total[step])
    })
  })

  it('counts each open record and each applicable field once', () => {
    everywhere((org, on) => {
      for (const by of ['object', 'department', 'owner'] as const) {
        const { rows, total } = completeness(org, { on, by })
        expect(sum(rows, 'records')).toBe(total.records)
        expect(sum(rows, 'complete')).toBe(total.complete)
        expect(total.rate === null).toBe(total.records === 0)
      }
      for (const row of completenessByField(org, { on })) {
        expect(row.ok + row.missing + row.placeholder + row.default + row.invalid).toBe(row.applicable)
      }
    })
  })

  it('counts nothing twice when every event is sent again', () => {
    forSeeds((seed) => {
      const { inputs, dates } = randomOrganisation(seed)
      const again = inputs.events.map((event) => ({ ...event, importOrder: 1 }))
      const once = openOrganisation(inputs)
      const twice = openOrganisation({ ...inputs, events: [...inputs.events, ...again] })
      for (const on of dates.map(parseDay)) expect(people(twice, { on })).toEqual(people(once, { on }))
    })
  })

  it('finds nobody active when no human acts', () => {
    forSeeds((seed) => {
      const { inputs, dates } = randomOrganisation(seed)
      const events = inputs.events.map((event) => ({ ...event, origin: 'automation' }))
      const org = openOrganisation({ ...inputs, events })
      for (const on of dates.map(parseDay)) {
        const { total } = adoption(org, { on })
        expect(total.never_started).toBe(total.measured)
        expect(people(org, { on }).filter((row) => row.detail === 'signs_in_only')).toEqual([])
      }
    })
  })

  it('invents the same organisation for the same seed, and every state within thirty seeds', () => {
    expect(randomOrganisation(7).files).toEqual(randomOrganisation(7).files)
    const seen = new Set<string>()
    for (let seed = 1; seed <= 30; seed++) {
      const { inputs, dates } = randomOrganisation(seed)
      const org = openOrganisation(inputs)
      for (const on of dates.map(parseDay)) {
        for (const { state, detail, reason } of people(org, { on })) seen.add(`${state} ${detail}${reason}`.trim())
      }
    }
    expect([...seen].sort()).toEqual([
      'adopted',
      'lapsed only_tried',
      'lapsed was_adopted',
      'never_started never_signed_in',
      'never_started signs_in_only',
      'not_eligible',
      'not_measured on_leave',
      'not_measured too_early',
      'not_measured too_few_workdays',
      'occasional',
    ])
  })
})

function everywhere(check: (org: Organisation, on: Day) => void): void {
  forSeeds((seed) => {
    const { inputs, dates } = randomOrganisation(seed)
    const org = openOrganisation(inputs)
    for (const date of dates) check(org, parseDay(date))
  })
}

function forSeeds(check: (seed: number) => void): void {
  fc.assert(fc.property(fc.nat({ max: 1_000_000 }), check), { numRuns: 10 })
}

function sum<K extends string>(rows: Partial<Record<K, number | null>>[], field: K): number {
  return rows.reduce((total, row) => total + (row[field] ?? 0), 0)
}
