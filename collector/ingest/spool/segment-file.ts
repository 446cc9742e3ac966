import { closeSync, fdatasyncSync, fstatSync, openSync, readdirSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type ByteSource, parseSegmentHead, type SegmentHead, segmentHeadBytes } from './segment-format.ts'

const namePattern = /^(\d{16})\.seg$/
const windowBytesUsual = 4 * 1024 * 1024

/** One segment file of a spool. */
export type SegmentFile = { file: string; path: string; firstSequence: number; bytes: number }

/** An open segment that is read through a window; `forget` drops what was read, because the file may have changed. */
export type SegmentSource = ByteSource & {
  head(): SegmentHead | undefined
  forget(): void
  sync(): void
  close(): void
}

/** Name of the segment that begins with a sequence. */
export function segmentName(firstSequence: number): string {
  return `${String(firstSequence).padStart(16, '0')}.seg`
}

/** First sequence that a file's name tells; undefined when it is no segment. */
export function parseSegmentName(file: string): number | undefined {
  const digits = namePattern.exec(file)?.[1]
  return digits === undefined ? undefined : Number(digits)
}

/** The segments of a folder, oldest first. One that vanishes meanwhile is left out. */
export function listSegments(directory: string): SegmentFile[] {
  const segments: SegmentFile[] = []
  for (const file of readdirSync(directory).sort()) {
    const firstSequence = parseSegmentName(file)
    if (firstSequence === undefined) continue
    const path = join(directory, file)
    const stat = statSync(path, { throwIfNoEntry: false })
    if (stat?.isFile()) segments.push({ file, path, firstSequence, bytes: stat.size })
  }
  return segments
}

/** Opens a segment for reading. A buffer it answers stays valid: a window is never filled a second time. */
export function openSegmentSource(path: string, windowBytes = windowBytesUsual): SegmentSource {
  const fd = openSync(path, 'r')
  let window: Buffer = Buffer.alloc(0)
  let start = 0
  function read(offset: number, bytes: number): Buffer {
    if (offset < start || offset + bytes > start + window.length) {
      const room = Math.max(0, Math.min(Math.max(bytes, windowBytes), fstatSync(fd).size - offset))
      window = readFully(fd, Buffer.allocUnsafe(room), offset)
      start = offset
    }
    return window.subarray(offset - start, offset - start + bytes)
  }
  return {
    size: () => fstatSync(fd).size,
    read,
    head: () => parseSegmentHead(read(0, segmentHeadBytes)),
    forget: () => {
      window = Buffer.alloc(0)
    },
    sync: () => fdatasyncSync(fd),
    close: () => closeSync(fd),
  }
}

function readFully(fd: number, buffer: Buffer, offset: number): Buffer {
  let filled = 0
  while (filled < buffer.length) {
    const bytes = readSync(fd, buffer, filled, buffer.length - filled, offset + filled)
    if (bytes === 0) break
    filled += bytes
  }
  return buffer.subarray(0, filled)
}
