const stepBytes = 1024 * 1024

/** Counts what the store does not have yet, so that it needs to be told no more than how far it has everything. */
export type WaitingBytes = {
  total(): number
  add(sequence: number, bytes: number): void
  /** `flusherBytes` is how much the flusher says is left of what was there at the start. */
  flushed(sequence: number, flusherBytes: number): void
}

/** Begins with what was there at the start, up to its newest sequence. */
export function createWaitingBytes(bytesAtStart: number, newestAtStart: number): WaitingBytes {
  let backlog = bytesAtStart
  let recent = 0
  const steps: { sequence: number; bytes: number }[] = []
  return {
    total: () => backlog + recent,
    add: (sequence, bytes) => {
      recent += bytes
      const last = steps.at(-1)
      // Coarse steps: a long outage of the store must not fill the memory with them.
      if (!last || last.bytes >= stepBytes) steps.push({ sequence, bytes })
      else Object.assign(last, { sequence, bytes: last.bytes + bytes })
    },
    flushed: (sequence, flusherBytes) => {
      backlog = sequence >= newestAtStart ? 0 : Math.min(backlog, flusherBytes)
      const left = steps.findIndex((step) => step.sequence > sequence)
      const done = steps.splice(0, left === -1 ? steps.length : left)
      recent -= done.reduce((sum, step) => sum + step.bytes, 0)
    },
  }
}
