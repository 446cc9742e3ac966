import { setTimeout as delay } from 'node:timers/promises'
import { type Batch, emptyBatch } from './batch.ts'
import { dropSegments } from './keep-segments.ts'
import { type Lane, openLaneState } from './lane-state.ts'
import { loadBatch, untilItWorks } from './load-batch.ts'
import type { FromThread, ThreadStart, ToThread } from './messages.ts'
import { dropPlan, readPlan } from './plan.ts'
import { FlusherEnds } from './retry-for-ever.ts'
import { createJob } from './run-job.ts'

/** The thread's work: one loop that brings batches into the store, and what it is told meanwhile. */
export type RunningLane = {
  hear(message: ToThread): void
  /** Resolves when it was told to stop and has. */
  ended: Promise<void>
}

/** Starts the loop. */
export function startLane(start: ThreadStart, say: (message: FromThread) => void): RunningLane {
  const lane = openLaneState(start, say)
  say({ kind: 'state', status: lane.status })
  return { hear: (message) => hear(lane, message), ended: run(lane) }
}

function hear(lane: Lane, message: ToThread): void {
  if (message.kind === 'turn') lane.turns.granted(message.id)
  if (message.kind === 'durable') {
    lane.durable = Math.max(lane.durable, message.sequence)
    lane.giveWay.heard(message.isFlooded)
  }
  if (message.kind === 'hurry') lane.hurried = Math.max(lane.hurried, message.sequence)
  if (message.kind === 'job') lane.jobs.push(createJob(lane, message.id, message.job))
  if (message.kind === 'stop') lane.endsAt = Date.now() + message.waitMsMax
  lane.bell.ring()
}

async function run(lane: Lane): Promise<void> {
  try {
    await finishPlan(lane)
    while (!isOver(lane)) {
      await letGoFirst(lane)
      if (lane.durable > lane.status.flushedSequence) await loadNext(lane)
      else if (lane.jobs.length === 0 && lane.endsAt === undefined) await lane.bell.wait(lane.start.limits.tidyMs)
      await stepJob(lane)
      tidy(lane)
    }
  } catch (error) {
    if (!(error instanceof FlusherEnds)) throw error
  } finally {
    for (const { id } of lane.jobs) lane.say({ kind: 'failed', id, message: 'The flusher was stopped before.' })
    lane.store.close()
  }
}

/** While more arrives than there is time for, the disk holds it and the store waits: for seconds, and for nobody who waits. */
async function letGoFirst(lane: Lane): Promise<void> {
  if (lane.durable <= lane.status.flushedSequence) return lane.giveWay.caughtUp()
  const isAwaited = () =>
    lane.hurried > lane.status.flushedSequence || lane.jobs.length > 0 || lane.endsAt !== undefined
  while (!isAwaited()) {
    const waitMs = lane.giveWay.waitMs()
    if (waitMs === 0) return
    await delay(waitMs)
  }
}

function isOver({ endsAt, durable, status }: Lane): boolean {
  return endsAt !== undefined && (durable <= status.flushedSequence || Date.now() > endsAt)
}

/** The plan of a process that was cut off goes first: what of it is in the store already must not stand there twice. */
async function finishPlan(lane: Lane): Promise<void> {
  const { directory, spoolId } = lane.start
  const plan = readPlan(directory, spoolId)
  if (!plan) return
  const next = lane.status.flushedSequence + 1
  const isDone = plan.salt === '' && plan.to < next
  if (!isDone && plan.to <= lane.durable) {
    const batch = await untilItWorks(lane, async () => lane.source.batchOf(plan.from, plan.to))
    await loadBatch(lane, batch, { plan, salt: plan.salt })
    lane.source.seek(lane.status.flushedSequence + 1)
  } else if (!isDone) {
    const message = 'the records of a plan are not in the spool any more: what is there is planned anew'
    lane.say({ kind: 'log', level: 'warn', message, fields: { from: plan.from, to: plan.to } })
  }
  dropPlan(directory)
}

async function loadNext(lane: Lane): Promise<void> {
  const batch = await untilItWorks(lane, () => gather(lane))
  await loadBatch(lane, batch)
}

/** Takes records until the batch is full, old enough, or somebody waits for it. */
async function gather(lane: Lane): Promise<Batch> {
  const { source, start, bell } = lane
  // After a failure, or a job, the source may stand elsewhere.
  if (source.position !== lane.status.flushedSequence + 1) source.seek(lane.status.flushedSequence + 1)
  const batch = emptyBatch(source.position)
  const sealAt = performance.now() + start.limits.batchWaitMs
  for (;;) {
    const isFull = source.fill(batch, lane.durable)
    const isWanted = lane.hurried >= batch.from || lane.jobs.length > 0 || lane.endsAt !== undefined
    const leftMs = sealAt - performance.now()
    if (isFull || isWanted || leftMs <= 0) return batch
    await bell.wait(leftMs)
  }
}

async function stepJob(lane: Lane): Promise<void> {
  const [job] = lane.jobs
  if (!job || lane.status.flushedSequence < job.after) return
  try {
    const answer = await job.step()
    if (answer === undefined) return
    lane.say({ kind: 'answer', id: job.id, answer })
  } catch (error) {
    if (error instanceof FlusherEnds) throw error
    lane.say({ kind: 'failed', id: job.id, message: error instanceof Error ? error.message : String(error) })
  }
  lane.jobs.shift()
}

function tidy({ start, status, failPoint, say }: Lane): void {
  const { directory, limits } = start
  try {
    const dropped = dropSegments({ directory, flushed: status.flushedSequence, limits, failPoint })
    if (dropped > 0) say({ kind: 'log', level: 'info', message: 'loaded segments dropped', fields: { dropped } })
  } catch (error) {
    // The next look tries again; the spool itself refuses when the disk is full.
    const reason = error instanceof Error ? error.message : String(error)
    say({ kind: 'log', level: 'warn', message: 'loaded segments could not be dropped', fields: { reason } })
  }
}
