import { listSegments } from '../spool/segment-file.ts'
import { emptyBatch } from './batch.ts'
import { eraseFromSegments } from './erase-from-segments.ts'
import { storeTotals } from './feed-totals.ts'
import type { Lane } from './lane-state.ts'
import { loadBatch, untilItWorks } from './load-batch.ts'
import type { FlushJob, JobAnswer } from './messages.ts'
import { openRecordSource, type RecordSource } from './source-of-records.ts'

/** A job of the thread; new batches go on between its steps. */
export type Job = {
  id: number
  /** Everything up to here must be in the store before it begins. */
  after: number
  /** Does a piece of the work; answers at the end. */
  step(): Promise<JobAnswer | undefined>
}

/** Makes the job that was asked for. */
export function createJob(lane: Lane, id: number, asked: FlushJob): Job {
  const after = lane.durable
  if (asked.kind === 'replay') return { id, after: 0, step: replaySteps(lane, asked.from) }
  return {
    id,
    after,
    step: async () => {
      // The file it reads would be the old one.
      lane.source.seek(lane.status.flushedSequence + 1)
      return eraseFromSegments(lane.start, asked)
    },
  }
}

/** Loads what is kept once more, a batch at a step. Counts are not counted again but stored again as they are. */
function replaySteps(lane: Lane, wantedFrom: number): Job['step'] {
  const { directory, spoolId, limits } = lane.start
  const salt = `again-${Date.now()}-`
  const to = lane.status.flushedSequence
  const sum = { records: 0, rows: 0 }
  let source: RecordSource | undefined
  return async () => {
    const oldest = listSegments(directory)[0]?.firstSequence ?? 1
    const onDamage = (damage: Parameters<Parameters<typeof openRecordSource>[0]['onDamage']>[0]) =>
      lane.say({ kind: 'damage', damage })
    source ??= openRecordSource({ directory, spoolId, from: Math.max(wantedFrom, oldest), limits, onDamage })
    const batch = emptyBatch(source.position)
    source.fill(batch, to)
    if (batch.to >= batch.from) {
      const { sent } = await loadBatch(lane, batch, { salt })
      sum.records += batch.records.length
      sum.rows += sent.length
    }
    if (source.position <= to) return undefined
    source.seek(to + 1)
    const totals = [...(lane.totals?.values() ?? lane.checkpointTotals)]
    await untilItWorks(lane, () => storeTotals(lane.store, spoolId, totals))
    return sum
  }
}
