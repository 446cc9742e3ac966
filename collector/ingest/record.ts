import { z } from 'zod'
import { deadLetterRow } from '../../schema/datasets/dead-letter-row.ts'

/** What stands before the rows of a record: who sent it, how much it was, and what is stored beside the rows. */
export const recordHeader = z.object({
  schema_version: z.int().describe('format of the rows; a row is stored as it was accepted, whatever the version'),
  source: z.string(),
  received_at: z.int().describe('epoch milliseconds'),
  accepted: z.int().describe('messages taken: rows, duplicates and dead letters'),
  duplicates: z.int().describe('messages recognised at the door; their rows are not here'),
  people: z.array(z.tuple([z.string(), z.string()])).describe('key and id of people who were not seen before'),
  dead_letters: z.array(deadLetterRow),
})

/** What stands before the rows of a record. */
export type RecordHeader = z.infer<typeof recordHeader>

const lengthBytes = 4

/** Makes the payload of one request: length of the header, header, lines of rows. */
export function encodeRecord(header: RecordHeader, rows: readonly string[]): Buffer {
  return Buffer.from(createRecordEncoder()(header, rows))
}

// The usual batch of an SDK takes half of it.
const usualBytes = 65_536
/** Most bytes of UTF-8 that one character of a JavaScript string takes. */
const charBytesMax = 3

/** Makes an encoder whose payloads share one memory: each holds until the next is made. */
export function createRecordEncoder(): (header: RecordHeader, rows: readonly string[]) => Buffer {
  let memory = Buffer.allocUnsafeSlow(usualBytes)
  return (header, rows) => {
    const head = JSON.stringify(header)
    const [first = '', ...others] = rows
    // One flat text by one call: joined and concatenated it would be copied twice.
    const text = [head + first, ...others].join('\n')
    const bytesMax = lengthBytes + text.length * charBytesMax
    if (memory.length < bytesMax) memory = Buffer.allocUnsafeSlow(bytesMax)
    const payload = memory.subarray(0, lengthBytes + memory.write(text, lengthBytes))
    payload.writeUInt32LE(Buffer.byteLength(head), 0)
    // A large one is not kept for the small ones that follow.
    if (memory.length > usualBytes * 16) memory = Buffer.allocUnsafeSlow(usualBytes)
    return payload
  }
}

/** Reads what stands before the rows, and where they begin; throws when it is not a payload. */
export function decodeHeader(payload: Buffer): { header: RecordHeader; rowsAt: number } {
  const rowsAt = lengthBytes + payload.readUInt32LE(0)
  return { header: recordHeader.parse(JSON.parse(payload.toString('utf8', lengthBytes, rowsAt))), rowsAt }
}
