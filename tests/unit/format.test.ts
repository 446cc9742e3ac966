import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createFormat } from '../../dashboard/format/create-format.ts'

const english = createFormat('en')
const chinese = createFormat('zh-CN')
const number = (percent: string) => Number(percent.replace(/\D/g, ''))

describe('percent', () => {
  test('each language spaces the sign its own way', () => {
    expect(english.percent(0.632)).toBe('63\u202f%')
    expect(chinese.percent(0.632)).toBe('63%')
  })

  test('rounds half up by the decimal share, not by its binary neighbour', () => {
    expect(english.percent(0.145)).toBe('15\u202f%')
    expect(english.percent(0.285)).toBe('29\u202f%')
  })

  test('only everything is 100 %, only nothing is 0 %', () => {
    expect(english.percent(0.999)).toBe('99\u202f%')
    expect(english.percent(0.001)).toBe('1\u202f%')
    expect(english.percent(1)).toBe('100\u202f%')
    expect(english.percent(0)).toBe('0\u202f%')
  })

  test('a share below its target never reads as the target', () => {
    expect(english.percent(1 / 2360, 0.01)).toBe('0\u202f%')
    const counts = fc
      .integer({ min: 1, max: 5_000 })
      .chain((all) => fc.tuple(fc.integer({ min: 0, max: all }), fc.constant(all)))
    const target = fc.integer({ min: 1, max: 100 }).map((percent) => percent / 100)
    fc.assert(
      fc.property(counts, target, ([part, all], goal) => {
        const share = part / all
        if (share < goal) expect(number(english.percent(share, goal))).toBeLessThan(Math.round(goal * 100))
        else expect(number(english.percent(share, goal))).toBeGreaterThanOrEqual(Math.round(goal * 100))
      }),
    )
  })
})

test('counts are grouped and changes carry a true minus sign', () => {
  expect(english.count(12_400)).toBe('12,400')
  expect(english.signed(-1_240)).toBe('−1,240')
  expect(english.signed(3)).toBe('+3')
})

describe('dates', () => {
  test('a local date is written as it stands, whatever the zone of the machine', () => {
    expect(english.date('2026-11-13')).toBe('Fri 13 Nov 2026')
    expect(english.shortDate('2026-03-01')).toBe('1 Mar')
    expect(english.weekday('2026-11-15')).toBe('Sunday')
    expect(chinese.shortDate('2026-11-13')).toBe('11月13日')
    expect(chinese.weekday('2026-11-15')).toBe('星期日')
  })

  test('an instant is written in the zone of the organisation', () => {
    expect(english.instant('2026-11-14T13:05:00.000Z', 'Europe/Zurich')).toBe('14 Nov, 14:05')
    expect(english.instant('2026-11-14T23:30:00.000Z', 'Asia/Shanghai')).toBe('15 Nov, 07:30')
  })
})
