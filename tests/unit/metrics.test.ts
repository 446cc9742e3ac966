import { afterEach, expect, test } from 'vitest'
import type { FlushedBatch, FlushStatus } from '../../collector/ingest/flush/flusher.ts'
import type { SpoolStatus } from '../../collector/ingest/spool/spool.ts'
import { createMetrics, type Metrics } from '../../collector/metrics.ts'

const spool: SpoolStatus = {
  ...{
    durableSequence: 12,
    waitingBytes: 34,
    waitingBytesMax: 8_000_000,
    fileBytes: 56,
    refusing: 'full',
    cutBytes: 7,
    quarantinedBytes: 8,
  },
  gaps: [],
}
const flush: FlushStatus = {
  ...{ flushedSequence: 9, lane: 'retrying', reason: 'down', waitingBytes: 34, oldestWaitingAt: Date.now() - 5_000 },
}
const batch: FlushedBatch = {
  ...{ sequence: 9, rows: 100, duplicates: 3, deadLetters: 2, bytes: 4_096, ms: 300, lagMs: 900, waitingBytes: 34 },
}

let metrics: Metrics
afterEach(() => metrics.close())

function create(): Metrics {
  metrics = createMetrics({
    isStoreReady: () => false,
    spoolStatus: () => spool,
    flushStatus: () => flush,
    connections: () => 17,
    sourceLagS: () => new Map([['crm', 90]]),
  })
  return metrics
}

const taken = { code: '', keyId: 'k', source: 'crm', events: 5, duplicates: 1, bytes: 900, ms: 4 }

test('what happened is counted, asked for once or twice', async () => {
  const { wireAnswered, flushed, text } = create()
  wireAnswered({ ...taken, status: 200, deadLetterCodes: ['too_old', 'too_old'] })
  wireAnswered({ ...taken, status: 200, deadLetterCodes: [], source: 'web' })
  wireAnswered({ ...taken, status: 503, code: 'spool_full', events: 0, deadLetterCodes: [] })
  flushed(batch)
  await text()
  const lines = (await text()).split('\n')
  for (const line of [
    'takehold_wire_requests_total{status="200"} 2',
    'takehold_wire_requests_total{status="503"} 1',
    'takehold_events_accepted_total{source="crm"} 5',
    'takehold_events_accepted_total{source="web"} 5',
    'takehold_events_duplicate_total{source="crm"} 1',
    'takehold_dead_letters_total{source="crm",reason="too_old"} 2',
    'takehold_ack_seconds_count 2',
    'takehold_ack_seconds_bucket{le="0.005"} 2',
    'takehold_ack_seconds_bucket{le="0.003"} 0',
    'takehold_spool_waiting_bytes 34',
    'takehold_spool_file_bytes 56',
    'takehold_spool_durable_sequence 12',
    'takehold_spool_refusing 1',
    'takehold_spool_cut_bytes_total 7',
    'takehold_spool_quarantined_bytes_total 8',
    'takehold_spool_flushed_sequence 9',
    'takehold_flush_lane{state="retrying"} 1',
    'takehold_flush_lane{state="running"} 0',
    'takehold_flush_lane{state="stopped"} 0',
    'takehold_flush_rows_total 100',
    'takehold_flush_seconds_count 1',
    'takehold_http_connections 17',
    'takehold_source_lag_seconds{source="crm"} 90',
    'takehold_store_ready 0',
  ]) {
    expect(lines).toContain(line)
  }
  const waiting = lines.find((line) => line.startsWith('takehold_spool_oldest_waiting_seconds '))
  expect(Number(waiting?.split(' ')[1])).toBeGreaterThanOrEqual(5)
})

test('every metric says in words what it means', async () => {
  const help = (await create().text()).split('\n').filter((line) => line.startsWith('# HELP takehold_'))
  expect(help.length).toBeGreaterThan(40)
  expect(help.filter((line) => line.split(' ').length < 5)).toEqual([])
})
