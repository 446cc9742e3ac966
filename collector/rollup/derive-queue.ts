import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from 'pino'
import { StoreDown } from '../store/store-down.ts'
import { changesFacts, emptyPending, isEmpty, isEventsOnly, mergePending, type Pending } from './pending.ts'

/** Work for one writer: what is announced while a pass runs waits for the next. */
export type DeriveQueue = {
  /** Adds work. With `gather` it may wait a moment for more, unless somebody waits for the numbers. */
  add(change: (pending: Pending) => void, options?: { gather: boolean }): void
  /** Resolves when everything added so far is done; throws what kept it from being done. */
  settled(): Promise<void>
  /** True under steady load: asking for the numbers at once would have every question read everything again. */
  isPaced(): boolean
  /** Instant since which work waits that changes answers, epoch milliseconds; null when none does. */
  behindSince(): number | null
  close(): Promise<void>
}

/** `pass` does some work; what it throws puts the work back. `isFlooded`: senders need all the time there is. */
export type DeriveQueueDeps = {
  pass: (work: Pending) => Promise<void>
  first: Pending
  log: Logger
  isFlooded?: () => boolean
}

type Waiter = { resolve: () => void; reject: (error: unknown) => void }

const retryMs = 500
const closeMsMax = 10_000
const gatherMsMin = 1_000
const gatherMsMax = 30_000
const giveWayMsMax = 10_000
// Under steady load a pass reads again what earlier ones read, so it may take this part of the time and no more.
const restPerWork = 3

/** A queue that begins with some work and starts on it when something is added or asked. */
export function createDeriveQueue({ pass, first, log, isFlooded = () => false }: DeriveQueueDeps): DeriveQueue {
  let pending = first
  let waiters: Waiter[] = []
  let running: Promise<void> | undefined
  let gathering: NodeJS.Timeout | undefined
  let hasFailed = false
  let isClosing = false
  let isClosed = false
  let gatherMs = gatherMsMin
  let waitingSince: number | null = null
  let workingSince: number | null = null

  const mayGoOn = () => !isEmpty(pending) && !isClosed && (waiters.length > 0 || gathering === undefined)

  function gather(since = Date.now()): void {
    gathering = setTimeout(() => {
      if (isFlooded() && Date.now() - since < giveWayMsMax) gather(since)
      else void wake()
    }, gatherMs).unref()
  }

  function wake(): Promise<void> {
    clearTimeout(gathering)
    gathering = undefined
    running ??= drain().finally(() => {
      running = undefined
      // What was announced while the pass was ending waits for nobody else.
      if (waiters.length > 0 || (!hasFailed && mayGoOn())) void wake()
    })
    return running
  }

  async function drain(): Promise<void> {
    hasFailed = false
    while (!hasFailed && mayGoOn()) await onePass()
    for (const waiter of waiters) waiter.resolve()
    waiters = []
  }

  async function onePass(): Promise<void> {
    const [work, reached] = [pending, waiters]
    pending = emptyPending()
    waiters = []
    workingSince = waitingSince
    waitingSince = null
    const beganMs = performance.now()
    try {
      await pass(work)
      const restMs = isEventsOnly(work) ? restPerWork * (performance.now() - beganMs) : 0
      gatherMs = Math.min(gatherMsMax, Math.max(gatherMsMin, restMs))
      workingSince = null
      for (const waiter of reached) waiter.resolve()
    } catch (error) {
      mergePending(pending, work)
      waitingSince = workingSince ?? waitingSince
      workingSince = null
      if (error instanceof StoreDown && !isClosing) {
        waiters.push(...reached)
        return new Promise((resolve) => setTimeout(resolve, retryMs))
      }
      hasFailed = true
      log.error({ err: error }, 'derived tables are behind; the facts are stored and the next change tries again')
      for (const waiter of [...reached, ...waiters]) waiter.reject(error)
      waiters = []
    }
  }

  function settled(): Promise<void> {
    if (isEmpty(pending) && running === undefined) return Promise.resolve()
    return new Promise((resolve, reject) => {
      waiters.push({ resolve, reject })
      void wake()
    })
  }

  return {
    add(change, options = { gather: false }) {
      change(pending)
      if (changesFacts(pending)) waitingSince ??= Date.now()
      if (!options.gather) void wake()
      else if (gathering === undefined) gather()
    },
    settled,
    isPaced: () => gatherMs > gatherMsMin && gathering !== undefined,
    behindSince: () => workingSince ?? waitingSince,
    async close() {
      isClosing = true
      const done = isEmpty(pending) ? running : settled().catch(() => undefined)
      // The next start finds what is not derived, so nobody waits for a store that is away or hangs.
      await Promise.race([done, delay(closeMsMax, undefined, { ref: false })])
      isClosed = true
      clearTimeout(gathering)
    },
  }
}
