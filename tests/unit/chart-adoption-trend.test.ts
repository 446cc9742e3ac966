import type { LineSeriesOption } from 'echarts'
import { expect, test } from 'vitest'
import { adoptionTrendOption } from '../../dashboard/charts/adoption-trend-option.ts'
import { personStates } from '../../schema/person-state.ts'
import { chartLook } from '../support/chart-look.ts'
import { period } from '../support/measure-rows.ts'

const words = { live: (phase: string) => `${phase} live`, target: (share: string) => `target ${share}` }
const weeks = [period(0, 0.2), period(1, 0.4), period(2, 0.6)]

function seriesOf(trend: Partial<Parameters<typeof adoptionTrendOption>[0]>, width = 900) {
  const option = adoptionTrendOption({ periods: weeks, goLives: [], target: null, ...trend }, words, chartLook(width))
  return option.series as LineSeriesOption[]
}

test('stacks the states in their order, and the shares of a week sum to one', () => {
  const stacked = seriesOf({}).filter(({ stack }) => stack !== undefined)
  expect(stacked.map(({ id }) => id)).toEqual([...personStates])
  for (const [week] of weeks.entries()) {
    const shares = stacked.map(({ data }) => (data as [string, number][])[week]?.[1] ?? Number.NaN)
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12)
  }
})

test('every state but the first and the last carries a pattern of its own', () => {
  const decals = seriesOf({})
    .filter(({ stack }) => stack !== undefined)
    .map(({ itemStyle }) => JSON.stringify(itemStyle?.decal))
  expect(decals.slice(1, 4).every((decal) => decal !== undefined)).toBe(true)
  expect(new Set(decals.slice(1, 4)).size).toBe(3)
})

test('a week without eligible people is a gap, not a division by zero', () => {
  const empty = period(3, null, { eligible: 0 })
  const [adopted] = seriesOf({ periods: [...weeks, empty] })
  expect(adopted?.data?.[3]).toEqual([empty.period, null])
})

test('the last week is pale only while it is not over', () => {
  const open = [...weeks, period(3, 0.3, { partial: true })]
  const veil = seriesOf({ periods: open }).at(-1)?.markArea?.data
  expect(veil).toEqual([[expect.objectContaining({ xAxis: weeks[2]?.period }), { xAxis: open[3]?.period }]])
  expect(seriesOf({}).at(-1)?.markArea).toBeUndefined()
})

test('marks the target and the go-lives of the range', () => {
  const goLives = [
    { name: 'Wave 1', go_live: weeks[1]?.period ?? '' },
    { name: 'Later', go_live: '2030-01-01' },
  ]
  const marks = seriesOf({ goLives, target: 0.7 }).at(-1)?.markLine?.data
  expect(marks).toHaveLength(2)
  expect(marks?.[0]).toMatchObject({ xAxis: weeks[1]?.period, label: { formatter: 'Wave 1 live' } })
  expect(marks?.[1]).toMatchObject({ yAxis: 0.7, label: { formatter: 'target 70\u202f%' } })
})

test('a phone gets larger type and fewer ticks', () => {
  const wide = adoptionTrendOption({ periods: weeks, goLives: [], target: null }, words, chartLook(900))
  const narrow = adoptionTrendOption({ periods: weeks, goLives: [], target: null }, words, chartLook(320))
  expect(wide).toMatchObject({ textStyle: { fontSize: 12 }, xAxis: { splitNumber: 5 } })
  expect(narrow).toMatchObject({ textStyle: { fontSize: 13 }, xAxis: { splitNumber: 2 } })
})
