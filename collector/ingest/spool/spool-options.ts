import type { Logger } from 'pino'
import type { SpoolLimits } from './spool-messages.ts'

/** What a spool is opened with. */
export type SpoolOptions = {
  directory: string
  limits: SpoolLimits
  /** Word of a fail-point; empty but in tests. */
  failPoint: string
  log: Logger
  /** Called once when the disk cannot be trusted any more: the process must end. */
  onFatal: (error: Error) => void
  /** What the flusher's checkpoint says is left; without it what the segments hold that it has not finished. */
  waitingBytes?: number
  /** Newest sequence in the flusher's checkpoint: none up to it is given out again, whatever happened to the segments. */
  flushedSequence?: number
}
