import type { Damage } from './damage.ts'

/** Why the spool takes nothing now; every reason passes without a restart but `failing`. */
export type SpoolRefusalCode = 'full' | 'disk_low' | 'stopping' | 'failing'

/** The spool could not keep a record; nothing of it was kept. */
export class SpoolRefusal extends Error {
  override name = 'SpoolRefusal'
  readonly code: SpoolRefusalCode

  constructor(code: SpoolRefusalCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** What the spool says about itself. */
export type SpoolStatus = {
  /** Sequence of the newest record that is on disk; 0 before the first. */
  durableSequence: number
  /** Bytes of records that are not in the store yet. */
  waitingBytes: number
  /** Bytes that may wait before nothing more is taken. */
  waitingBytesMax: number
  /** Bytes of all segment files, those kept for a replay among them. */
  fileBytes: number
  /** Why nothing is taken now; undefined while it takes. */
  refusing: SpoolRefusalCode | undefined
  /** What recovery found at the start, and damage found since. */
  cutBytes: number
  quarantinedBytes: number
  /** Sequences that are known to be lost, first and last of each gap. */
  gaps: { from: number; to: number }[]
}

/** Records on disk in the order they were given: the only place an acknowledgement rests on. */
export type Spool = {
  /** Names this spool: made with its folder, the same for ever. */
  readonly id: string
  readonly directory: string
  /**
   * Resolves with its sequence when the record is on disk; throws SpoolRefusal. Order of calls is order of sequences. The
   * bytes are copied at once, so that the caller may use the memory again.
   */
  append(payload: Uint8Array): Promise<number>
  /** Told by the flusher how far the store has everything, so that back-pressure and status are right. */
  flushed(sequence: number, waitingBytes: number): void
  /** Told by the flusher of damage that it read; the status names it from then on. */
  damaged(damage: Damage): void
  /** Goes on in a new segment, so that everything durable at the call may be rewritten. Throws SpoolRefusal. */
  roll(): Promise<void>
  status(): SpoolStatus
  /** Calls back after each group commit with the newest durable sequence. */
  onDurable(callback: (sequence: number) => void): void
  /** Resolves when everything appended before is on disk and the files are closed. */
  close(): Promise<void>
}
