import { createFailPoint, type FailPoint } from '../../fail-point.ts'
import { listSegments, openSegmentSource } from '../spool/segment-file.ts'
import { segmentHeadBytes } from '../spool/segment-format.ts'
import { type Bell, createBell } from './bell.ts'
import { readCheckpoint } from './checkpoint.ts'
import type { FeedTotal, FeedTotals } from './feed-totals.ts'
import type { FlushStatus } from './flusher.ts'
import { createGiveWay, type GiveWay } from './give-way.ts'
import type { FromThread, ThreadStart } from './messages.ts'
import { openStorePoster, type StorePoster } from './post-to-store.ts'
import { createRefusalBound, type RefusalBound } from './refusal-bound.ts'
import type { Job } from './run-job.ts'
import { openRecordSource, type RecordSource } from './source-of-records.ts'
import { createTurns, type Turns } from './turns.ts'

/** All that the thread knows; one loop works on it. */
export type Lane = {
  readonly start: ThreadStart
  readonly store: StorePoster
  readonly source: RecordSource
  readonly failPoint: FailPoint
  readonly bell: Bell
  readonly turns: Turns
  readonly giveWay: GiveWay
  readonly refusals: RefusalBound
  readonly say: (message: FromThread) => void
  readonly jobs: Job[]
  /** Newest sequence on disk, and up to where somebody waits for it in the store. */
  durable: number
  hurried: number
  /** Counts of the checkpoint until the store was asked for its own; then both together. */
  checkpointTotals: FeedTotal[]
  totals: FeedTotals | undefined
  status: FlushStatus
  /** Instant at which to give up, epoch milliseconds; undefined while nobody wants the end. */
  endsAt: number | undefined
}

/** Reads how far the last start came; a checkpoint that is lost, or ahead of the spool, means all that is kept again. */
export function openLaneState(start: ThreadStart, say: Lane['say']): Lane {
  const { directory, spoolId, connection, durable, limits } = start
  const checkpoint = readCheckpoint(directory, spoolId)
  const isAhead = checkpoint !== undefined && isAheadOfSpool(checkpoint.flushed_sequence, start)
  if (isAhead) {
    const fields = { checkpoint: checkpoint.flushed_sequence, durable }
    say({
      kind: 'log',
      level: 'warn',
      message: 'the checkpoint is ahead of the spool: all it keeps is loaded again',
      fields,
    })
  }
  const good = isAhead ? undefined : checkpoint
  const flushed = good?.flushed_sequence ?? oldestKept(directory) - 1
  const onDamage: Parameters<typeof openRecordSource>[0]['onDamage'] = (damage) => say({ kind: 'damage', damage })
  return {
    ...{ start, say, durable, jobs: [], hurried: 0, totals: undefined, endsAt: undefined },
    store: openStorePoster(connection, limits),
    source: openRecordSource({ directory, spoolId, from: flushed + 1, limits, onDamage }),
    failPoint: createFailPoint(start.failPoint),
    bell: createBell(),
    turns: createTurns(say),
    giveWay: createGiveWay(limits),
    refusals: createRefusalBound(),
    checkpointTotals: good?.counts ?? [],
    status: { flushedSequence: flushed, lane: 'running', reason: '', oldestWaitingAt: null, waitingBytes: 0 },
  }
}

/** Whether a sequence was never given out: it lies behind the end, or in the room that the spool left for safety. */
function isAheadOfSpool(flushed: number, { directory, durable }: ThreadStart): boolean {
  if (flushed > durable) return true
  const following = listSegments(directory).find(({ firstSequence }) => firstSequence > flushed)
  if (!following) return false
  const source = openSegmentSource(following.path, segmentHeadBytes)
  try {
    return (source.head()?.previous ?? flushed) < flushed
  } finally {
    source.close()
  }
}

function oldestKept(directory: string): number {
  return listSegments(directory)[0]?.firstSequence ?? 1
}
