import { expect, test } from 'vitest'
import { keepThread } from '../../collector/ingest/flush/keep-thread.ts'
import type { FlushThread } from '../../collector/ingest/flush/start-flush-thread.ts'
import { quietLog } from '../support/quiet-log.ts'

test('a thread that dies is started again; one that was told to end is not', async () => {
  const ends: ((reason: string) => void)[] = []
  const told: string[] = []
  const begin = async (onEnd: (reason: string) => void): Promise<FlushThread> => {
    ends.push(onEnd)
    if (ends.length === 2) throw new Error('no memory')
    return {
      say: () => undefined,
      ask: async () => ({ records: 0, rows: 0 }),
      stop: async () => onEnd('it was told to'),
    }
  }
  const kept = await keepThread({
    begin,
    log: quietLog,
    onDeath: (reason) => void told.push(`died: ${reason}`),
    onRestart: () => void told.push('restarted'),
    onStop: () => void told.push('stopped'),
  })
  const first = kept.current()
  ends[0]?.('a bug')
  await expect.poll(() => told, { timeout: 20_000 }).toEqual(['died: a bug', 'died: no memory', 'restarted'])
  expect(kept.current()).not.toBe(first)
  await kept.stop(0)
  expect(told.at(-1)).toBe('stopped')
  expect(ends).toHaveLength(3)
})
