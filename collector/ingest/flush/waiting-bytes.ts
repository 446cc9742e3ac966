import type { SegmentFile } from '../spool/segment-file.ts'

/** Bytes of records above a sequence; in the segment it lies in, the share of the records that wait. */
export function waitingBytes(segments: readonly SegmentFile[], flushed: number, durable: number): number {
  let sum = 0
  for (const [index, { firstSequence, bytes }] of segments.entries()) {
    const last = (segments[index + 1]?.firstSequence ?? durable + 1) - 1
    const records = last - firstSequence + 1
    const waiting = last - Math.max(flushed, firstSequence - 1)
    if (records > 0 && waiting > 0) sum += Math.round((bytes * waiting) / records)
  }
  return sum
}
