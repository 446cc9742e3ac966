import { addRange, type Damage, type SequenceRange } from '../../collector/ingest/spool/damage.ts'
import { openSpool } from '../../collector/ingest/spool/open-spool.ts'
import { openSegmentReader } from '../../collector/ingest/spool/read-segments.ts'
import type { SpoolOptions } from '../../collector/ingest/spool/spool-options.ts'
import { quietLog } from './quiet-log.ts'

/** Limits that never stand in the way. */
export const wideLimits = { segmentBytes: 64 * 1024 * 1024, waitingBytesMax: 2 ** 40, freeBytesMin: 0 }

/** Opens a spool; a fatal error is thrown where nobody catches it, unless the test does. */
export function openTestSpool(directory: string, options: Partial<SpoolOptions> = {}) {
  const onFatal = (error: Error) => {
    throw error
  }
  return openSpool({ directory, limits: wideLimits, failPoint: '', log: quietLog, onFatal, ...options })
}

/** Reads what a folder's segments hold, the way the flusher does. */
export function readSpoolFolder(
  { directory, spoolId }: { directory: string; spoolId: string },
  { through, from = 1, windowBytes = 512 }: { through: number; from?: number; windowBytes?: number },
) {
  const damage: Damage[] = []
  const onDamage = (found: Damage) => {
    damage.push(found)
  }
  const reader = openSegmentReader({ directory, spoolId, from, windowBytes, onDamage })
  const records: { sequence: number; text: string }[] = []
  for (let record = reader.next(through); record; record = reader.next(through))
    records.push({ sequence: record.sequence, text: record.payload.toString('latin1') })
  reader.close()
  const lost = damage.reduce<SequenceRange[]>(
    (ranges, { fromSequence, toSequence }) => addRange(ranges, { from: fromSequence, to: toSequence }),
    [],
  )
  return { records, damage, lost, position: reader.position }
}
