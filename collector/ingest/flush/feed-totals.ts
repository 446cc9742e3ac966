import { z } from 'zod'
import { formatDate } from '../../store/instant.ts'
import type { Batch } from './batch.ts'
import type { StorePoster } from './post-to-store.ts'

/** What a spool counted for a feed on one UTC day, from its first record of the day on. */
export const feedTotal = z.object({
  source: z.string(),
  date: z.string(),
  accepted: z.coerce.number(),
  duplicates: z.coerce.number(),
  dead_lettered: z.coerce.number(),
  sequence: z.coerce.number().describe('orders the rows of feed_counts: the highest holds'),
  through: z.coerce.number().describe('record up to which the records of this feed and day are counted'),
})

/** What a spool counted for a feed on one UTC day. */
export type FeedTotal = z.infer<typeof feedTotal>

/** Totals by feed and day. A record counts only above `through`, so a batch may come again however often. */
export type FeedTotals = Map<string, FeedTotal>

// Few stay in every checkpoint. Clocks can be wrong, so a day alone says nothing: what is forgotten is counted from 0.
const totalsKept = 500
const totalsRead = 10_000
const daysKept = 7
const recordsKept = 100_000

const counted = `
SELECT source, toString(feed_counts.date) AS date, accepted, duplicates, dead_lettered, sequence, sequence AS through
FROM feed_counts FINAL WHERE writer = {writer:String} ORDER BY sequence DESC LIMIT {rows:UInt32}
FORMAT JSONEachRow`

/** What the store has of a spool's counts. */
export async function readTotals(store: StorePoster, writer: string): Promise<FeedTotal[]> {
  const settings = { param_writer: writer, param_rows: String(totalsRead) }
  const answer = await store.post({ query: counted, settings, body: Buffer.alloc(0) })
  return answer.split('\n').flatMap((line) => (line === '' ? [] : [feedTotal.parse(JSON.parse(line))]))
}

/**
 * Puts together what the checkpoint and the store know: of each feed and day the one that came further. One that came
 * further than the spool itself is from a spool that lost its end: its count holds, and goes on from the end there is.
 */
export function mergeTotals(known: readonly FeedTotal[], spoolEnd: number): FeedTotals {
  const totals: FeedTotals = new Map()
  for (const total of known) {
    const through = Math.min(total.through, spoolEnd)
    const other = totals.get(keyOf(total))
    if (!other || total.sequence > other.sequence) totals.set(keyOf(total), { ...total, through })
    else if (total.sequence === other.sequence) other.through = Math.min(other.through, through)
  }
  return totals
}

/** Rows of a batch that count as recognised, and dead letters that the store's refusals added, by record. */
export type BatchCounts = { duplicates: ReadonlyMap<number, number>; refused: ReadonlyMap<number, number> }

/** The totals that a batch changes, with it counted in; the map itself stays as it was. */
export function addToTotals(totals: FeedTotals, { records, to }: Batch, counts: BatchCounts): FeedTotal[] {
  const changed: FeedTotals = new Map()
  for (const { sequence, header } of records) {
    const day = { source: header.source, date: formatDate(header.received_at) }
    const before = totals.get(keyOf(day)) ?? { ...day, ...nothing }
    if (sequence <= before.through) continue
    const sum = changed.get(keyOf(day)) ?? { ...before }
    sum.accepted += header.accepted
    sum.duplicates += header.duplicates + (counts.duplicates.get(sequence) ?? 0)
    sum.dead_lettered += header.dead_letters.length + (counts.refused.get(sequence) ?? 0)
    sum.sequence = Math.max(before.sequence + 1, to)
    sum.through = to
    changed.set(keyOf(day), sum)
  }
  return [...changed.values()]
}

/** Takes changed totals over and forgets those that are long past, by their day and by what came since. */
export function takeTotals(totals: FeedTotals, changed: readonly FeedTotal[]): void {
  for (const total of changed) totals.set(keyOf(total), total)
  if (totals.size <= totalsKept) return
  const all = [...totals.values()]
  const newest = all.reduce((most, { through }) => Math.max(most, through), 0)
  const lastDay = all.reduce((last, { date }) => (date > last ? date : last), '')
  const oldestDay = formatDate(Date.parse(lastDay) - daysKept * 86_400_000)
  for (const [key, { date, through }] of totals) {
    if (date < oldestDay && through < newest - recordsKept) totals.delete(key)
  }
}

/** Stores totals; the same ones twice count once. */
export async function storeTotals(store: StorePoster, writer: string, totals: readonly FeedTotal[]): Promise<void> {
  if (totals.length === 0) return
  const rows = totals.map(({ through: _, ...columns }) => JSON.stringify({ ...columns, writer }))
  await store.post({ query: 'INSERT INTO feed_counts FORMAT JSONEachRow', body: Buffer.from(rows.join('\n')) })
}

const nothing = { accepted: 0, duplicates: 0, dead_lettered: 0, sequence: 0, through: 0 }

function keyOf({ source, date }: { source: string; date: string }): string {
  return `${date}\0${source}`
}
