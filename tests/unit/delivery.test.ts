import { expect, it } from 'vitest'
import type { FlushStatus } from '../../collector/ingest/flush/flusher.ts'
import type { SpoolStatus } from '../../collector/ingest/spool/spool.ts'
import { watchDelivery } from '../../collector/report/delivery.ts'
import { delivery } from '../../schema/routes/delivery.ts'

const running: FlushStatus = {
  ...{ flushedSequence: 0, lane: 'running', reason: '', oldestWaitingAt: null, waitingBytes: 0 },
}
const idle: SpoolStatus = {
  ...{ durableSequence: 0, waitingBytes: 0, waitingBytesMax: 8_000_000, fileBytes: 0, refusing: undefined },
  ...{ cutBytes: 0, quarantinedBytes: 0, gaps: [] },
}

/** A way into the store whose states the test sets. */
function watched() {
  const state = { flush: running, spool: idle, now: Date.UTC(2026, 2, 2, 9) }
  const callbacks: ((status: FlushStatus) => void)[] = []
  const read = watchDelivery({
    spool: { status: () => state.spool },
    flusher: { status: () => state.flush, onState: (callback) => void callbacks.push(callback) },
    now: () => state.now,
  })
  return {
    state,
    read: () => delivery.parse(read()),
    change(flush: FlushStatus) {
      state.flush = flush
      for (const callback of callbacks) callback(flush)
    },
  }
}

it('says since when the lane is as it is, by the moment it changed and not by that of the look', () => {
  const { state, read, change } = watched()
  expect(read()).toMatchObject({ lane: 'running', lane_since: '2026-03-02T09:00:00.000Z', refusing: null })
  state.now += 60_000
  change({ ...running, lane: 'retrying', reason: 'The store does not answer.' })
  state.now += 60_000
  change({ ...running, lane: 'retrying', reason: 'The store has too many parts.' })
  state.now += 60_000
  expect(read()).toMatchObject({
    ...{ lane: 'retrying', lane_since: '2026-03-02T09:01:00.000Z', reason: 'The store has too many parts.' },
  })
})

it('says what waits and since when', () => {
  const { state, read } = watched()
  state.spool = { ...idle, waitingBytes: 4_096, refusing: 'full' }
  state.flush = { ...running, oldestWaitingAt: Date.UTC(2026, 2, 2, 8) }
  expect(read()).toMatchObject({
    ...{ waiting_events: null, waiting_bytes: 4_096, oldest_waiting_at: '2026-03-02T08:00:00.000Z', refusing: 'full' },
  })
})
