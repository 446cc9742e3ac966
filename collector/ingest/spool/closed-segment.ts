import { rmSync } from 'node:fs'
import { listSegments, type SegmentFile } from './segment-file.ts'
import { syncFolder } from './sync-folder.ts'

/** A segment that nothing is appended to any more; throws when it is the newest or not there. */
export function closedSegment(directory: string, file: string): SegmentFile {
  const segments = listSegments(directory)
  const segment = segments.find((each) => each.file === file)
  if (!segment) throw new Error(`The spool has no segment ${file} in ${directory}.`)
  if (segment === segments.at(-1)) throw new Error(`The segment ${file} is being written; roll the spool first.`)
  return segment
}

/** Deletes a segment that is not being written. Delete the oldest first: one missing between others is reported as lost. */
export function deleteSegment(directory: string, file: string): void {
  rmSync(closedSegment(directory, file).path)
  syncFolder(directory)
}
