import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import type { FlushedBatch, FlushStatus } from '../ingest/flush/flusher.ts'
import { addGauges } from './meter.ts'

const laneStates = ['running', 'retrying', 'stopped'] as const

/** What the way from the spool into the store says about itself; answers what is to be told of every batch. */
export function addFlushMetrics(
  registry: Registry,
  { status, now = Date.now }: { status: () => FlushStatus; now?: () => number },
): (batch: FlushedBatch) => void {
  const registers = [registry]
  addGauges(registry, [
    {
      name: 'takehold_spool_flushed_sequence',
      help: 'Everything up to this sequence is in the store: the watermark',
      read: () => status().flushedSequence,
    },
    {
      name: 'takehold_spool_oldest_waiting_seconds',
      help: 'Age of the oldest acknowledged record that is not in the store yet; 0 when none waits',
      read: () => ageS(status().oldestWaitingAt, now()),
    },
  ])
  new Gauge({
    name: 'takehold_flush_lane',
    help: '1 for the state the way into the store is in; stopped needs somebody to repair the store',
    labelNames: ['state'],
    registers,
    collect() {
      const { lane } = status()
      for (const state of laneStates) this.set({ state }, state === lane ? 1 : 0)
    },
  })
  const seconds = new Histogram({
    name: 'takehold_flush_seconds',
    help: 'Time a batch took into the store, all its attempts together',
    buckets: [0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 15, 60],
    registers,
  })
  const [rows, duplicates, deadLetters, bytes] = [
    ['takehold_flush_rows_total', 'Rows sent to the store'],
    ['takehold_flush_duplicates_total', 'Events of flushed batches recognised as stored before, at the door or later'],
    ['takehold_flush_dead_letters_total', 'Dead letters of flushed batches, refused at the door or by the store'],
    ['takehold_flush_bytes_total', 'Bytes of the spool that reached the store'],
  ].map(([name = '', help = '']) => new Counter({ name, help, registers }))
  return (batch) => {
    seconds.observe(batch.ms / 1000)
    rows?.inc(batch.rows)
    duplicates?.inc(batch.duplicates)
    deadLetters?.inc(batch.deadLetters)
    bytes?.inc(batch.bytes)
  }
}

function ageS(at: number | null, now: number): number {
  return at === null ? 0 : Math.max(0, now - at) / 1000
}
