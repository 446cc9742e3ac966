import { closeSync, fdatasyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { closedSegment } from './closed-segment.ts'
import { openSegmentSource, type SegmentFile, type SegmentSource } from './segment-file.ts'
import {
  encodeSegmentHead,
  encodeStoredRecord,
  nextRecord,
  recordKind,
  segmentHeadBytes,
  spoolSeed,
  spoolVersion,
} from './segment-format.ts'
import { syncFolder } from './sync-folder.ts'

/** What a payload becomes: itself, another one, or null when it is erased. */
export type Keep = (payload: Buffer, sequence: number) => Uint8Array | null

/**
 * Writes a segment anew with the same sequences and puts it in the place of the old one; bytes that are no record are
 * left out. Never the segment that is being written. Answers the records that became others; 0 leaves the file alone.
 */
export function rewriteSegment({
  directory,
  spoolId,
  file,
  keep,
}: {
  directory: string
  spoolId: string
  file: string
  keep: Keep
}): number {
  const segment = closedSegment(directory, file)
  const aside = `${segment.path}.aside`
  const source = openSegmentSource(segment.path)
  try {
    const { changed, damagedBytes } = writeAside(aside, { segment, source, spoolId, keep })
    if (changed === 0 && damagedBytes === 0) return 0
    renameSync(aside, segment.path)
    syncFolder(directory)
    return changed
  } finally {
    source.close()
    rmSync(aside, { force: true })
  }
}

function writeAside(
  aside: string,
  { segment, source, spoolId, keep }: { segment: SegmentFile; source: SegmentSource; spoolId: string; keep: Keep },
): { changed: number; damagedBytes: number } {
  const seed = spoolSeed(spoolId)
  const first = segment.firstSequence
  const head = source.head() ?? { version: spoolVersion, spoolId, first, previous: first - 1, previousFirst: 0 }
  const position = { offset: segmentHeadBytes, sequence: first }
  const sums = { changed: 0, damagedBytes: 0 }
  const fd = openSync(aside, 'w', 0o600)
  try {
    writeWhole(fd, encodeSegmentHead(head))
    for (;;) {
      const { record, damagedBytes } = nextRecord(source, position, seed)
      sums.damagedBytes += damagedBytes
      if (!record) break
      const { sequence, kind, payload, end } = record
      const kept = kind === recordKind.payload ? keep(payload, sequence) : payload
      if (kept !== payload) sums.changed += 1
      const written = kept === null ? { kind: recordKind.erased, payload: new Uint8Array() } : { kind, payload: kept }
      writeWhole(fd, encodeStoredRecord(written.payload, { sequence, kind: written.kind, seed }))
      position.offset = end
      position.sequence = sequence + 1
    }
    fdatasyncSync(fd)
  } finally {
    closeSync(fd)
  }
  return sums
}

function writeWhole(fd: number, buffer: Buffer): void {
  for (let done = 0; done < buffer.length; ) done += writeSync(fd, buffer, done)
}
