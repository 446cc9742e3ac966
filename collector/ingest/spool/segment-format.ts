import { crc32 } from 'node:zlib'

/** Bytes before the payload of a record: magic, CRC, length, kind, sequence. */
export const recordHeadBytes = 24
/** Bytes before the first record of a segment. */
export const segmentHeadBytes = 96
/** A longer length is damage: the reader holds a whole record in memory. */
export const payloadBytesMax = 32 * 1024 * 1024
/** Version of segments and of the folder; a reader refuses a newer one. */
export const spoolVersion = 1

/** What a record holds: a payload, or the place of one that was erased. */
export const recordKind = { payload: 0, erased: 1 } as const

/** Begins and ends with bytes that no UTF-8 text holds, so an event cannot look like the start of a record. */
const recordMagic = Buffer.from([0xfe, 0x54, 0x4b, 0xff])
const segmentMagic = Buffer.from('TKHSPOOL')
const word = 2 ** 32

/** One record as it stands in a segment. */
export type StoredRecord = { sequence: number; kind: number; payload: Buffer; offset: number; end: number }

/** What stands at the start of a segment. */
export type SegmentHead = {
  version: number
  spoolId: string
  /** Sequence of its first record. */
  first: number
  /** Newest sequence given out before; those up to `first` were never used. */
  previous: number
  /** First sequence of the segment before; 0 for the first of a spool. */
  previousFirst: number
}

/** Bytes that are read by offset; `read` answers fewer at the end. */
export type ByteSource = { size(): number; read(offset: number, bytes: number): Buffer }

/** The start of the CRC of a spool's records: bytes of another spool are never taken for its own. */
export function spoolSeed(spoolId: string): number {
  return crc32(spoolId)
}

/** Writes the head of a record into the room before its payload. The CRC covers all that stands after it. */
export function sealRecord(
  buffer: Buffer,
  {
    offset,
    length,
    sequence,
    kind,
    seed,
  }: { offset: number; length: number; sequence: number; kind: number; seed: number },
): void {
  buffer.set(recordMagic, offset)
  buffer.writeUInt32LE(length, offset + 8)
  buffer.writeUInt32LE(kind, offset + 12)
  writeSequence(buffer, sequence, offset + 16)
  buffer.writeUInt32LE(crc32(buffer.subarray(offset + 8, offset + recordHeadBytes + length), seed), offset + 4)
}

/** A whole record in a buffer of its own. */
export function encodeStoredRecord(
  payload: Uint8Array,
  { sequence, kind, seed }: { sequence: number; kind: number; seed: number },
): Buffer {
  const buffer = Buffer.allocUnsafe(recordHeadBytes + payload.length)
  buffer.set(payload, recordHeadBytes)
  sealRecord(buffer, { offset: 0, length: payload.length, sequence, kind, seed })
  return buffer
}

/** Makes the head of a segment. */
export function encodeSegmentHead(head: SegmentHead): Buffer {
  const buffer = Buffer.alloc(segmentHeadBytes)
  buffer.set(segmentMagic, 0)
  buffer.writeUInt32LE(head.version, 8)
  buffer.write(head.spoolId, 16, 36, 'latin1')
  writeSequence(buffer, head.first, 56)
  writeSequence(buffer, head.previous, 64)
  writeSequence(buffer, head.previousFirst, 72)
  buffer.writeUInt32LE(crc32(buffer.subarray(0, segmentHeadBytes - 4)), segmentHeadBytes - 4)
  return buffer
}

/** Reads the head of a segment; undefined when it is damaged or cut short. */
export function parseSegmentHead(buffer: Buffer): SegmentHead | undefined {
  if (buffer.length < segmentHeadBytes || !buffer.subarray(0, 8).equals(segmentMagic)) return undefined
  if (crc32(buffer.subarray(0, segmentHeadBytes - 4)) !== buffer.readUInt32LE(segmentHeadBytes - 4)) return undefined
  return {
    version: buffer.readUInt32LE(8),
    spoolId: buffer.toString('latin1', 16, 52),
    first: readSequence(buffer, 56),
    previous: readSequence(buffer, 64),
    previousFirst: readSequence(buffer, 72),
  }
}

/**
 * Finds the first whole record at or after an offset whose sequence is not below the one that comes next.
 * `damagedBytes` stand between; without a record they reach to the end.
 */
export function nextRecord(
  source: ByteSource,
  from: { offset: number; sequence: number },
  seed: number,
): { record?: StoredRecord; damagedBytes: number } {
  let offset = from.offset
  for (;;) {
    const record = recordAt(source, offset, seed)
    const damagedBytes = offset - from.offset
    if (record && record.sequence >= from.sequence) return { record, damagedBytes }
    // The file may grow meanwhile: only what was looked at counts as damaged.
    if (source.read(offset, 1).length === 0) return { damagedBytes }
    const { found, lookedTo } = findMagic(source, record ? record.end : offset + 1)
    if (!found) return { damagedBytes: lookedTo - from.offset }
    offset = lookedTo
  }
}

function recordAt(source: ByteSource, offset: number, seed: number): StoredRecord | undefined {
  const head = source.read(offset, recordHeadBytes)
  if (head.length < recordHeadBytes || recordMagic.compare(head, 0, recordMagic.length) !== 0) return undefined
  const length = head.readUInt32LE(8)
  if (length > payloadBytesMax) return undefined
  const whole = source.read(offset, recordHeadBytes + length)
  if (whole.length < recordHeadBytes + length) return undefined
  if (crc32(whole.subarray(8), seed) !== head.readUInt32LE(4)) return undefined
  const [kind, sequence] = [head.readUInt32LE(12), readSequence(head, 16)]
  return { sequence, kind, payload: whole.subarray(recordHeadBytes), offset, end: offset + whole.length }
}

function findMagic(source: ByteSource, from: number): { found: boolean; lookedTo: number } {
  const windowBytes = 1024 * 1024
  for (let offset = from; ; offset += windowBytes - recordMagic.length) {
    const window = source.read(offset, windowBytes)
    const at = window.indexOf(recordMagic)
    if (at !== -1) return { found: true, lookedTo: offset + at }
    if (window.length < windowBytes) return { found: false, lookedTo: offset + window.length }
  }
}

function writeSequence(buffer: Buffer, sequence: number, offset: number): void {
  buffer.writeUInt32LE(sequence % word, offset)
  buffer.writeUInt32LE(Math.floor(sequence / word), offset + 4)
}

function readSequence(buffer: Buffer, offset: number): number {
  return buffer.readUInt32LE(offset) + buffer.readUInt32LE(offset + 4) * word
}
