import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import type { Store } from '../../collector/store/open-store.ts'
import { queryRows } from '../../collector/store/query.ts'
import { delivery } from '../../schema/routes/delivery.ts'
import { twinPrefix } from './event-maker.ts'
import type { FaultLog } from './fault-log.ts'

/** What is wrong after a fault; everything empty or 0 is a store that kept its promises. */
export type Verdict = {
  /** Marks that were acknowledged and are not stored. */
  lost: string[]
  /** Marks that are stored and were never sent. */
  invented: string[]
  /** Marks or ids that stand twice, so that they would be counted twice. */
  twice: string[]
  /** Marks whose place was taken by a later body of the same id. */
  overtaken: string[]
  /** Bad events that were acknowledged and are no dead letters, and dead letters that nobody sent. */
  deadLost: string[]
  deadInvented: string[]
  /** Value actions in the rollup more or less than events. */
  countedBeside: number
  /** What does not add up in the counts of the feeds, in words. */
  accounts: string[]
  /** Derived tables that differ from a recomputation, in words. */
  differences: string[]
  /** What is left in the spool that should not be, in words. */
  leftOver: string[]
  /** Answers that were wrong whatever happened. */
  wrong: string[]
}

/** The verdict over a store that kept its promises. */
export const exact: Verdict = {
  ...{ lost: [], invented: [], twice: [], overtaken: [], deadLost: [], deadInvented: [], countedBeside: 0 },
  ...{ accounts: [], differences: [], leftOver: [], wrong: [] },
}

/** What the oracle looks at: the store itself, and the collectors that write into it. */
export type Judged = {
  store: Store
  collectors: readonly { dataDir: string; json(path: string, init?: RequestInit): Promise<unknown> }[]
  /** Drivers whose events are all that is in the store. */
  logs: readonly FaultLog[]
  /** How long what is acknowledged may take to reach the store. */
  waitMsMax?: number
  /**
   * Several spools on one store have no common order: of two bodies of one id either may be first, and rows that two
   * bring at the same moment are one event that neither calls a duplicate.
   */
  manySpools?: boolean
  /** Segment files that may lie in a quiet spool, kept for a replay. */
  segmentsMax?: number
}

const shown = 5

/** The one oracle of every fault: asked when the drivers have stopped and the collectors run. */
export async function judge(judged: Judged): Promise<Verdict> {
  const { store, collectors, logs } = judged
  await reachStored(judged)
  const waiting = await reachQuiet(judged)
  const differences = await verified(collectors)
  const stored = await queryRows(store.writer, storedEvents, {}, storedRow)
  const letters = await queryRows(store.writer, storedLetters, {}, letterRow)
  const sent = unite(logs.map((log) => log.sent))
  const marks = stored.map((row) => markOf(row.record_id))
  const isStored = new Set(marks)
  const dead = new Set(letters.map((row) => row.message_id))
  const badSent = unite(logs.map((log) => log.badSent))
  return {
    lost: without(unite(logs.map((log) => log.acked)), isStored),
    invented: without(isStored, sent),
    twice: [...repeated(marks), ...repeated(stored.map((row) => `${row.source} ${row.message_id}`))].slice(0, shown),
    overtaken: judged.manySpools ? [] : overtaken(stored),
    deadLost: without(unite(logs.map((log) => log.badAcked)), dead),
    deadInvented: without(dead, badSent),
    countedBeside: (await countValueActions(store)) - isStored.size,
    accounts: accountsOf(await readCounts(store), {
      stored: isStored.size,
      logs,
      manySpools: judged.manySpools ?? false,
    }),
    differences,
    leftOver: [...waiting, ...(await leftOver(judged))],
    wrong: logs.flatMap((log) => log.wrong).slice(0, shown),
  }
}

const storedRow = z.object({ source: z.string(), message_id: z.string(), record_id: z.string() })
const letterRow = z.object({ message_id: z.string() })
const countsRow = z.object({ accepted: z.coerce.number(), duplicates: z.coerce.number(), dead: z.coerce.number() })

const storedEvents = 'SELECT source, message_id, record_id FROM events FINAL'
const storedLetters = "SELECT message_id FROM dead_letters FINAL WHERE dataset = 'events'"
const storedCount = `
SELECT (SELECT uniqExact(record_id) FROM events) +
  (SELECT uniqExact(message_id) FROM dead_letters WHERE dataset = 'events') AS stored`
const feedCounts =
  'SELECT sum(accepted) AS accepted, sum(duplicates) AS duplicates, sum(dead_lettered) AS dead FROM feed_counts FINAL'

// Acknowledged is on disk, not yet in the store: the spool may have to drain, or the store to come back.
async function reachStored({ store, logs, waitMsMax = 240_000 }: Judged): Promise<void> {
  const wanted = unite(logs.map((log) => log.acked)).size + unite(logs.map((log) => log.badAcked)).size
  for (const deadline = Date.now() + waitMsMax; Date.now() < deadline; await delay(100)) {
    const [count] = await queryRows(store.writer, storedCount).catch(() => [])
    if (Number(count?.stored ?? 0) >= wanted) return
  }
}

// What was only duplicates waits too, and no event in the store tells that it has been dealt with.
async function reachQuiet({ collectors, waitMsMax = 240_000 }: Judged): Promise<string[]> {
  let words: string[] = []
  for (const deadline = Date.now() + waitMsMax; Date.now() < deadline; await delay(100)) {
    const ways = await Promise.all(collectors.map(async (one) => delivery.parse(await one.json('/api/delivery'))))
    words = ways
      .filter((way) => way.waiting_bytes > 0 || way.lane !== 'running' || way.refusing !== null)
      .map((way) => `${way.waiting_bytes} bytes wait; ${way.lane} ${way.reason}; refusing ${way.refusing}`)
    if (words.length === 0) break
  }
  return words
}

// One after the other, as each makes the tables of the recomputation in the store. A collector waits for what it derives
// itself, so where there are several, only what the last one says, when all of them are done, is about all of them.
async function verified(collectors: Judged['collectors']): Promise<string[]> {
  const answer = z.object({ differences: z.array(z.string()) })
  let differences: string[] = []
  for (const one of collectors) {
    differences = answer.parse(await one.json('/api/verify', { method: 'POST' })).differences
  }
  return differences
}

async function countValueActions(store: Store): Promise<number> {
  const [sum] = await queryRows(store.writer, 'SELECT sum(value_actions) AS actions FROM person_months FINAL')
  return Number(sum?.actions)
}

type Counts = z.infer<typeof countsRow>

async function readCounts(store: Store): Promise<Counts> {
  const [counts] = await queryRows(store.writer, feedCounts, {}, countsRow)
  return counts ?? { accepted: 0, duplicates: 0, dead: 0 }
}

function accountsOf(
  { accepted, duplicates, dead }: Counts,
  { stored, logs, manySpools }: { stored: number; logs: readonly FaultLog[]; manySpools: boolean },
): string[] {
  const promised = logs.reduce((sum, log) => sum + log.answered.accepted, 0)
  const attempted = logs.reduce((sum, log) => sum + log.attempted, 0)
  const words: string[] = []
  const told = stored + duplicates + dead
  if (manySpools ? told > accepted : told !== accepted) {
    words.push(`${stored} rows + ${duplicates} duplicates + ${dead} dead letters are not ${accepted} accepted`)
  }
  if (accepted < promised) words.push(`${accepted} accepted, ${promised} promised in answers`)
  if (accepted > attempted) words.push(`${accepted} accepted, only ${attempted} sent`)
  return words
}

async function leftOver({ collectors, segmentsMax = 10 }: Judged): Promise<string[]> {
  return (await Promise.all(collectors.map((one) => leftOverOf(one.dataDir, segmentsMax)))).flat()
}

/** What lies in the spool of a collector that has nothing to do, and should not. */
async function leftOverOf(dataDir: string, segmentsMax: number): Promise<string[]> {
  const folder = join(dataDir, 'spool')
  const names = await readdir(folder).catch((): string[] => [])
  const segments = names.filter((name) => name.endsWith('.seg'))
  const words = segments.length > segmentsMax ? [`${segments.length} segment files`] : []
  for (const name of names) {
    if (/\.(aside|tmp|new)$/.test(name)) words.push(`${name} of ${(await stat(join(folder, name))).size} bytes`)
  }
  const quarantined = await readdir(join(folder, 'quarantine')).catch((): string[] => [])
  for (const name of quarantined) if (!(await isTornTail(folder, name))) words.push(`quarantine/${name}`)
  return words
}

// A process that is killed in a write may leave the beginning of a record: its copy stays for a person to look at. The
// segment ends where it was cut, or is gone as all of it is stored.
async function isTornTail(folder: string, name: string): Promise<boolean> {
  const [, segment = '', offset] = /^(\d+\.seg)-(\d+)\.bytes$/.exec(name) ?? []
  if (offset === undefined) return false
  const found = await stat(join(folder, segment)).catch(() => undefined)
  return found === undefined || found.size === Number(offset)
}

const markOf = (recordId: string) => (recordId.startsWith(twinPrefix) ? recordId.slice(twinPrefix.length) : recordId)

function overtaken(stored: z.infer<typeof storedRow>[]): string[] {
  return stored
    .map((row) => row.record_id)
    .filter((id) => id.startsWith(twinPrefix))
    .slice(0, shown)
}

function repeated(names: string[]): string[] {
  const seen = new Set<string>()
  return names.filter((name) => seen.size === seen.add(name).size).slice(0, shown)
}

function unite(sets: Set<string>[]): Set<string> {
  return new Set(sets.flatMap((set) => [...set]))
}

function without(set: Set<string>, other: Set<string>): string[] {
  return [...set].filter((name) => !other.has(name)).slice(0, shown)
}
