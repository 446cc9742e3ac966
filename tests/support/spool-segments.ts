import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { segmentName } from '../../collector/ingest/spool/segment-file.ts'
import {
  encodeSegmentHead,
  encodeStoredRecord,
  spoolSeed,
  spoolVersion,
} from '../../collector/ingest/spool/segment-format.ts'

/** Id of the spool that made segments belong to. */
export const madeSpoolId = '6f1c2d3e-0000-4000-8000-1234567890ab'

/** The bytes of a segment with these payloads, byte for byte as the spool writes them. */
export function encodeSegment(
  payloads: readonly Uint8Array[],
  head: { first?: number; previous?: number; previousFirst?: number; spoolId?: string; version?: number } = {},
): Buffer {
  const { first = 1, previousFirst = 0, spoolId = madeSpoolId, version = spoolVersion } = head
  const previous = head.previous ?? first - 1
  const seed = spoolSeed(spoolId)
  return Buffer.concat([
    encodeSegmentHead({ version, spoolId, first, previous, previousFirst }),
    ...payloads.map((payload, index) => encodeStoredRecord(payload, { sequence: first + index, kind: 0, seed })),
  ])
}

/** A new folder with segments in it, by their first sequence; `remove` takes it away. */
export function makeSegmentFolder(segments: Record<number, Uint8Array> = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'takehold-spool-'))
  const pathOf = (first: number) => join(directory, segmentName(first))
  const put = (first: number, bytes: Uint8Array) => writeFileSync(pathOf(first), bytes)
  for (const [first, bytes] of Object.entries(segments)) put(Number(first), bytes)
  const remove = () => rmSync(directory, { recursive: true, force: true })
  return { directory, spoolId: madeSpoolId, put, pathOf, remove }
}

/** A copy with one byte changed. */
export function flipByte(bytes: Uint8Array, at: number, mask = 0xff): Buffer {
  const flipped = Buffer.from(bytes)
  flipped.writeUInt8(flipped.readUInt8(at) ^ mask, at)
  return flipped
}
