import { listSegments } from '../spool/segment-file.ts'
import type { Batch } from './batch.ts'
import { writeCheckpoint } from './checkpoint.ts'
import { type Delivered, type Delivery, deliver } from './deliver.ts'
import type { Failure } from './error-class.ts'
import { mergeTotals, readTotals, takeTotals } from './feed-totals.ts'
import type { FlushedBatch, FlushStatus } from './flusher.ts'
import type { Lane } from './lane-state.ts'
import { personMonthsOf } from './person-months.ts'
import { dropPlan, type Plan } from './plan.ts'
import { retryForEver } from './retry-for-ever.ts'
import { waitingBytes } from './waiting-bytes.ts'

/** How a batch is loaded: by the lane itself, or once more by a replay. */
export type Loading = {
  /** Plan that an earlier process left behind for just these records. */
  plan?: Plan | undefined
  /** Set for records that are loaded once more: they move no watermark and are not counted. */
  salt?: string
}

/** Brings a batch into the store, however long that takes, and tells of it. */
export async function loadBatch(lane: Lane, batch: Batch, { plan, salt = '' }: Loading = {}): Promise<Delivered> {
  const beganAt = performance.now()
  const isNew = batch.from === lane.status.flushedSequence + 1
  const delivery: Delivery = { batch, salt, plan, refusedMax: 0, totals: undefined }
  if (isNew) announce(lane, { oldestWaitingAt: batch.oldestAt, waitingBytes: bytesAfter(lane) })
  const delivered = await untilItWorks(lane, async () => {
    lane.totals ??= await readAllTotals(lane)
    if (isNew) delivery.totals = lane.totals
    delivery.refusedMax = lane.refusals.max(batch.rows.length)
    const done = await deliver(delivery, depsOf(lane))
    if (isNew) keep(lane, batch, done)
    return done
  })
  lane.refusals.note(batch.rows.length, delivered.refused)
  dropPlan(lane.start.directory)
  tell(lane, batch, delivered, performance.now() - beganAt)
  return delivered
}

/** Tries until it works; meanwhile the status says what is in the way. */
export async function untilItWorks<Answer>(lane: Lane, attempt: () => Promise<Answer>): Promise<Answer> {
  const answer = await retryForEver(attempt, {
    limits: lane.start.limits,
    bell: lane.bell,
    endsAt: () => lane.endsAt,
    onFailure: (failure) => hold(lane, failure),
  })
  if (lane.status.lane !== 'running') {
    lane.say({ kind: 'log', level: 'info', message: 'the store takes rows again', fields: {} })
    announce(lane, { lane: 'running', reason: '' })
  }
  return answer
}

/** Changes the status and says so. */
export function announce(lane: Lane, change: Partial<FlushStatus>): void {
  lane.status = { ...lane.status, ...change }
  lane.say({ kind: 'state', status: lane.status })
}

function hold(lane: Lane, { kind, code, reason }: Failure): void {
  const state = kind === 'passing' ? 'retrying' : 'stopped'
  const waiting = { waitingBytes: bytesAfter(lane) }
  if (lane.status.lane !== state || lane.status.reason !== reason) {
    const level = state === 'stopped' ? 'error' : 'warn'
    lane.say({
      kind: 'log',
      level,
      message: `the store takes no rows: ${reason}`,
      fields: { code, ...waitingFields(lane) },
    })
  }
  announce(lane, { lane: state, reason, ...waiting })
}

function waitingFields({ durable, status }: Lane): Record<string, number> {
  return { flushed_sequence: status.flushedSequence, durable_sequence: durable }
}

async function readAllTotals({ store, start, checkpointTotals }: Lane) {
  const stored = await readTotals(store, start.spoolId)
  return mergeTotals([...checkpointTotals, ...stored], start.durable)
}

function depsOf({ store, start, failPoint, turns, say }: Lane): Parameters<typeof deliver>[1] {
  return {
    ...{ store, failPoint, directory: start.directory, spoolId: start.spoolId },
    turn: turns.take,
    onStored: (rows) => say({ kind: 'stored', personMonths: personMonthsOf(rows) }),
    onPlannedAnew: ({ from, to }) => {
      const message = 'the rows on disk or in the store are not those of the plan: planned anew'
      say({ kind: 'log', level: 'warn', message, fields: { from, to } })
    },
  }
}

function keep(lane: Lane, { to }: Batch, { changedTotals }: Delivered): void {
  const { start, failPoint, totals = new Map() } = lane
  takeTotals(totals, changedTotals)
  const { directory, spoolId } = start
  const counts = [...totals.values()]
  writeCheckpoint(directory, { version: 1, spool: spoolId, flushed_sequence: to, counts }, failPoint)
  lane.status = { ...lane.status, flushedSequence: to }
}

function tell(lane: Lane, batch: Batch, { sent, duplicates, refused }: Delivered, ms: number): void {
  const isLast = lane.durable <= lane.status.flushedSequence
  const left = bytesAfter(lane)
  lane.status = { ...lane.status, waitingBytes: left, ...(isLast && { oldestWaitingAt: null }) }
  const sumOf = (count: (header: Batch['records'][number]['header']) => number) =>
    batch.records.reduce((sum, { header }) => sum + count(header), 0)
  const flushed: FlushedBatch = {
    sequence: batch.to,
    rows: sent.length,
    duplicates: duplicates + sumOf((header) => header.duplicates),
    deadLetters: refused + sumOf((header) => header.dead_letters.length),
    bytes: batch.bytes,
    ms: Math.round(ms),
    lagMs: batch.oldestAt === null ? 0 : Date.now() - batch.oldestAt,
    waitingBytes: left,
  }
  lane.say({ kind: 'flushed', batch: flushed, status: lane.status })
}

function bytesAfter({ start, durable, status }: Lane): number {
  return waitingBytes(listSegments(start.directory), status.flushedSequence, durable)
}
