import { expect, test } from 'vitest'
import { createRemembered } from '../../collector/report/remembered.ts'
import { createKnownDays } from '../../collector/rollup/known-days.ts'

/** A question that is answered when the test says so, with the number of times it was asked. */
function openQuestion() {
  let asked = 0
  const answers: (() => void)[] = []
  const ask = () => {
    asked += 1
    const now = asked
    return new Promise<number>((resolve) => answers.push(() => resolve(now)))
  }
  return { ask, answer: () => answers.shift()?.(), asked: () => asked }
}

test('who asks while a question is being asked shares the next answer, never the one that was begun before', async () => {
  const { share } = createRemembered()
  const { ask, answer, asked } = openQuestion()
  const first = share('state', ask)
  const others = [share('state', ask), share('state', ask)]
  expect(asked()).toBe(1)
  answer()
  expect(await first).toBe(1)
  await expect.poll(asked).toBe(2)
  answer()
  expect(await Promise.all(others)).toEqual([2, 2])
  const later = share('state', ask)
  answer()
  expect(await later).toBe(3)
})

test('a question that fails fails for whoever began it, and is asked again for the others', async () => {
  const { share } = createRemembered()
  let times = 0
  const ask = async () => {
    times += 1
    if (times === 1) throw new Error('away')
    return times
  }
  const first = share('state', ask)
  const second = share('state', ask)
  await expect(first).rejects.toThrow('away')
  expect(await second).toBe(2)
})

test('an answer is kept as long as its mark is the same, and a failure is not kept', async () => {
  const { keep } = createRemembered()
  let times = 0
  const ask = async () => {
    times += 1
    if (times === 1) throw new Error('away')
    return times
  }
  await expect(keep('state', '1', ask)).rejects.toThrow('away')
  expect(await keep('state', '1', ask)).toBe(2)
  expect(await keep('state', '1', ask)).toBe(2)
  expect(await keep('state', '2', ask)).toBe(3)
})

test('days that were looked for while something changed are not known', () => {
  const known = createKnownDays()
  const note = known.look()
  known.forget()
  note(['2026-01-04'])
  expect(known.has('2026-01-04')).toBe(false)
  known.look()(['2026-01-04'])
  expect(known.has('2026-01-04')).toBe(true)
  known.forget()
  expect(known.has('2026-01-04')).toBe(false)
})
