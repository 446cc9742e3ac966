import type { PersonMonths } from '../../rollup/change.ts'
import type { StoreConnection } from '../../store/connection.ts'
import type { Damage } from '../spool/damage.ts'
import type { FlushedBatch, FlushStatus } from './flusher.ts'
import type { FlushLimits } from './limits.ts'

/** What the thread is started with. */
export type ThreadStart = {
  directory: string
  spoolId: string
  connection: StoreConnection
  /** Newest sequence on disk at the start. */
  durable: number
  failPoint: string
  limits: FlushLimits
}

/** What can be asked of the thread and takes a while. */
export type FlushJob = { kind: 'replay'; from: number } | { kind: 'erase'; personKey: string; personIds: string[] }

/** What the thread answers a job: records read or changed, and the rows in them. */
export type JobAnswer = { records: number; rows: number }

/** What the main thread says. */
export type ToThread =
  | { kind: 'durable'; sequence: number; isFlooded: boolean }
  | { kind: 'hurry'; sequence: number }
  | { kind: 'turn'; id: number }
  | { kind: 'job'; id: number; job: FlushJob }
  | { kind: 'stop'; waitMsMax: number }

/** What the thread says. */
export type FromThread =
  | { kind: 'stored'; personMonths: PersonMonths }
  | { kind: 'flushed'; batch: FlushedBatch; status: FlushStatus }
  | { kind: 'state'; status: FlushStatus }
  | { kind: 'ask_turn'; id: number }
  | { kind: 'end_turn'; id: number }
  | { kind: 'answer'; id: number; answer: JobAnswer }
  | { kind: 'failed'; id: number; message: string }
  | { kind: 'damage'; damage: Damage }
  | { kind: 'log'; level: 'info' | 'warn' | 'error'; message: string; fields: Record<string, string | number> }
