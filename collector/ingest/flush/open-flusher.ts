import type { Logger } from 'pino'
import type { PersonMonths } from '../../rollup/change.ts'
import type { StoreConnection } from '../../store/connection.ts'
import type { Damage } from '../spool/damage.ts'
import type { FloodGauge } from './flood.ts'
import type { FlushedBatch, Flusher, FlushStatus } from './flusher.ts'
import { keepThread } from './keep-thread.ts'
import { type FlushLimits, flushLimits } from './limits.ts'
import type { FromThread, ThreadStart } from './messages.ts'
import { startFlushThread } from './start-flush-thread.ts'

export type FlusherOptions = {
  /** The folder of the spool, which is open already. */
  directory: string
  spoolId: string
  connection: StoreConnection
  /** Newest sequence on disk when the spool was opened. */
  durableSequence: number
  /** Name of a fail-point, or empty. */
  failPoint: string
  log: Logger
  /** Runs something that no import's storing of events may overlap. */
  turn<Answer>(task: () => Promise<Answer>): Promise<Answer>
  /** Tells when senders need all the time there is; without it nothing ever waits. */
  flood?: FloodGauge
  /** Whether the spool has room for what arrives while the store waits. */
  hasRoom?: () => boolean
  /** Has the spool go on in a new segment, so that those before may be rewritten. */
  roll(): Promise<void>
  limits?: Partial<FlushLimits>
}

const floodedTellMs = 20

/** Starts the thread that brings what the spool holds into the store; resolves when it has read how far it came. */
export async function openFlusher(options: FlusherOptions): Promise<Flusher> {
  const { log, turn, flood, hasRoom = () => true } = options
  const side = createSide(options)
  const { listeners, waiters } = side
  const start = startOf(options)
  const kept = await keepThread({
    begin: (onEnd) =>
      startFlushThread({ start: { ...start, durable: side.durable }, turn, log, hear: side.hear, onEnd }),
    log,
    onDeath: (reason) => side.change({ lane: 'retrying', reason: `The flusher died (${reason}) and is started again` }),
    onRestart: (thread) => thread.say({ kind: 'hurry', sequence: waiters.highest() }),
    onStop: () => waiters.failed(new Error('The flusher was stopped; what waits is stored after the next start.')),
  })
  listeners.flushed.push(kept.works)
  let isFlooded = false
  let telling: NodeJS.Timeout | undefined

  function tellDurable(): void {
    clearTimeout(telling)
    telling = undefined
    kept.current().say({ kind: 'durable', sequence: side.durable, isFlooded })
  }

  return {
    durable(sequence) {
      side.durable = Math.max(side.durable, sequence)
      isFlooded = flood?.look(sequence) === true && hasRoom()
      // Of many groups one word is enough: each wakes the thread.
      if (!isFlooded) tellDurable()
      else telling ??= setTimeout(tellDurable, floodedTellMs)
    },
    settled() {
      const { durable } = side
      if (side.status.flushedSequence >= durable) return Promise.resolve()
      kept.current().say({ kind: 'hurry', sequence: durable })
      return waiters.wait(durable)
    },
    status: () => side.status,
    onStored: (callback) => void listeners.stored.push(callback),
    onFlushed: (callback) => void listeners.flushed.push(callback),
    onState: (callback) => void listeners.state.push(callback),
    onDamage: (callback) => void listeners.damage.push(callback),
    replay: (fromSequence = 1) => kept.current().ask({ kind: 'replay', from: fromSequence }),
    async erase(personKey, personIds = []) {
      // Before it is rewritten all of it must stand in segments that nothing is appended to.
      await options.roll()
      return kept.current().ask({ kind: 'erase', personKey, personIds: [...personIds] })
    },
    stop(waitMsMax) {
      if (telling) tellDurable()
      return kept.stop(waitMsMax)
    },
  }
}

const untold = { flushedSequence: 0, reason: '', oldestWaitingAt: null, waitingBytes: 0 }

/** What the main thread knows of the other one. */
function createSide({ durableSequence, log }: FlusherOptions) {
  const nothingYet: FlushStatus = { ...untold, lane: 'running' }
  const side = {
    durable: durableSequence,
    status: nothingYet,
    listeners: createListeners(),
    waiters: createWaiters(),
    change(change: Partial<FlushStatus>): void {
      side.status = { ...side.status, ...change }
      side.waiters.reached(side.status.flushedSequence)
      for (const call of side.listeners.state) call(side.status)
    },
    hear(message: FromThread): void {
      if (message.kind === 'flushed' || message.kind === 'state') side.change(message.status)
      if (message.kind === 'stored') for (const call of side.listeners.stored) call(message.personMonths)
      if (message.kind === 'flushed') {
        log.info(lineOf(message.batch), 'batch stored')
        for (const call of side.listeners.flushed) call(message.batch)
      }
      if (message.kind === 'damage') {
        log.error({ ...message.damage }, 'records of the spool are damaged')
        for (const call of side.listeners.damage) call(message.damage)
      }
    },
  }
  return side
}

function startOf({ directory, spoolId, connection, failPoint, limits }: FlusherOptions): Omit<ThreadStart, 'durable'> {
  return { directory, spoolId, connection, failPoint, limits: { ...flushLimits, ...limits } }
}

function createListeners() {
  return {
    stored: [] as ((personMonths: PersonMonths) => void)[],
    flushed: [] as ((batch: FlushedBatch) => void)[],
    state: [] as ((status: FlushStatus) => void)[],
    damage: [] as ((damage: Damage) => void)[],
  }
}

function createWaiters() {
  let waiting: { sequence: number; resolve(): void; reject(error: Error): void }[] = []
  return {
    wait: (sequence: number) => new Promise<void>((resolve, reject) => waiting.push({ sequence, resolve, reject })),
    highest: () => Math.max(0, ...waiting.map(({ sequence }) => sequence)),
    reached(flushed: number) {
      for (const { sequence, resolve } of waiting) if (sequence <= flushed) resolve()
      waiting = waiting.filter(({ sequence }) => sequence > flushed)
    },
    failed(error: Error) {
      for (const { reject } of waiting) reject(error)
      waiting = []
    },
  }
}

function lineOf({ rows, duplicates, deadLetters, bytes, ms, sequence, lagMs }: FlushedBatch) {
  return { rows, duplicates, dead_letters: deadLetters, bytes, ms, sequence, lag_ms: lagMs }
}
