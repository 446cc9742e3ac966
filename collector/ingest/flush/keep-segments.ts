import { statfsSync, statSync } from 'node:fs'
import type { FailPoint } from '../../fail-point.ts'
import { deleteSegment } from '../spool/closed-segment.ts'
import { listSegments } from '../spool/segment-file.ts'
import type { FlushLimits } from './limits.ts'

/** Drops loaded segments that are too old, too many, or in the way of new records; the oldest first. */
export function dropSegments({
  directory,
  flushed,
  limits,
  failPoint,
}: {
  directory: string
  flushed: number
  limits: Pick<FlushLimits, 'keptMsMax' | 'keptBytesMax' | 'freeBytesMin'>
  failPoint: FailPoint
}): number {
  const segments = listSegments(directory)
  // Loaded is what ends before the next begins; the newest is being written.
  const loaded = segments.filter((_, index) => (segments[index + 1]?.firstSequence ?? Infinity) <= flushed + 1)
  let keptBytes = loaded.reduce((sum, { bytes }) => sum + bytes, 0)
  let dropped = 0
  for (const { file, path, bytes } of loaded) {
    const isOld = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) > limits.keptMsMax
    if (!isOld && keptBytes <= limits.keptBytesMax && freeBytes(directory) >= limits.freeBytesMin) break
    deleteSegment(directory, file)
    failPoint('flush.segment_dropped')
    keptBytes -= bytes
    dropped += 1
  }
  return dropped
}

function freeBytes(directory: string): number {
  const { bavail, bsize } = statfsSync(directory)
  return bavail * bsize
}
