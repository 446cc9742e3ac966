import type { FromThread } from './messages.ts'

/** Asks the main thread for turns, in which no import stores events. */
export type Turns = {
  take<Answer>(task: () => Promise<Answer>): Promise<Answer>
  /** Told that a turn has come. */
  granted(id: number): void
}

/** Makes the thread's side of the protocol: ask, run when granted, say when it is over. */
export function createTurns(say: (message: FromThread) => void): Turns {
  const waiting = new Map<number, () => void>()
  let asked = 0
  return {
    async take(task) {
      const id = ++asked
      const granted = new Promise<void>((resolve) => waiting.set(id, resolve))
      say({ kind: 'ask_turn', id })
      await granted
      try {
        return await task()
      } finally {
        say({ kind: 'end_turn', id })
      }
    },
    granted(id) {
      waiting.get(id)?.()
      waiting.delete(id)
    },
  }
}
