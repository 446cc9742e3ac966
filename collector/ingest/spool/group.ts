import { recordHeadBytes } from './segment-format.ts'

/** Records that go to disk together, laid behind each other; each resolves or rejects alone. */
export type Group = { packed: Buffer<ArrayBuffer>; bytes: number; waiting: Waiting[] }

/** One append that waits for its group. */
export type Waiting = { resolve: (sequence: number) => void; reject: (error: Error) => void }

const firstBytes = 262_144

/** Begins a group, in a memory that another one was in, or in one of its own: it is handed over to the other thread. */
export function openGroup(spare: ArrayBuffer | undefined): Group {
  return { packed: spare ? Buffer.from(spare) : Buffer.allocUnsafeSlow(firstBytes), bytes: 0, waiting: [] }
}

/** Copies a payload behind the others, with room for its head, its length already there. */
export function addToGroup(group: Group, payload: Uint8Array, waiting: Waiting): void {
  const end = group.bytes + recordHeadBytes + payload.length
  if (end > group.packed.length) {
    const grown = Buffer.allocUnsafeSlow(Math.max(end, group.packed.length * 2))
    grown.set(group.packed.subarray(0, group.bytes))
    group.packed = grown
  }
  group.packed.writeUInt32LE(payload.length, group.bytes + 8)
  group.packed.set(payload, group.bytes + recordHeadBytes)
  group.bytes = end
  group.waiting.push(waiting)
}

/** Where the records of a packed group stand, in their order. */
export function* packedRecords(packed: Buffer): Generator<{ offset: number; length: number }> {
  for (let offset = 0; offset < packed.length; ) {
    const length = packed.readUInt32LE(offset + 8)
    yield { offset, length }
    offset += recordHeadBytes + length
  }
}
