import { statfsSync } from 'node:fs'
import type { Refusing } from './spool-messages.ts'

const sampleMs = 250
const sampleBytes = 8 * 1024 * 1024

/** Watches how much the disk has left, without asking before each write. */
export type FreeSpace = {
  /** Why a group of this size must not be written; `fresh` asks the disk whatever it said lately. */
  refusal(bytes: number, fresh?: boolean): Refusing | undefined
}

/** Keeps `freeBytesMin` of the disk of a folder free. */
export function createFreeSpace(directory: string, freeBytesMin: number): FreeSpace {
  let free = 0
  let sampledAt = Number.NEGATIVE_INFINITY
  let since = 0
  return {
    refusal: (bytes, fresh = false) => {
      const now = performance.now()
      if (fresh || now - sampledAt >= sampleMs || since >= sampleBytes) {
        const { bavail, bsize } = statfsSync(directory)
        free = bavail * bsize
        sampledAt = now
        since = 0
      }
      if (free - since - bytes >= freeBytesMin) {
        since += bytes
        return undefined
      }
      const reason = `The disk of the spool has ${free} bytes left, and ${freeBytesMin} are kept free. Free some space; nothing else is to be done.`
      return { code: 'disk_low', reason }
    },
  }
}
