import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { createByteBudget } from '../../collector/ingest/byte-budget.ts'

describe('a budget of bytes', () => {
  test('throws out who has been coming longest, never who is whole', () => {
    const budget = createByteBudget(100_000)
    const evicted: string[] = []
    const whole = budget.open(() => evicted.push('whole'))
    expect(whole.grow(30_000)).toBe(true)
    whole.received()
    const old = budget.open(() => evicted.push('old'))
    expect(old.grow(30_000)).toBe(true)
    const young = budget.open(() => evicted.push('young'))
    expect(young.grow(50_000)).toBe(true)
    expect(evicted).toEqual(['old'])
    expect(budget.open(() => undefined).grow(90_000)).toBe(false)
    expect(evicted).toEqual(['old', 'young'])
  })

  const step = fc.record({
    kind: fc.constantFrom('open', 'grow', 'received', 'end'),
    pick: fc.nat(20),
    bytes: fc.integer({ min: 1, max: 60_000 }),
  })
  property.prop([fc.array(step, { maxLength: 80 })])('never holds more than it may, and ends empty', (steps) => {
    const budget = createByteBudget(100_000)
    const leases: ReturnType<typeof budget.open>[] = []
    for (const { kind, pick, bytes } of steps) {
      const lease = leases[pick % Math.max(1, leases.length)]
      if (kind === 'open') {
        const made = budget.open(() => made.end())
        leases.push(made)
      } else if (kind === 'received') lease?.received()
      else if (kind === 'end') lease?.end()
      else if (lease?.grow(bytes) === false) lease.end()
      expect(budget.used()).toBeLessThanOrEqual(100_000)
    }
    for (const lease of leases) lease.end()
    expect(budget.used()).toBe(0)
  })
})
