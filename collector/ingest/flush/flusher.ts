import type { PersonMonths } from '../../rollup/change.ts'
import type { Damage } from '../spool/damage.ts'

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
  /** Bytes of records that are not in the store yet. */
  waitingBytes: number
}

/** One batch that reached the store. */
export type FlushedBatch = {
  sequence: number
  /** Rows sent, without those recognised as stored before. */
  rows: number
  /** Recognised at the door or by the store. */
  duplicates: number
  /** Refused at the door or by the store. */
  deadLetters: number
  bytes: number
  ms: number
  /** Age of the oldest record of the batch when it was stored. */
  lagMs: number
  waitingBytes: number
}

/** Brings what the spool holds into the store; one batch in flight, the same one again until it is there. */
export type Flusher = {
  /** Tells it that records up to a sequence are on disk. */
  durable(sequence: number): void
  /**
   * Resolves when everything that was durable at the call is in the store; seals at once instead of waiting a second.
   * The caller bounds the wait: the store may be away. Throws when the flusher stops before.
   */
  settled(): Promise<void>
  status(): FlushStatus
  /** Calls back as soon as rows are in the store, before anybody else takes a turn. */
  onStored(callback: (personMonths: PersonMonths) => void): void
  /** Calls back when a batch is in the store with everything that belongs to it. */
  onFlushed(callback: (batch: FlushedBatch) => void): void
  onState(callback: (status: FlushStatus) => void): void
  /** Calls back for damage found while reading; the same may be told again. */
  onDamage(callback: (damage: Damage) => void): void
  /** Loads kept segments again from a sequence on, or all of them; effects are exact. Answers the records read. */
  replay(fromSequence?: number): Promise<{ records: number; rows: number }>
  /**
   * Removes a person from every segment, waiting or kept; nothing of the person is in the spool's files afterwards.
   * Everything on disk is stored first. `personIds` finds the person's dead letters, which know no key.
   */
  erase(personKey: string, personIds?: readonly string[]): Promise<{ records: number }>
  /** One last flush of at most `waitMsMax`, then the end; what is left is flushed by the next start. */
  stop(waitMsMax: number): Promise<void>
}
