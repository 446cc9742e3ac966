import type { FailPoint } from '../../fail-point.ts'
import type { Batch, BatchRow } from './batch.ts'
import type { FeedTotal, FeedTotals } from './feed-totals.ts'
import { addToTotals, storeTotals } from './feed-totals.ts'
import { findErased, findStored } from './look-up.ts'
import { journalPlan, makePlan, type Plan, samePlan } from './plan.ts'
import type { StorePoster } from './post-to-store.ts'
import { refusedRow } from './refused-row.ts'
import { type RefusedRow, sendParts } from './send-parts.ts'
import { storeLetters, storePeople } from './store-beside.ts'

export type DeliverDeps = {
  directory: string
  spoolId: string
  store: StorePoster
  failPoint: FailPoint
  /** Runs something while no import of this process stores events; collectors that share a store do not wait for each other. */
  turn<Answer>(task: () => Promise<Answer>): Promise<Answer>
  /** Told what was stored, within the turn, so that nobody else's turn finds rows nobody knows of. */
  onStored(rows: readonly BatchRow[]): void
  /** Told when an earlier plan could not be sent again as it was. */
  onPlannedAnew(plan: Plan): void
}

/** One batch on its way; `plan` is what an earlier try of it left behind. */
export type Delivery = {
  batch: Batch
  salt: string
  plan: Plan | undefined
  refusedMax: number
  /** What is counted already; undefined for a batch that must not be counted. */
  totals: FeedTotals | undefined
}

/** What a batch became. */
export type Delivered = { sent: BatchRow[]; duplicates: number; refused: number; changedTotals: FeedTotal[] }

/** Tries once to bring a batch into the store with all that belongs to it; every step may be done again. */
export async function deliver(delivery: Delivery, deps: DeliverDeps): Promise<Delivered> {
  const { batch, totals } = delivery
  const { store, spoolId } = deps
  const erased = await findErased(store)
  await storePeople(store, batch.records, erased)
  const { plan, sent, refused } = await deps.turn(() => planAndSend(delivery, erased, deps))
  const letters = refused.map(({ row, reason }) => refusedRow(row, reason))
  await storeLetters(store, [...batch.records.flatMap(({ header }) => header.dead_letters), ...letters])
  const counts = {
    duplicates: countByRecord(plan.duplicates.flatMap((index) => batch.rows[index] ?? [])),
    refused: countByRecord(refused.map(({ row }) => row)),
  }
  const changedTotals = totals ? addToTotals(totals, batch, counts) : []
  await storeTotals(store, spoolId, changedTotals)
  return { sent, duplicates: plan.duplicates.length, refused: refused.length, changedTotals }
}

async function planAndSend(
  delivery: Delivery,
  erased: ReadonlyMap<string, number>,
  { store, directory, spoolId, failPoint, onPlannedAnew, onStored }: DeliverDeps,
): Promise<{ plan: Plan; sent: BatchRow[]; refused: RefusedRow[] }> {
  const { batch, salt, refusedMax } = delivery
  const findings = { stored: await findStored(store, batch.rows), erased }
  failPoint('flush.looked_up')
  const before = delivery.plan
  const same = before && samePlan(batch, before, findings)
  if (before && !same) onPlannedAnew(before)
  const { plan, parts } = same ?? makePlan(batch, findings, spoolId, salt)
  if (!same && parts.length > 0) journalPlan(directory, plan, failPoint)
  delivery.plan = plan
  let sent = parts.flatMap(({ rows }) => rows)
  try {
    const refused = await sendParts(store, parts, { refusedMax, salt, failPoint })
    failPoint('flush.sent')
    const dead = new Set(refused.map(({ row }) => row))
    sent = sent.filter((row) => !dead.has(row))
    return { plan, sent, refused }
  } finally {
    // After a failure too: a part of them may be stored.
    onStored(sent)
  }
}

function countByRecord(rows: readonly BatchRow[]): Map<number, number> {
  const counts = new Map<number, number>()
  for (const { record } of rows) counts.set(record.sequence, (counts.get(record.sequence) ?? 0) + 1)
  return counts
}
