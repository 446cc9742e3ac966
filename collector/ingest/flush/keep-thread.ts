import type { Logger } from 'pino'
import type { FlushThread } from './start-flush-thread.ts'

/** A thread that is started again when it dies: all its state is on disk. */
export type KeptThread = {
  /** The thread that runs now, or ran last. */
  current(): FlushThread
  /** Told that the thread gets on, so that the next death is the first again. */
  works(): void
  stop(waitMsMax: number): Promise<void>
}

type Options = {
  /** Starts a thread; `onEnd` is called once when it is gone. */
  begin(onEnd: (reason: string) => void): Promise<FlushThread>
  log: Logger
  onDeath(reason: string): void
  onRestart(thread: FlushThread): void
  /** Called when it ended because it was told to. */
  onStop(): void
}

const waitMsMin = 1_000
const waitMsMost = 30_000

/** Starts the thread and keeps it running, each time a little later; the first start must succeed. */
export async function keepThread({ begin, log, onDeath, onRestart, onStop }: Options): Promise<KeptThread> {
  let deaths = 0
  let isEnding = false
  let thread = await begin(ended)

  function ended(reason: string): void {
    if (isEnding) {
      onStop()
      return
    }
    const waitMs = Math.min(waitMsMost, waitMsMin * 2 ** deaths)
    deaths += 1
    log.error({ reason, waitMs }, 'the flusher died and is started again')
    onDeath(reason)
    setTimeout(() => void again(), waitMs).unref()
  }

  async function again(): Promise<void> {
    if (isEnding) return
    try {
      thread = await begin(ended)
      onRestart(thread)
    } catch (error) {
      ended(error instanceof Error ? error.message : String(error))
    }
  }

  return {
    current: () => thread,
    works() {
      deaths = 0
    },
    async stop(waitMsMax) {
      isEnding = true
      await thread.stop(waitMsMax)
    },
  }
}
