import { describe, expect, it } from 'vitest'
import { judgeTarget } from '../../collector/report/phase-target.ts'
import { project } from '../../collector/report/projection.ts'

describe('project', () => {
  it('goes on along a straight line without doubt', () => {
    const points = [0, 7, 14, 21, 28, 35].map((day) => ({ day, share: 0.1 + day / 100 }))
    expect(project(points, 42)).toEqual({
      value: expect.closeTo(0.52, 10),
      low: expect.closeTo(0.52, 10),
      high: expect.closeTo(0.52, 10),
    })
  })

  it('looks at the last six points, with the interval of four degrees of freedom', () => {
    const shares = [0.9, 0.2, 0.3, 0.2, 0.3, 0.2, 0.3]
    const line = project(
      shares.map((share, index) => ({ day: index, share })),
      7,
    )
    // By hand: mean 0.25 over days 1–6, slope 0.15 ÷ 17.5, residual variance (0.015 − 0.15² ÷ 17.5) ÷ 4.
    const half = 1.533 * Math.sqrt((0.015 - 0.15 ** 2 / 17.5) / 4) * Math.sqrt(1 + 1 / 6 + 3.5 ** 2 / 17.5)
    expect(line).toEqual({
      value: expect.closeTo(0.28, 10),
      low: expect.closeTo(0.28 - half, 10),
      high: expect.closeTo(0.28 + half, 10),
    })
  })

  it('stays between nothing and everything, and says nothing of two points', () => {
    const points = [0, 7, 14].map((day, index) => ({ day, share: 0.3 * (index + 1) }))
    expect(project(points, 70)).toEqual({ value: 1, low: 1, high: 1 })
    expect(project(points.slice(1), 70)).toBeNull()
  })
})

describe('judgeTarget', () => {
  const facts = {
    measure: 'adoption' as const,
    target: 5500,
    targetDate: '2026-06-30',
    on: '2026-03-29',
    fraction: { numerator: 55, denominator: 100 },
    history: [],
    baseline: null,
  }

  it('compares in whole ten-thousandths', () => {
    expect(judgeTarget(facts)).toMatchObject({ state: 'met', gap: 0 })
    expect(judgeTarget({ ...facts, fraction: { numerator: 54, denominator: 100 } })).toMatchObject({ gap: 1 })
  })

  it('tells what will be from what was', () => {
    const rising = [0, 1, 2, 3, 4, 5].map((week) => ({ day: `2026-03-${String(week + 10)}`, share: 0.3 + week / 100 }))
    const below = { ...facts, fraction: { numerator: 35, denominator: 100 } }
    expect(judgeTarget({ ...below, history: rising }).state).toBe('on_track')
    expect(judgeTarget(below).state).toBe('at_risk')
    expect(judgeTarget({ ...below, on: '2026-06-30' })).toMatchObject({ state: 'not_met', projection: null })
  })

  it('cannot measure without people, or without a target', () => {
    expect(judgeTarget({ ...facts, fraction: null }).state).toBe('not_measurable')
    expect(judgeTarget({ ...facts, fraction: { numerator: 0, denominator: 0 } })).toMatchObject({
      state: 'not_measurable',
      value: null,
    })
    expect(judgeTarget({ ...facts, target: null })).toMatchObject({ state: 'not_measurable', gap: null })
  })
})
