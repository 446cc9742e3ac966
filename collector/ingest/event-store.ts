import { z } from 'zod'
import type { EventRow } from '../../schema/datasets/event-row.ts'
import type { PersonMonths } from '../rollup/change.ts'
import { addPersonDate } from '../rollup/person-months.ts'
import type { Store } from '../store/open-store.ts'
import { insertBatch } from './insert-batch.ts'
import { queryWithRows } from './query-with-rows.ts'
import { retryStore } from './retry-store.ts'
import { splitByMonth } from './split-by-month.ts'
import { storedIds } from './stored-ids.ts'

/** Events on their way into the table: one batch at a time, the first of an id wins. */
export type EventStore = {
  /** Stores what is new; answers the rows that were already there, or twice in the batch. */
  write(rows: readonly EventRow[], waitMsMax: number): Promise<Set<EventRow>>
  /** The rows that `write` would call duplicates now. */
  stored(rows: readonly EventRow[], waitMsMax: number): Promise<Set<EventRow>>
  /** Runs something that no write may overlap. */
  alone<Answer>(task: () => Promise<Answer>): Promise<Answer>
}

const idRow = z.object({ source: z.string(), message_id: z.string() })

/** Opens the way into the table of events; looking up and storing are one step, so no two can both be first. */
export function openEventStore(store: Store): EventStore {
  let tail: Promise<unknown> = Promise.resolve()
  function alone<Answer>(task: () => Promise<Answer>): Promise<Answer> {
    const mine = tail.then(task)
    // A failure belongs to the caller; the next task runs all the same.
    tail = mine.catch(() => undefined)
    return mine
  }
  async function stored(rows: readonly EventRow[], waitMsMax: number): Promise<Set<EventRow>> {
    const taken = await retryStore(() => storedAmong(store, rows), waitMsMax)
    const duplicates = new Set<EventRow>()
    for (const row of rows) {
      const identity = identityOf(row)
      if (taken.has(identity)) duplicates.add(row)
      taken.add(identity)
    }
    return duplicates
  }
  return {
    alone,
    stored,
    write: (rows, waitMsMax) =>
      alone(async () => {
        const duplicates = await stored(rows, waitMsMax)
        const fresh = rows.filter((row) => !duplicates.has(row))
        for (const part of splitByMonth(fresh)) await insertBatch(store, 'events', part, { waitMsMax })
        return duplicates
      }),
  }
}

/** First and last UTC date of each person in the rows, for the rollup. */
export function addPersonMonths(months: PersonMonths, rows: Iterable<EventRow>): PersonMonths {
  for (const { person_key, date } of rows) addPersonDate(months, person_key, date)
  return months
}

async function storedAmong(store: Store, rows: readonly EventRow[]): Promise<Set<string>> {
  if (rows.length === 0) return new Set()
  const given = {
    structure: 'source String, message_id String',
    rows: rows.map(({ source, message_id }) => ({ source, message_id })),
  }
  return new Set((await queryWithRows(store, storedIds, given, idRow)).map(identityOf))
}

function identityOf({ source, message_id }: { source: string; message_id: string }): string {
  return `${source}\0${message_id}`
}
