import { addToGroup, type Group, openGroup, type Waiting } from './group.ts'
import { recordHeadBytes } from './segment-format.ts'

/** Records that wait for the disk, in groups that are written one after the other. */
export type Gathered = {
  /** Bytes that were added and are not settled yet, those under way among them. */
  bytes(): number
  isEmpty(): boolean
  /** Whether the next group is written at once: a group costs two messages and a flush of the disk. */
  isWorthWriting(): boolean
  add(payload: Uint8Array, waiting: Waiting): void
  /** Hands over the next group. */
  take(): Group | undefined
  /** A group is on disk; its memory is used again. */
  settle(group: Group, memory: ArrayBuffer): void
  /** Hands over all groups; whatever was gathered counts no more. */
  giveUp(): Group[]
}

/** A group is closed at this size, so that one slow write does not make the next one slower still. */
const groupBytesMax = 8 * 1024 * 1024
/** A group of this size is written without waiting for what else the loop has at hand. */
const worthBytes = 131_072
const worthRecords = 16
/** Memory that comes back is used again: fresh memory has to be cleared page by page. One is filled, one written. */
const sparesMax = 2
const spareBytesMax = 2 * 1024 * 1024

/** Makes the place where records are gathered. */
export function createGathered(): Gathered {
  const spares: ArrayBuffer[] = []
  let groups: Group[] = []
  let bytes = 0
  return {
    bytes: () => bytes,
    isEmpty: () => groups.length === 0,
    isWorthWriting() {
      const [next] = groups
      return next !== undefined && (next.bytes >= worthBytes || next.waiting.length >= worthRecords)
    },
    add(payload, waiting) {
      const added = recordHeadBytes + payload.length
      const last = groups.at(-1)
      const group = last && last.bytes + added <= groupBytesMax ? last : openGroup(spares.pop())
      if (group !== last) groups.push(group)
      addToGroup(group, payload, waiting)
      bytes += added
    },
    take: () => groups.shift(),
    settle(group, memory) {
      bytes -= group.bytes
      if (memory.byteLength <= spareBytesMax && spares.length < sparesMax) spares.push(memory)
    },
    giveUp() {
      const given = groups
      groups = []
      bytes = 0
      return given
    },
  }
}
