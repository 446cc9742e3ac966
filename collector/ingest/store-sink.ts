import { randomUUID } from 'node:crypto'
import type { EventRow } from '../../schema/datasets/event-row.ts'
import type { Store } from '../store/open-store.ts'
import { addPersonMonths, type EventStore } from './event-store.ts'
import { type Counts, storeFeedCounts } from './feed-counts.ts'
import type { Identities } from './identities.ts'
import { insertBatch } from './insert-batch.ts'
import type { RollupSeam } from './rollup-seam.ts'
import type { Sink, SinkBatch } from './sink.ts'

export type StoreSinkDeps = {
  store: Store
  events: EventStore
  identities: Identities
  rollup: Pick<RollupSeam, 'changed'>
  /** How long one group is sent again before its senders are told to come back. */
  waitMsMax?: number
}

type Waiting = { batch: SinkBatch; resolve: (answer: { duplicates: number }) => void; reject: (error: unknown) => void }

const groupRowsMax = 20_000

/** A sink that stores at once. Group commit without a timer: while one group is stored, the next gathers. */
export function createStoreSink({ waitMsMax = 5_000, ...deps }: StoreSinkDeps): Sink {
  const queue: Waiting[] = []
  let running: Promise<void> | undefined

  async function drain(): Promise<void> {
    while (queue.length > 0) {
      const group = nextGroup(queue)
      try {
        const duplicates = await storeGroup(
          group.map(({ batch }) => batch),
          { ...deps, waitMsMax },
        )
        for (const { batch, resolve } of group) {
          resolve({ duplicates: batch.events.filter((row) => duplicates.has(row)).length })
        }
      } catch (error) {
        for (const { reject } of group) reject(error)
      }
    }
    running = undefined
  }

  return {
    append: (batch) =>
      new Promise((resolve, reject) => {
        queue.push({ batch, resolve, reject })
        running ??= drain()
      }),
    close: async () => running,
  }
}

function nextGroup(queue: Waiting[]): Waiting[] {
  let rows = 0
  let size = 0
  do {
    rows += queue[size]?.batch.events.length ?? 0
    size += 1
  } while (size < queue.length && rows < groupRowsMax)
  return queue.splice(0, size)
}

async function storeGroup(
  batches: SinkBatch[],
  { store, events, identities, rollup, waitMsMax }: StoreSinkDeps & { waitMsMax: number },
): Promise<Set<EventRow>> {
  const rows = batches.flatMap((batch) => batch.events)
  const letters = batches.flatMap((batch) => batch.deadLetters)
  let changed = rows
  try {
    await identities.note(new Set(batches.flatMap(({ personIds }) => [...personIds])), waitMsMax)
    const duplicates = await events.write(rows, waitMsMax)
    changed = rows.filter((row) => !duplicates.has(row))
    const counts = { writer: randomUUID(), sequence: 1, at: Date.now(), waitMsMax }
    await Promise.all([
      insertBatch(store, 'dead_letters', letters, { waitMsMax }),
      storeFeedCounts(store, sumCounts(batches, duplicates), counts),
    ])
    return duplicates
  } finally {
    // After a failure too: part of the rows may be stored, and the retry will call them duplicates.
    if (changed.length > 0) {
      rollup.changed({ kind: 'events', why: 'late_data', personMonths: addPersonMonths(new Map(), changed) })
    }
  }
}

function sumCounts(batches: SinkBatch[], duplicates: Set<EventRow>): Map<string, Counts> {
  const counts = new Map<string, Counts>()
  for (const { source, events, deadLetters } of batches) {
    const sum = counts.get(source) ?? { accepted: 0, duplicates: 0, dead_lettered: 0 }
    sum.accepted += events.length + deadLetters.length
    sum.duplicates += events.filter((row) => duplicates.has(row)).length
    sum.dead_lettered += deadLetters.length
    counts.set(source, sum)
  }
  return counts
}
