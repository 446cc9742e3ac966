import { setMaxListeners } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { createEventMaker, type EventMaker, type Mixture, plainMixture } from './event-maker.ts'
import { countOne, type FaultLog, noteAcked, noteSent, openFaultLog, type SentBatch } from './fault-log.ts'
import { type FaultSeed, seedOf } from './fault-seed.ts'

/** A sender that never stops and writes down what it was promised. */
export type EventDriver = FaultLog & {
  /** Resolves when so many more events are acknowledged. */
  ackedMore(events: number): Promise<void>
  /** Ends every lane; batches without an answer stay unacknowledged. */
  stop(): Promise<void>
}

/** How a driver sends; unless told otherwise one copy of plain good events. */
export type DriverOptions = {
  /** Where the servers are now; they may move between two requests. */
  url: () => string | readonly string[]
  writeKey: string
  people: readonly string[]
  seed?: FaultSeed
  lanes?: number
  /** Fewest and most messages of a batch. */
  sizes?: [number, number]
  mixture?: Mixture
  /** Bytes that make each event larger, to fill a disk soon. */
  padding?: number
  /** Most copies of a batch that are sent at once, to any of the servers. */
  copiesMax?: number
  /** Rest of a lane between two batches. */
  pauseMs?: number
  /** How long a request waits for its answer, as an SDK would. */
  waitMsMax?: number
  /** File that every answer 200 is appended to. */
  file?: string
}

const retryMs = 100
const retryMsMax = 250
const gzipShare = 0.3
const defaults = {
  ...{ lanes: 4, sizes: [20, 20] as [number, number], mixture: plainMixture, padding: 0, copiesMax: 1, pauseMs: 0 },
}

let drivers = 0

/** Sends batches of events by several lanes; a batch without a 200 is sent again as it is, like an SDK does. */
export function driveEvents(options: DriverOptions): EventDriver {
  const { seed = seedOf(1), people, lanes, sizes, mixture, padding, copiesMax, pauseMs } = { ...defaults, ...options }
  const log = openFaultLog(seed.seed)
  const driver = `d${Date.now().toString(36)}${process.pid.toString(36)}${(drivers++).toString(36)}`
  const stopping = new AbortController()
  // Every copy of a batch rests on its own.
  setMaxListeners(0, stopping.signal)
  const isStopped = () => stopping.signal.aborted

  async function lane(number: number): Promise<void> {
    const dice = seed.branch(`lane ${number}`)
    const maker = createEventMaker({ name: `${driver}-${number}`, dice, people, sizes, mixture, padding })
    while (!isStopped()) {
      const batch = maker.batch()
      noteSent(log, batch)
      const copies = Array.from({ length: dice.int(1, copiesMax) }, () => ({
        isZipped: dice.chance(gzipShare),
        turn: dice.int(0, 1_000),
      }))
      await Promise.all(copies.map((copy) => deliver(batch, copy, maker)))
      if (pauseMs > 0) await rest(pauseMs, stopping.signal)
    }
  }

  async function deliver(batch: SentBatch, { isZipped, turn }: Copy, maker: EventMaker): Promise<void> {
    for (let attempt = turn; !isStopped(); attempt++) {
      const { waitMs, answer } = await send(batch, pickUrl(options.url(), attempt), { ...options, isZipped, log })
      if (answer !== undefined) {
        noteAcked(log, batch, answer, options.file)
        maker.acked(batch)
      }
      if (waitMs === undefined) return
      await rest(waitMs, stopping.signal)
    }
  }

  const running = Promise.all(Array.from({ length: lanes }, (_, number) => lane(number)))
  return {
    ...log,
    get attempted() {
      return log.attempted
    },
    async ackedMore(events) {
      const wanted = log.acked.size + events
      while (log.acked.size < wanted) await delay(25)
    },
    async stop() {
      stopping.abort()
      await running
    },
  }
}

type Copy = { isZipped: boolean; turn: number }
type Sending = DriverOptions & { isZipped: boolean; log: FaultLog }

/** One request: its answer when it was 200, and how long to wait before the next attempt when there is to be one. */
async function send(
  { body, size }: SentBatch,
  url: string,
  { writeKey, isZipped, log, waitMsMax = 20_000 }: Sending,
): Promise<{ answer?: unknown; waitMs?: number }> {
  const headers = {
    Authorization: `Basic ${btoa(`${writeKey}:`)}`,
    ...(isZipped ? { 'Content-Encoding': 'gzip' } : {}),
  }
  const signal = AbortSignal.timeout(waitMsMax)
  log.attempted += size
  try {
    const init = { method: 'POST', headers, body: isZipped ? gzipSync(body) : body, signal }
    const beganMs = performance.now()
    const answer = await fetch(`${url}/v1/batch`, init)
    const text = await answer.text()
    if (answer.status === 200) {
      log.latencies.push(performance.now() - beganMs)
      return { answer: JSON.parse(text) }
    }
    countOne(log.refusals, answer.status)
    log.refusedInWords.set(answer.status, { retryAfter: answer.headers.get('Retry-After'), text })
    if (answer.status !== 429 && answer.status !== 503) {
      log.wrong.push(`${answer.status} ${text}`.slice(0, 300))
      return {}
    }
    return { waitMs: Math.min(retryMsMax, Number(answer.headers.get('Retry-After') ?? 0) * 1_000) }
  } catch (error) {
    countOne(log.refusals, 0)
    countOne(log.breaks, codeOf(error))
    return { waitMs: retryMs }
  }
}

function pickUrl(urls: string | readonly string[], attempt: number): string {
  return typeof urls === 'string' ? urls : (urls[attempt % urls.length] ?? '')
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { code } = Object(error.cause)
  return typeof code === 'string' ? code : error.name
}

// Cut short when the driver stops: nobody waits for the end of a rest.
async function rest(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined)
}
