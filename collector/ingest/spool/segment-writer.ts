import { closeSync, fdatasyncSync, ftruncateSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { FailPoint } from '../../fail-point.ts'
import { createRefusal, writeRefusal } from './disk-error.ts'
import { createFreeSpace, type FreeSpace } from './free-space.ts'
import { packedRecords } from './group.ts'
import { listSegments, segmentName } from './segment-file.ts'
import {
  encodeSegmentHead,
  recordKind,
  sealRecord,
  segmentHeadBytes,
  spoolSeed,
  spoolVersion,
} from './segment-format.ts'
import type { Refusing, SpoolLimits } from './spool-messages.ts'
import { syncFolder } from './sync-folder.ts'

/** Where the next record goes. */
export type SpoolTail = {
  /** Newest sequence on disk. */
  durableSequence: number
  /** Sequence that is given out next; further than one ahead when some may have been given out before. */
  nextSequence: number
  /** First sequence of the newest segment; 0 without one. */
  newestFirst: number
  /** The newest segment and its end, when it is to be appended to. */
  segment: { path: string; offset: number } | undefined
}

/** Appends groups to the newest segment. What throws makes the disk untrustworthy; a refusal leaves all as it was. */
export type SegmentWriter = {
  readonly durableSequence: number
  readonly fileBytes: number
  append(packed: Buffer): Refusing | undefined
  roll(): Refusing | undefined
  /** Asks the disk again, and tries again what failed. */
  look(): Refusing | undefined
  close(): void
}

/** What the writer works with, beside the tail that it moves on. */
export type WriterOptions = { directory: string; spoolId: string; limits: SpoolLimits; failPoint: FailPoint }

type Writing = WriterOptions & {
  seed: number
  free: FreeSpace
  tail: SpoolTail
  fd: number | undefined
  offset: number
  closedBytes: number
  /** Bytes of the group that was refused last. */
  refusedBytes: number
}

/** Makes the writer; without a segment in the tail the first group or roll makes one. */
export function createSegmentWriter(options: WriterOptions, tail: SpoolTail): SegmentWriter {
  const writing: Writing = {
    ...options,
    seed: spoolSeed(options.spoolId),
    free: createFreeSpace(options.directory, options.limits.freeBytesMin),
    tail: { ...tail },
    fd: tail.segment && openSync(tail.segment.path, 'r+'),
    offset: tail.segment?.offset ?? 0,
    closedBytes: 0,
    refusedBytes: 0,
  }
  countClosed(writing)
  return {
    get durableSequence() {
      return writing.tail.durableSequence
    },
    get fileBytes() {
      return writing.closedBytes + writing.offset
    },
    append: (packed) => append(writing, packed),
    roll: () => (writing.offset > segmentHeadBytes || writing.fd === undefined ? roll(writing) : undefined),
    look: () => look(writing),
    close: () => {
      if (writing.fd !== undefined) closeSync(writing.fd)
      writing.fd = undefined
    },
  }
}

function append(writing: Writing, packed: Buffer): Refusing | undefined {
  const { failPoint, limits, tail } = writing
  const refusing = writing.free.refusal(packed.length) ?? makeRoom(writing, packed.length, limits.segmentBytes)
  if (refusing) writing.refusedBytes = packed.length
  if (refusing || writing.fd === undefined) return refusing
  let sequence = tail.nextSequence
  for (const { offset, length } of packedRecords(packed)) {
    sealRecord(packed, { offset, length, sequence, kind: recordKind.payload, seed: writing.seed })
    sequence += 1
  }
  failPoint('spool.before_write')
  try {
    writeWhole(writing.fd, packed, writing.offset)
    failPoint('spool.written')
    fdatasyncSync(writing.fd)
  } catch (error) {
    const refusal = writeRefusal(error)
    if (!refusal) throw error
    ftruncateSync(writing.fd, writing.offset)
    writing.refusedBytes = packed.length
    return refusal
  }
  failPoint('spool.synced')
  writing.offset += packed.length
  tail.durableSequence = sequence - 1
  tail.nextSequence = sequence
  writing.refusedBytes = 0
  return undefined
}

function makeRoom(writing: Writing, bytes: number, segmentBytes: number): Refusing | undefined {
  const fits = writing.offset === segmentHeadBytes || writing.offset + bytes <= segmentBytes
  return writing.fd !== undefined && fits ? undefined : roll(writing)
}

function roll(writing: Writing): Refusing | undefined {
  const { directory, spoolId, tail } = writing
  const { nextSequence: first, durableSequence: previous, newestFirst: previousFirst } = tail
  const path = join(directory, segmentName(first))
  let fd: number | undefined
  try {
    fd = openSync(path, 'wx', 0o600)
    writeWhole(fd, encodeSegmentHead({ version: spoolVersion, spoolId, first, previous, previousFirst }), 0)
    writing.failPoint('spool.roll_header')
    fdatasyncSync(fd)
    syncFolder(directory)
  } catch (error) {
    if (fd !== undefined) {
      closeSync(fd)
      rmSync(path, { force: true })
    }
    const refusal = createRefusal(error)
    if (!refusal) throw error
    return refusal
  }
  writing.failPoint('spool.rolled')
  if (writing.fd !== undefined) closeSync(writing.fd)
  Object.assign(writing, { fd, offset: segmentHeadBytes })
  tail.newestFirst = first
  countClosed(writing)
  return undefined
}

function look(writing: Writing): Refusing | undefined {
  countClosed(writing)
  const refusing =
    writing.free.refusal(writing.refusedBytes, true) ??
    makeRoom(writing, writing.refusedBytes, writing.limits.segmentBytes)
  if (!refusing) writing.refusedBytes = 0
  return refusing
}

function countClosed(writing: Writing): void {
  try {
    const closed = listSegments(writing.directory).filter((each) => each.firstSequence !== writing.tail.newestFirst)
    writing.closedBytes = closed.reduce((sum, segment) => sum + segment.bytes, 0)
  } catch (error) {
    // Without a file handle to list the folder with, the old sum has to do.
    if (!createRefusal(error)) throw error
  }
}

function writeWhole(fd: number, buffer: Buffer, offset: number): void {
  for (let done = 0; done < buffer.length; ) done += writeSync(fd, buffer, done, buffer.length - done, offset + done)
}
