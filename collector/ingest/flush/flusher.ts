import type { PersonMonths } from '../../rollup/change.ts'

/** How the way into the store is: running, sending the same again, or stopped until somebody repairs the store. */
export type LaneState = 'running' | 'retrying' | 'stopped'

/** What the flusher says about itself. */
export type FlushStatus = {
  /** Everything up to this sequence is in the store: the watermark. */
  flushedSequence: number
  lane: LaneState
  /** In words what keeps it from running, and what to do; empty while it runs. */
  reason: string
  /** Instant the oldest record that waits was received, epoch milliseconds; null when nothing waits. */
  oldestWaitingAt: number | null
}

/** One batch that reached the store. */
export type FlushedBatch = {
  sequence: number
  /** Rows sent, without those recognised as stored before. */
  rows: number
  duplicates: number
  deadLetters: number
  bytes: number
  ms: number
  waitingBytes: number
  personMonths: PersonMonths
}

/** Brings what the spool holds into the store; one batch in flight, the same one again until it is there. */
export type Flusher = {
  /** Tells it that records up to a sequence are on disk. */
  durable(sequence: number): void
  /** Resolves when everything that was durable at the call is in the store; seals at once instead of waiting a second. */
  settled(): Promise<void>
  status(): FlushStatus
  onFlushed(callback: (batch: FlushedBatch) => void): void
  onState(callback: (status: FlushStatus) => void): void
  /** Loads kept segments again from a sequence on, or all of them; effects are exact. Answers the records read. */
  replay(fromSequence?: number): Promise<{ records: number; rows: number }>
  /**
   * Removes a person from every segment, waiting or kept, from journal and quarantine; nothing of the person is in the
   * spool's files afterwards. `texts`: ids, names, addresses; a dead letter that holds one (`holdsText`) goes too.
   */
  erase(personKey: string, texts: readonly string[]): Promise<{ records: number }>
  /** One last flush of at most `waitMsMax`, then the end; what is left is flushed by the next start. */
  stop(waitMsMax: number): Promise<void>
}
