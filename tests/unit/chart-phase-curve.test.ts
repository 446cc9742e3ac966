import type { LineSeriesOption } from 'echarts'
import { expect, test } from 'vitest'
import { type PhaseCurve, phaseCurveOption, projectedWeek } from '../../dashboard/charts/phase-curve-option.ts'
import type { NamedCurve } from '../../dashboard/sentences/phase-facts.ts'
import { chartLook } from '../support/chart-look.ts'

const words = {
  weeks: 'Weeks since go-live',
  target: (share: string) => `target ${share}`,
  today: (share: string, phase: string | null) => `${phase ?? 'it'} today, ${share}`,
}

const curve = (name: string, go_live: string, ...rates: (number | null)[]): NamedCurve => ({
  name,
  go_live,
  curve: rates.map((rate, week) => ({ week, partial: week === rates.length - 1, rate })),
})

const given: PhaseCurve = {
  phase: curve('Wave 2', '2026-08-10', 0.1, 0.3, 0.5, 0.52),
  earlier: [curve('Wave 1', '2026-05-01', ...Array.from({ length: 20 }, (_, week) => week / 25))],
  target: 0.7,
  projection: { on: '2026-12-31', value: 0.64, low: 0.6, high: 0.69 },
}

function drawn(changed: Partial<PhaseCurve> = {}, width = 900) {
  const option = phaseCurveOption({ ...given, ...changed }, words, chartLook(width))
  const series = new Map((option.series as LineSeriesOption[]).map((each) => [each.id, each]))
  return { option, series }
}

test('the band opens at the last complete week and ends at the two bounds', () => {
  const { series } = drawn()
  const week = projectedWeek(given)
  expect(week).toBeCloseTo(143 / 7, 12)
  expect(series.get('low')?.data).toEqual([
    [2, 0.5],
    [week, 0.6],
  ])
  const height = series.get('interval')?.data as [number, number][]
  expect(height[0]).toEqual([2, 0])
  expect(height[1]?.[1]).toBeCloseTo(0.09, 12)
  expect(series.get('projection')?.data).toEqual([
    [2, 0.5],
    [week, 0.64],
  ])
})

test('without a projection, or with one for a week that is past, there is no band', () => {
  expect(drawn({ projection: null }).series.has('interval')).toBe(false)
  const past = { on: '2026-08-17', value: 0.5, low: 0.4, high: 0.6 }
  expect(drawn({ projection: past }).series.has('interval')).toBe(false)
})

test('today is the newest known week, also when it is not over', () => {
  const point = drawn().series.get('phase')?.markPoint
  expect(point?.data?.[0]).toMatchObject({ coord: [3, 0.52] })
  expect(point?.label?.formatter).toBe('Wave 2 today, 52\u202f%')
  const long = { ...given.phase, name: 'Wave 2: service and dealers' }
  expect(drawn({ phase: long }).series.get('phase')?.markPoint?.label?.formatter).toBe('it today, 52\u202f%')
  const hidden = curve('Wave 2', '2026-08-10', null, null)
  expect(drawn({ phase: hidden, projection: null }).series.get('phase')?.markPoint).toBeUndefined()
})

test('earlier phases are pale lines with their names, and reach as far as they ran', () => {
  const { option, series } = drawn({ projection: null })
  const earlier = series.get('earlier Wave 1 2026-05-01')
  expect(earlier).toMatchObject({ lineStyle: { color: 'faint' }, endLabel: { formatter: 'Wave 1' } })
  expect(option.xAxis).toMatchObject({ min: 0, max: 20 })
  expect(drawn().option.xAxis).toMatchObject({ max: 24 })
})

test('the target is a line only when there is one', () => {
  expect(drawn().series.get('phase')?.markLine?.data).toEqual([{ yAxis: 0.7 }])
  expect(drawn({ target: null }).series.get('phase')?.markLine).toBeUndefined()
})
