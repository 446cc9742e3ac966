import { eventSchemaVersion } from '../../schema/datasets/event-row.ts'
import type { FailPoint } from '../fail-point.ts'
import { formatEventLine, formatPlainEventLine } from './event-line.ts'
import type { RecentIds } from './recent-ids.ts'
import { createRecordEncoder } from './record.ts'
import type { Sink, SinkBatch, TakenEvent } from './sink.ts'
import type { Spool } from './spool/spool.ts'

export type SpoolSinkDeps = {
  /** Order of calls is order on disk, and what is queued behind a failure fails with it: duplicates rest on both. */
  spool: Pick<Spool, 'append'>
  recentIds: RecentIds
  now?: () => number
  failPoint?: FailPoint
}

/** A sink that keeps what it takes in the spool. */
export type SpoolSink = Sink & {
  /** Forgets whose ids were sent along, after an erasure or a restore. */
  forgetPeople(): void
}

type Person = [key: string, id: string]
/** What was noted of a batch before it is on disk. */
type Noted = { source: string; ids: string[]; people: Person[]; duplicates: number }

// Keys of 16 digits: some 18 MB when full.
const seenPeopleMax = 200_000

/** One record for each batch: retries are dropped and counted, and a person's id goes along until it is on disk once. */
export function createSpoolSink({ spool, recentIds, now = Date.now, failPoint }: SpoolSinkDeps): SpoolSink {
  let seen = new Set<string>()
  let waiting = 0
  let settled: (() => void)[] = []
  const encode = createRecordEncoder()

  // It must not give way: ids are noted in the order in which the records are appended. Nor may the rows live as long as
  // the disk takes, so that what waits is a function of its own.
  function append({ source, events, deadLetters }: SinkBatch): Promise<{ duplicates: number }> {
    const fresh = recentIds.note(source, events)
    const duplicates = events.length - fresh.length
    if (seen.size >= seenPeopleMax) seen = new Set()
    const people = unseenPeople(fresh, seen)
    const header = {
      schema_version: eventSchemaVersion,
      source,
      received_at: now(),
      accepted: events.length + deadLetters.length,
      duplicates,
      people,
      dead_letters: deadLetters,
    }
    const lines = fresh.map(({ row, isPlain }) => (isPlain ? formatPlainEventLine(row) : formatEventLine(row)))
    const ids = fresh.map(({ row }) => row.message_id)
    return keep(encode(header, lines), { source, ids, people, duplicates })
  }

  async function keep(record: Uint8Array, { source, ids, people, duplicates }: Noted): Promise<{ duplicates: number }> {
    const noted = seen
    try {
      await spool.append(record)
      failPoint?.('sink.acked')
      for (const [key] of people) noted.add(key)
      return { duplicates }
    } catch (error) {
      recentIds.forget(source, ids)
      throw error
    }
  }

  function settle(): void {
    waiting -= 1
    if (waiting > 0) return
    for (const resolve of settled) resolve()
    settled = []
  }

  return {
    append(batch) {
      const appended = append(batch)
      // A failure belongs to the caller; closing only waits. Counted, as a Set of what comes and goes outlives it.
      waiting += 1
      appended.then(settle, settle)
      return appended
    },
    close: () => (waiting === 0 ? Promise.resolve() : new Promise((resolve) => settled.push(resolve))),
    forgetPeople() {
      seen = new Set()
    },
  }
}

function unseenPeople(events: readonly TakenEvent[], seen: ReadonlySet<string>): Person[] {
  const unseen = new Map<string, string>()
  for (const { row, personId } of events) if (!seen.has(row.person_key)) unseen.set(row.person_key, personId)
  return [...unseen]
}
