import type { Logger } from 'pino'
import type { PersonMonths } from '../../rollup/change.ts'
import type { StoreConnection } from '../../store/connection.ts'
import type { Damage } from '../spool/damage.ts'
import type { FlushedBatch, Flusher, FlushStatus } from './flusher.ts'
import { type FlushLimits, flushLimits } from './limits.ts'
import type { FromThread, ThreadStart } from './messages.ts'
import { type FlushThread, startFlushThread } from './start-flush-thread.ts'

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
  /** Has the spool go on in a new segment, so that those before may be rewritten. */
  roll(): Promise<void>
  limits?: Partial<FlushLimits>
}

/** Starts the thread that brings what the spool holds into the store; resolves when it has read how far it came. */
export async function openFlusher(options: FlusherOptions): Promise<Flusher> {
  const listeners = createListeners()
  const waiters = createWaiters()
  let durable = options.durableSequence
  let isEnding = false
  let restarts = 0
  let status: FlushStatus = { flushedSequence: 0, lane: 'running', reason: '', oldestWaitingAt: null, waitingBytes: 0 }
  let thread = await begin()

  function hear(message: FromThread): void {
    if (message.kind === 'flushed' || message.kind === 'state') {
      status = message.status
      waiters.reached(status.flushedSequence)
      for (const call of listeners.state) call(status)
    }
    if (message.kind === 'flushed') {
      restarts = 0
      options.log.info(lineOf(message.batch), 'batch stored')
      for (const call of listeners.flushed) call(message.batch)
    }
    if (message.kind === 'stored') for (const call of listeners.stored) call(message.personMonths)
    if (message.kind === 'damage') {
      options.log.error({ ...message.damage }, 'records of the spool are damaged')
      for (const call of listeners.damage) call(message.damage)
    }
  }

  function begin(): Promise<FlushThread> {
    const start = { ...startOf(options), durable }
    return startFlushThread({ start, turn: options.turn, log: options.log, hear, onEnd: ended })
  }

  // All its state is on disk, so a thread that died goes on where it was.
  function ended(reason: string): void {
    if (isEnding) {
      waiters.failed(new Error('The flusher was stopped; what waits is stored after the next start.'))
      return
    }
    const waitMs = Math.min(30_000, 1_000 * 2 ** restarts++)
    options.log.error({ reason, waitMs }, 'the flusher died and is started again')
    status = { ...status, lane: 'retrying', reason: `The flusher died (${reason}) and is started again` }
    for (const call of listeners.state) call(status)
    setTimeout(() => void again(), waitMs).unref()
  }

  async function again(): Promise<void> {
    if (isEnding) return
    try {
      thread = await begin()
      thread.say({ kind: 'hurry', sequence: waiters.highest() })
    } catch (error) {
      ended(error instanceof Error ? error.message : String(error))
    }
  }

  return {
    durable(sequence) {
      durable = Math.max(durable, sequence)
      thread.say({ kind: 'durable', sequence })
    },
    settled() {
      if (status.flushedSequence >= durable) return Promise.resolve()
      thread.say({ kind: 'hurry', sequence: durable })
      return waiters.wait(durable)
    },
    status: () => status,
    onStored: (callback) => void listeners.stored.push(callback),
    onFlushed: (callback) => void listeners.flushed.push(callback),
    onState: (callback) => void listeners.state.push(callback),
    onDamage: (callback) => void listeners.damage.push(callback),
    replay: (fromSequence = 1) => thread.ask({ kind: 'replay', from: fromSequence }),
    async erase(personKey, personIds = []) {
      // Before it is rewritten all of it must stand in segments that nothing is appended to.
      await options.roll()
      return thread.ask({ kind: 'erase', personKey, personIds: [...personIds] })
    },
    async stop(waitMsMax) {
      isEnding = true
      await thread.stop(waitMsMax)
    },
  }
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
