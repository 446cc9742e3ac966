import type { MessagePort } from 'node:worker_threads'
import type { Damage } from './damage.ts'
import type { SpoolRefusalCode } from './spool.ts'

/** How far a spool may grow. */
export type SpoolLimits = {
  /** A segment that has reached this is followed by a new one. */
  segmentBytes: number
  /** Records that wait for the store may take this much. */
  waitingBytesMax: number
  /** The disk keeps this much free. */
  freeBytesMin: number
}

/** What the spool's thread is started with. */
export type ThreadStart = {
  directory: string
  limits: SpoolLimits
  failPoint: string
  /** Newest sequence that the flusher has seen; none up to it is given out again. */
  flushedSequence: number
  /** Where it is asked and answers: of this port, unlike its own, the main thread can look for an answer at any time. */
  port: MessagePort
}

/** What the main thread asks of the spool's thread; answered in the order of asking. */
export type ThreadRequest =
  | { ask: 'append'; group: Uint8Array<ArrayBuffer> }
  | { ask: 'roll' }
  | { ask: 'look' }
  | { ask: 'close' }

/** Why nothing can be kept now. */
export type Refusing = { code: SpoolRefusalCode; reason: string }

/** What was found when the folder was opened. */
export type Opened = {
  spoolId: string
  durableSequence: number
  fileBytes: number
  /** Bytes of the segments that hold anything newer than the flusher has seen. */
  waitingBytes: number
  cutBytes: number
  damage: Damage[]
  /** What a person should know, in words. */
  notes: string[]
  refusing: Refusing | undefined
}

/** What the spool's thread answers. */
export type ThreadAnswer =
  | { answer: 'opened'; opened: Opened }
  | { answer: 'appended'; durableSequence: number; fileBytes: number; spare: ArrayBuffer }
  | { answer: 'refused'; refusing: Refusing }
  | { answer: 'rolled'; refusing: Refusing | undefined }
  | { answer: 'looked'; refusing: Refusing | undefined; fileBytes: number }
  | { answer: 'closed' }
  /** Nothing can be trusted any more, or the folder could not be opened; the last answer. */
  | { answer: 'failed'; reason: string; errorCode: string | undefined }
