import type { Logger } from 'pino'
import { StoreDown } from '../store/store-down.ts'
import { emptyPending, isEmpty, mergePending, type Pending } from './pending.ts'

/** Work for one writer: what is announced while a pass runs waits for the next. */
export type DeriveQueue = {
  /** Adds work. With `gather` it may wait a moment for more, unless somebody waits for the numbers. */
  add(change: (pending: Pending) => void, options?: { gather: boolean }): void
  /** Resolves when everything added so far is done; throws what kept it from being done. */
  settled(): Promise<void>
  close(): Promise<void>
}

/** `pass` does some work; what it throws puts the work back. */
export type DeriveQueueDeps = { pass: (work: Pending) => Promise<void>; first: Pending; log: Logger }

type Waiter = { resolve: () => void; reject: (error: unknown) => void }

const retryMs = 500
const gatherMs = 1000

/** A queue that begins with some work and starts on it when something is added or asked. */
export function createDeriveQueue({ pass, first, log }: DeriveQueueDeps): DeriveQueue {
  let pending = first
  let waiters: Waiter[] = []
  let running: Promise<void> | undefined
  let gathering: NodeJS.Timeout | undefined
  let hasFailed = false
  let isClosed = false

  const mayGoOn = () => !isEmpty(pending) && !isClosed && (waiters.length > 0 || gathering === undefined)

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
    try {
      await pass(work)
      for (const waiter of reached) waiter.resolve()
    } catch (error) {
      mergePending(pending, work)
      if (error instanceof StoreDown && !isClosed) {
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
    add(change, { gather } = { gather: false }) {
      change(pending)
      if (gather) gathering ??= setTimeout(() => void wake(), gatherMs).unref()
      else void wake()
    },
    settled,
    async close() {
      if (!isEmpty(pending)) await settled().catch(() => undefined)
      isClosed = true
      clearTimeout(gathering)
      await running
    },
  }
}
