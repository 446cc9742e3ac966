import { closeSync, fdatasyncSync, ftruncateSync, openSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Damage } from './damage.ts'
import { quarantineBytes, quarantineFile } from './quarantine.ts'
import { listSegments, openSegmentSource, parseSegmentName, type SegmentSource } from './segment-file.ts'
import { nextRecord, recordHeadBytes, segmentHeadBytes, spoolSeed } from './segment-format.ts'
import type { SpoolTail } from './segment-writer.ts'
import { type HeadedSegment, readHeads, takeIdentity } from './spool-identity.ts'
import { syncFolder } from './sync-folder.ts'

/** What a folder holds, and what was wrong with it. */
export type Recovered = {
  spoolId: string
  tail: SpoolTail
  waitingBytes: number
  damage: Damage[]
  notes: string[]
  /** A torn tail that is to be cut, once a new segment keeps its sequences from being given out again. */
  cut: { path: string; offset: number; bytes: number } | undefined
}

const ownFiles = /^((spool|checkpoint|plan)\.json(\.aside|\.new)?|lock-\d+|lock-draft-.+|quarantine)$/

/** Reads the heads of all segments and the whole of the newest; whatever is wrong is named, never a reason to stop. */
export function recoverSpool(directory: string, flushedSequence: number): Recovered {
  const notes = clearFolder(directory)
  const all = readHeads(listSegments(directory))
  const spoolId = takeIdentity(directory, all, notes)
  const own = all.filter(({ file, head }) => {
    if (head === undefined || head.spoolId === spoolId) return true
    quarantineFile(directory, file)
    notes.push(`${file} belongs to another spool and was moved to quarantine`)
    return false
  })
  const seed = spoolSeed(spoolId)
  const { segments, usedTo } = dropUnreadable(directory, own, { seed, notes })
  const damage = findHoles(segments, seed)
  const newest = segments.at(-1)
  const scanned = newest && scanNewest(directory, newest, { seed, flushedSequence })
  damage.push(...(scanned?.damage ?? []))
  const durableSequence = scanned?.durableSequence ?? 0
  const cutBytes = scanned?.cutBytes ?? 0
  const givenOut = Math.max(durableSequence, (newest?.firstSequence ?? 1) - 1)
  const nextSequence = Math.max(givenOut + mostRecords(cutBytes), usedTo, flushedSequence) + 1
  const goesOn = newest !== undefined && nextSequence === givenOut + 1
  const offset = scanned?.end ?? 0
  if (newest && cutBytes > 0)
    notes.push(
      `${newest.file} ends with ${cutBytes} bytes that are no record, after record ${durableSequence}: cut off`,
    )
  return {
    spoolId,
    tail: {
      durableSequence,
      nextSequence,
      newestFirst: newest?.firstSequence ?? 0,
      segment: goesOn ? { path: newest.path, offset } : undefined,
    },
    waitingBytes: bytesBehind(segments, flushedSequence) + (scanned?.waitingBytes ?? 0),
    damage,
    notes,
    cut: newest && cutBytes > 0 ? { path: newest.path, offset, bytes: cutBytes } : undefined,
  }
}

/** Cuts a torn tail off; its bytes are in the quarantine. */
export function cutTail({ path, offset }: { path: string; offset: number }): void {
  const fd = openSync(path, 'r+')
  try {
    ftruncateSync(fd, offset)
    fdatasyncSync(fd)
  } finally {
    closeSync(fd)
  }
}

/** So many sequences may stand in damaged bytes at most: they are not given out a second time. */
function mostRecords(bytes: number): number {
  return Math.ceil(bytes / recordHeadBytes)
}

function clearFolder(directory: string): string[] {
  const notes: string[] = []
  for (const file of readdirSync(directory)) {
    // A segment that was being rewritten; the old one still stands.
    if (/^\d{16}\.seg\.aside$/.test(file)) rmSync(join(directory, file))
    else if (parseSegmentName(file) === undefined && !ownFiles.test(file))
      notes.push(`${file} is no file of the spool and was left alone`)
  }
  return notes
}

/** Takes newest segments that hold neither a head nor a record out of the way: a new one that was never used. */
function dropUnreadable(
  directory: string,
  own: readonly HeadedSegment[],
  { seed, notes }: { seed: number; notes: string[] },
): { segments: HeadedSegment[]; usedTo: number } {
  const segments = [...own]
  let usedTo = 0
  for (let last = segments.at(-1); last && !last.head && !holdsRecord(last, seed); last = segments.at(-1)) {
    segments.pop()
    if (last.bytes === 0) rmSync(last.path)
    else quarantineFile(directory, last.file)
    const room = Math.max(0, last.bytes - segmentHeadBytes)
    if (room > 0) usedTo = Math.max(usedTo, last.firstSequence - 1 + mostRecords(room))
    notes.push(`${last.file} holds no record (${last.bytes} bytes) and was taken away`)
  }
  return { segments, usedTo }
}

function holdsRecord(segment: HeadedSegment, seed: number): boolean {
  return reading(segment, (source) => {
    const from = { offset: segmentHeadBytes, sequence: segment.firstSequence }
    return nextRecord(source, from, seed).record !== undefined
  })
}

/** Segments that were deleted between others; the flusher deletes the oldest only. */
function findHoles(segments: readonly HeadedSegment[], seed: number): Damage[] {
  return segments.flatMap((segment, index) => {
    const before = segments[index - 1]
    if (!before || !segment.head || segment.head.previousFirst === before.firstSequence) return []
    const fromSequence = reading(before, (source) => scan(source, before, { seed })).durableSequence + 1
    return [{ file: segment.file, offset: 0, bytes: 0, fromSequence, toSequence: segment.head.previous }]
  })
}

function scanNewest(
  directory: string,
  segment: HeadedSegment,
  { seed, flushedSequence }: { seed: number; flushedSequence: number },
): Scan {
  return reading(segment, (source) => {
    const scanned = scan(source, segment, { seed, flushedSequence })
    const { end: offset, cutBytes: bytes } = scanned
    const copied = [...scanned.damage, ...(bytes > 0 ? [{ file: segment.file, offset, bytes }] : [])]
    for (const each of copied) quarantineBytes(directory, { ...each, source })
    // A killed process may have written what is only in memory yet, and the name of the file with it.
    source.sync()
    syncFolder(directory)
    return scanned
  })
}

type Scan = { durableSequence: number; end: number; cutBytes: number; waitingBytes: number; damage: Damage[] }

function scan(
  source: SegmentSource,
  { file, firstSequence, head }: HeadedSegment,
  { seed, flushedSequence = 0 }: { seed: number; flushedSequence?: number },
): Scan {
  const position = { offset: segmentHeadBytes, sequence: firstSequence }
  const damage: Damage[] = []
  if (!head) damage.push({ file, offset: 0, bytes: segmentHeadBytes, fromSequence: 1, toSequence: 0 })
  let durableSequence = head?.previous ?? firstSequence - 1
  let waitingBytes = 0
  for (;;) {
    const { record, damagedBytes: bytes } = nextRecord(source, position, seed)
    if (!record) return { durableSequence, end: position.offset, cutBytes: bytes, waitingBytes, damage }
    const [fromSequence, toSequence] = [position.sequence, record.sequence - 1]
    if (bytes > 0 || toSequence >= fromSequence)
      damage.push({ file, offset: position.offset, bytes, fromSequence, toSequence })
    if (record.sequence > flushedSequence) waitingBytes += record.end - record.offset
    durableSequence = record.sequence
    position.offset = record.end
    position.sequence = record.sequence + 1
  }
}

function bytesBehind(segments: readonly HeadedSegment[], flushedSequence: number): number {
  return segments.reduce((sum, { bytes }, index) => {
    const next = segments[index + 1]
    return next && next.firstSequence - 1 > flushedSequence ? sum + bytes : sum
  }, 0)
}

function reading<Result>(segment: HeadedSegment, read: (source: SegmentSource) => Result): Result {
  const source = openSegmentSource(segment.path)
  try {
    return read(source)
  } finally {
    source.close()
  }
}
