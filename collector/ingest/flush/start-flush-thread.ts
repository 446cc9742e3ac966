import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Logger } from 'pino'
import { packageRoot } from '../../package-root.ts'
import type { FlushJob, FromThread, JobAnswer, ThreadStart, ToThread } from './messages.ts'

/** A running thread, as the main thread sees it. */
export type FlushThread = {
  say(message: ToThread): void
  /** Gives it a job and resolves with the answer. */
  ask(job: FlushJob): Promise<JobAnswer>
  /** Lets it end by itself for so long, then ends it: all that counts is on disk. */
  stop(waitMsMax: number): Promise<void>
}

type Options = {
  start: ThreadStart
  turn<Answer>(task: () => Promise<Answer>): Promise<Answer>
  log: Logger
  hear(message: FromThread): void
  /** Called once when the thread is gone, with the reason. */
  onEnd(reason: string): void
}

type Waiting = { resolve(answer: JobAnswer): void; reject(error: Error): void }

const graceMs = 500
// A batch in flight and one being read; without bounds a heap grows before it collects.
const resourceLimits = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 256 }

/** Starts the built thread; resolves with its first word. */
export async function startFlushThread({ start, turn, log, hear, onEnd }: Options): Promise<FlushThread> {
  const file = join(packageRoot, 'dist', 'collector', 'ingest', 'flush', 'flush-thread.js')
  const worker = new Worker(file, { workerData: start, execArgv: [], name: 'flusher', resourceLimits })
  const jobs = new Map<number, Waiting>()
  const turns = createTurnBook(worker, turn)
  let asked = 0
  let isGone = false
  let reason = 'it ended by itself'

  function receive(message: FromThread): void {
    if (message.kind === 'ask_turn') turns.asked(message.id)
    else if (message.kind === 'end_turn') turns.over(message.id)
    else if (message.kind === 'log') log[message.level](message.fields, message.message)
    else if (message.kind === 'answer') jobs.get(message.id)?.resolve(message.answer)
    else if (message.kind === 'failed') jobs.get(message.id)?.reject(new Error(message.message))
    else hear(message)
    if (message.kind === 'answer' || message.kind === 'failed') jobs.delete(message.id)
  }

  const gone = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  worker.on('message', receive)
  worker.on('error', (error: unknown) => {
    reason = error instanceof Error ? error.message : String(error)
  })
  await firstWord(worker, gone, () => reason)
  void gone.then(() => {
    isGone = true
    turns.allOver()
    for (const { reject } of jobs.values()) reject(new Error(`The flusher ended before: ${reason}.`))
    onEnd(reason)
  })
  return {
    say: (message) => worker.postMessage(message),
    ask: (job) =>
      new Promise((resolve, reject) => {
        if (isGone) return reject(new Error('The flusher is being started again. Try again in a moment.'))
        asked += 1
        jobs.set(asked, { resolve, reject })
        worker.postMessage({ kind: 'job', id: asked, job } satisfies ToThread)
      }),
    async stop(waitMsMax) {
      worker.postMessage({ kind: 'stop', waitMsMax } satisfies ToThread)
      const timer = setTimeout(() => void worker.terminate(), waitMsMax + graceMs)
      await gone
      clearTimeout(timer)
    },
  }
}

function firstWord(worker: Worker, gone: Promise<void>, reason: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.once('message', () => resolve())
    void gone.then(() => reject(new Error(`The flusher did not start: ${reason()}.`)))
  })
}

/** Gives the thread its turns; one that the thread did not end is over when the thread is gone. */
function createTurnBook(worker: Worker, turn: Options['turn']) {
  const open = new Map<number, () => void>()
  let isGone = false
  return {
    asked(id: number) {
      const taken = turn(async () => {
        if (isGone) return
        const over = new Promise<void>((resolve) => open.set(id, resolve))
        worker.postMessage({ kind: 'turn', id } satisfies ToThread)
        await over
      })
      void taken
    },
    over(id: number) {
      open.get(id)?.()
      open.delete(id)
    },
    allOver() {
      isGone = true
      for (const end of open.values()) end()
    },
  }
}
