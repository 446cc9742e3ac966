/** Wakes whoever waits; a ring that nobody heard is not lost. */
export type Bell = {
  ring(): void
  /** Resolves at the next ring, at one since the last call, or after `waitMsMax`. */
  wait(waitMsMax: number): Promise<void>
}

/** Makes a bell for one who waits. */
export function createBell(): Bell {
  let hasRung = false
  let wake: (() => void) | undefined
  return {
    ring() {
      hasRung = true
      wake?.()
    },
    wait: (waitMsMax) =>
      new Promise((resolve) => {
        const done = () => {
          clearTimeout(timer)
          hasRung = false
          wake = undefined
          resolve()
        }
        const timer = setTimeout(done, waitMsMax)
        wake = done
        if (hasRung) done()
      }),
  }
}
