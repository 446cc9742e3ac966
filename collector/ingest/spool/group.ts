import { recordHeadBytes } from './segment-format.ts'

/** Records that go to disk together; each resolves or rejects alone. */
export type Group = { waiting: Waiting[]; bytes: number }

/** One append that waits for its group. */
export type Waiting = { payload: Uint8Array; resolve: (sequence: number) => void; reject: (error: Error) => void }

/** Lays payloads behind each other, with room for the head of each, its length already there. */
export function packGroup({ waiting, bytes }: Group, spare?: ArrayBuffer): Uint8Array<ArrayBuffer> {
  // A memory of its own, not a slice of the shared pool: it is handed over to the other thread, and comes back.
  const fits = spare && spare.byteLength >= bytes && spare.byteLength <= bytes * 4
  const packed = fits ? Buffer.from(spare, 0, bytes) : Buffer.allocUnsafeSlow(bytes)
  let offset = 0
  for (const { payload } of waiting) {
    packed.writeUInt32LE(payload.length, offset + 8)
    packed.set(payload, offset + recordHeadBytes)
    offset += recordHeadBytes + payload.length
  }
  return packed
}

/** Where the records of a packed group stand, in their order. */
export function* packedRecords(packed: Buffer): Generator<{ offset: number; length: number }> {
  for (let offset = 0; offset < packed.length; ) {
    const length = packed.readUInt32LE(offset + 8)
    yield { offset, length }
    offset += recordHeadBytes + length
  }
}
