import { randomBytes } from 'node:crypto'
import { wireLimits } from '../../schema/wire/limits.ts'

/** Message ids that came lately, by feed: retries are recognised at the door. An optimisation, so it may forget. */
export type RecentIds = {
  /** Notes the ids of events; answers those whose id was not noted before, nor twice here: the first wins. */
  note<Event extends { row: { message_id: string } }>(source: string, events: readonly Event[]): Event[]
  /** Takes back ids of events that could not be kept. */
  forget(source: string, ids: readonly string[]): void
}

type Generation = { since: number; size: number; marks: Uint32Array }

// Two generations of these at 24 bytes an id: 13 MB, all of it outside the heap, so that collecting garbage never
// walks over it.
const generationIdsMax = 262_144
const generationMsMax = 12 * 3_600_000
const wordsPerMark = 3
const emptySlot = 0
const freedSlot = 1

/**
 * Makes the memory of ids: 12 to 24 hours deep, or as many ids as two generations hold, all feeds together. Of an id it
 * keeps a mark of 96 bits under seeds of this process: that two of a million ids share one has a chance of 1 in 10^17.
 */
export function createRecentIds({ now = Date.now, idsMax = generationIdsMax } = {}): RecentIds {
  // Half full at most, also by the batch that fills it, so that a search ends soon.
  const slots = 2 ** Math.ceil(Math.log2((idsMax + wireLimits.batchMessagesMax) * 2))
  const mark = createMarker()
  let newer = emptyGeneration(now(), slots)
  let older = emptyGeneration(now(), slots)

  function turn(): void {
    const at = now()
    if (newer.size < idsMax && at - newer.since < generationMsMax) return
    const spare = older.marks
    // After a quiet day both are too old.
    if (at - newer.since < 2 * generationMsMax) older = newer
    else older = { since: at, size: 0, marks: newer.marks.fill(emptySlot) }
    newer = { since: at, size: 0, marks: spare.fill(emptySlot) }
  }

  return {
    note(source, events) {
      turn()
      const prefix = `${source}\0`
      return events.filter(({ row }) => {
        mark.take(prefix, row.message_id)
        // Each look is a miss of the cache, so an empty generation is spared it.
        if (older.size > 0 && find(older.marks, mark.words) >= 0) return false
        if (!add(newer.marks, mark.words)) return false
        newer.size += 1
        return true
      })
    },
    forget(source, ids) {
      const prefix = `${source}\0`
      for (const id of ids) {
        mark.take(prefix, id)
        for (const { marks } of [older, newer]) {
          const slot = find(marks, mark.words)
          // A freed slot is used up until its generation ends, or a search behind it would end too soon.
          if (slot >= 0) marks[slot] = freedSlot
        }
      }
    },
  }
}

function emptyGeneration(since: number, slots: number): Generation {
  return { since, size: 0, marks: new Uint32Array(slots * wordsPerMark) }
}

/** Place of a mark, or -1. */
function find(marks: Uint32Array, words: Uint32Array): number {
  const [first = 0, second = 0, third = 0] = words
  const slots = marks.length / wordsPerMark
  for (let slot = second & (slots - 1); ; slot = (slot + 1) & (slots - 1)) {
    const at = slot * wordsPerMark
    if (marks[at] === emptySlot) return -1
    if (marks[at] === first && marks[at + 1] === second && marks[at + 2] === third) return at
  }
}

/** Adds a mark; false when it is there already. */
function add(marks: Uint32Array, words: Uint32Array): boolean {
  const [first = 0, second = 0, third = 0] = words
  const slots = marks.length / wordsPerMark
  for (let slot = second & (slots - 1); ; slot = (slot + 1) & (slots - 1)) {
    const at = slot * wordsPerMark
    if (marks[at] === first && marks[at + 1] === second && marks[at + 2] === third) return false
    if (marks[at] !== emptySlot) continue
    marks[at] = first
    marks[at + 1] = second
    marks[at + 2] = third
    return true
  }
}

/** Three independent 32-bit sums over the characters, mixed as MurmurHash3 ends; the first is never a slot's sign. */
function createMarker() {
  const seeds = new Uint32Array(randomBytes(12).buffer.slice(0, 12))
  const words = new Uint32Array(wordsPerMark)
  return {
    words,
    take(prefix: string, id: string): void {
      let [a = 0, b = 0, c = 0] = seeds
      for (const text of [prefix, id]) {
        for (let at = 0; at < text.length; at++) {
          const code = text.charCodeAt(at)
          a = Math.imul(a ^ code, 0x85ebca6b)
          b = Math.imul(b ^ code, 0xc2b2ae35)
          c = Math.imul(c ^ code, 0x27d4eb2f)
          a = (a << 13) | (a >>> 19)
          b = (b << 15) | (b >>> 17)
          c = (c << 11) | (c >>> 21)
        }
      }
      const first = mixed(a ^ id.length)
      words[0] = first <= freedSlot ? first + 2 : first
      words[1] = mixed(b ^ (c >>> 7))
      words[2] = mixed(c ^ (a >>> 9))
    },
  }
}

function mixed(sum: number): number {
  let mix = sum
  mix = Math.imul(mix ^ (mix >>> 16), 0x85ebca6b)
  mix = Math.imul(mix ^ (mix >>> 13), 0xc2b2ae35)
  return (mix ^ (mix >>> 16)) >>> 0
}
