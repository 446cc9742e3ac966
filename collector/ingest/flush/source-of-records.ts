import type { Damage } from '../spool/damage.ts'
import { quarantineBytes } from '../spool/quarantine.ts'
import { openSegmentReader, type SegmentReader } from '../spool/read-segments.ts'
import { addRecord, type Batch, emptyBatch } from './batch.ts'
import { LaneStop } from './error-class.ts'
import type { FlushLimits } from './limits.ts'

/** Takes records of the spool together into batches, in their order. */
export type RecordSource = {
  /** First sequence that no batch holds yet. */
  readonly position: number
  /** Puts more records into a batch until it is full or holds everything up to a sequence; true when it is sealed. */
  fill(batch: Batch, through: number): boolean
  /** The batch of exactly these sequences. */
  batchOf(from: number, to: number): Batch
  /** Goes on from a sequence and holds no file open until then. */
  seek(sequence: number): void
}

type Options = {
  directory: string
  spoolId: string
  from: number
  limits: Pick<FlushLimits, 'batchRowsMax' | 'batchBytesMax'>
  onDamage: (damage: Damage) => void
}

/** Opens the spool's segments for reading. */
export function openRecordSource({ from, limits, ...options }: Options): RecordSource {
  let position = from
  let reader: SegmentReader | undefined

  function fill(batch: Batch, through: number, isFull: (batch: Batch) => boolean): boolean {
    while (!isFull(batch)) {
      reader ??= openSegmentReader({ ...options, from: position })
      const record = reader.next(through)
      position = reader.position
      // What is erased or lost in between belongs to the batch, so that it is passed for good.
      batch.to = position - 1
      if (!record) return false
      take(batch, record)
    }
    return true
  }

  function take(batch: Batch, { sequence, payload }: { sequence: number; payload: Buffer }): void {
    try {
      addRecord(batch, sequence, payload)
    } catch (error) {
      if (error instanceof LaneStop) throw error
      setAside(options, sequence, payload)
    }
  }

  function seek(sequence: number): void {
    reader?.close()
    reader = undefined
    position = sequence
  }

  return {
    get position() {
      return position
    },
    fill: (batch, through) => fill(batch, through, ({ rows, bytes }) => isSealed(rows.length, bytes, limits)),
    batchOf(start, to) {
      seek(start)
      const batch = emptyBatch(start)
      fill(batch, to, () => false)
      return batch
    },
    seek,
  }
}

function isSealed(rows: number, bytes: number, limits: Options['limits']): boolean {
  return rows >= limits.batchRowsMax || bytes >= limits.batchBytesMax
}

/** A record that is whole and says nothing this version understands: kept aside, named, and passed. */
function setAside({ directory, onDamage }: Pick<Options, 'directory' | 'onDamage'>, sequence: number, payload: Buffer) {
  const source = { size: () => payload.length, read: (at: number, bytes: number) => payload.subarray(at, at + bytes) }
  const file = `record-${sequence}`
  quarantineBytes(directory, { file, offset: 0, bytes: payload.length, source })
  onDamage({ file, offset: 0, bytes: payload.length, fromSequence: sequence, toSequence: sequence })
}
