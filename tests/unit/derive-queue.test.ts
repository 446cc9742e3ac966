import { expect, test } from 'vitest'
import { createDeriveQueue } from '../../collector/rollup/derive-queue.ts'
import { emptyPending, fullPending, type Pending } from '../../collector/rollup/pending.ts'
import { StoreDown } from '../../collector/store/store-down.ts'
import { quietLog } from '../support/quiet-log.ts'

const addDay = (day: string) => (pending: Pending) => void pending.days.add(day)

/** A queue that notes the days of each pass; `before` may fail the pass of its number. */
function openQueue(
  before: (pass: number) => Promise<void> | void = () => undefined,
  { first = emptyPending(), isFlooded = (): boolean => false } = {},
) {
  const passes: string[][] = []
  const pass = async (work: Pending) => {
    passes.push([...work.days])
    await before(passes.length)
  }
  return { passes, queue: createDeriveQueue({ pass, first, log: quietLog, isFlooded }) }
}

test('settles at once when there is nothing to do', async () => {
  const { passes, queue } = openQueue()
  await queue.settled()
  expect(passes).toEqual([])
})

test('begins with the work a killed process left', async () => {
  const { passes, queue } = openQueue(undefined, { first: fullPending('rebuild') })
  await queue.settled()
  expect(passes).toHaveLength(1)
})

test('what is announced during a pass waits for the next, and for nothing else', async () => {
  const { passes, queue } = openQueue((pass) => {
    if (pass === 1) queue.add(addDay('2026-01-02'))
  })
  queue.add(addDay('2026-01-01'))
  await queue.settled()
  await queue.settled()
  expect(passes).toEqual([['2026-01-01'], ['2026-01-02']])
})

test('work that gathers is done when somebody waits, together with what came meanwhile', async () => {
  const { passes, queue } = openQueue()
  queue.add(addDay('2026-01-01'), { gather: true })
  queue.add(addDay('2026-01-02'), { gather: true })
  expect(passes).toEqual([])
  await queue.settled()
  expect(passes).toEqual([['2026-01-01', '2026-01-02']])
})

test('work that gathers is done soon also when nobody waits', async () => {
  const { passes, queue } = openQueue()
  queue.add(addDay('2026-01-01'), { gather: true })
  await expect.poll(() => passes, { timeout: 5000 }).toEqual([['2026-01-01']])
})

test('a failure reaches everyone who waits, and the next change tries its work again', async () => {
  const { passes, queue } = openQueue((pass) => {
    if (pass === 1) throw new Error('no such column')
  })
  queue.add(addDay('2026-01-01'))
  await expect(queue.settled()).rejects.toThrow('no such column')
  queue.add(addDay('2026-01-02'))
  await queue.settled()
  expect(passes.at(-1)?.toSorted()).toEqual(['2026-01-01', '2026-01-02'])
})

test('a store that restarts is waited for: those who wait get their answer', async () => {
  const { passes, queue } = openQueue((pass) => {
    if (pass === 1) throw new StoreDown('The store is restarting.')
  })
  queue.add(addDay('2026-01-01'))
  await queue.settled()
  expect(passes).toEqual([['2026-01-01'], ['2026-01-01']])
})

test('closing does what is left first', async () => {
  const { passes, queue } = openQueue()
  queue.add(addDay('2026-01-01'), { gather: true })
  await queue.close()
  expect(passes).toEqual([['2026-01-01']])
})

test('under steady load passes rest, and whoever asks is told so', async () => {
  const addEvents = ({ personMonths }: Pending) => void personMonths.set('p', { from: '2026-01-01', to: '2026-01-01' })
  const { queue } = openQueue(async () => new Promise((resolve) => setTimeout(resolve, 400)))
  queue.add(addEvents, { gather: true })
  expect(queue.isPaced()).toBe(false)
  expect(queue.behindSince()).toBeLessThanOrEqual(Date.now())
  await queue.settled()
  expect(queue.behindSince()).toBeNull()
  // The pass took longer than a third of the shortest rest.
  queue.add(addEvents, { gather: true })
  expect(queue.isPaced()).toBe(true)
  await queue.settled()
})

test('in a flood what may gather waits on, and whoever asks is answered at once', async () => {
  let isFlooded = true
  let looks = 0
  const look = () => {
    looks += 1
    return isFlooded
  }
  const { passes, queue } = openQueue(undefined, { isFlooded: look })
  queue.add(addDay('2026-01-01'), { gather: true })
  await expect.poll(() => looks, { timeout: 3_000 }).toBe(1)
  expect(passes).toEqual([])
  await queue.settled()
  expect(passes).toEqual([['2026-01-01']])
  queue.add(addDay('2026-01-02'), { gather: true })
  isFlooded = false
  await expect.poll(() => passes.length, { timeout: 3_000 }).toBe(2)
})
